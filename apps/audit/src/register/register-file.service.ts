import { writeCsv, writeTable, type WrittenCell } from '@dotation/documents';
import type { Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { auditError } from '../errors.js';
import type { Knowledge } from '../knowledge/knowledge.queries.js';
import type { RegisterFileQuery } from './register.dto.js';
import { cellsOf, headingIn } from './register-file.rules.js';
import { RegisterService } from './register.service.js';

/** A spreadsheet is made in memory; a longer register is a CSV, which flows. */
const mostInSpreadsheet = 20_000;

export interface RegisterFile {
  known: Knowledge;
  format: 'csv' | 'xlsx';
  content: Readable;
}

/** The register as a file: every row says as of when and known at which position of the record it is (Q1). */
@Injectable()
export class RegisterFileService {
  constructor(private readonly register: RegisterService) {}

  async write(reader: Principal, asked: RegisterFileQuery): Promise<RegisterFile> {
    const release = this.register.begin(reader);
    try {
      const file = await this.make(reader, asked);
      // Also when the reader goes away in the middle: what nobody takes any more is closed.
      file.content.once('close', release);
      return file;
    } catch (error) {
      release();
      throw error;
    }
  }

  private async make(reader: Principal, asked: RegisterFileQuery): Promise<RegisterFile> {
    const { format = 'csv', language = 'fr' } = asked;
    const known = await this.register.known(reader, asked);
    const heading = headingIn(language);
    const pieces = this.cells(reader, asked, known);
    if (format === 'csv') return { known, format, content: Readable.from(writeCsv(heading, pieces)) };
    const rows: WrittenCell[][] = [];
    for await (const piece of pieces) {
      rows.push(...piece);
      if (rows.length > mostInSpreadsheet)
        throw auditError(
          'register-too-long',
          `More than ${mostInSpreadsheet}: ask for CSV, or for one award or category.`,
        );
    }
    return { known, format, content: Readable.from([await writeTable(format, heading, rows)]) };
  }

  private async *cells(reader: Principal, asked: RegisterFileQuery, known: Knowledge): AsyncGenerator<WrittenCell[][]> {
    const { language = 'fr' } = asked;
    for await (const rows of this.register.chunks(reader, asked, known))
      yield rows.map((row) => cellsOf(row, { ...known, language }));
  }
}
