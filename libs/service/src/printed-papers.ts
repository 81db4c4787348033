import { applyDecorators, Header, Injectable, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { RunTimeDatabase } from './database.js';
import { Environment } from './environment.js';
import { scopedTable, unlimitedOnly } from './scope-tables.js';

/** SQL of the table in which a service keeps what its papers say, by hash, for a migration of the service. */
export const printedPaperTables = (service: string): string[] => [
  `CREATE TABLE printed_paper (
     number      text           NOT NULL,
     hash        text           NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
     document_id uuid           NOT NULL,
     -- Of a document that is amended: which of its revisions the paper shows.
     revision    integer        NOT NULL DEFAULT 1,
     day         date           NOT NULL,
     printed_at  timestamptz(3) NOT NULL DEFAULT now(),
     CONSTRAINT printed_paper_pk PRIMARY KEY (number, hash)
   )`,
  ...scopedTable(service, 'printed_paper', unlimitedOnly),
];

export interface PrintedPaper {
  documentId: string;
  revision?: number;
  number: string;
  hash: string;
  day: string;
}

/** What was printed, so that a paper can be told from one that was not (AM-29). The same paper again is the same row. */
@Injectable()
export class PrintedPapers {
  /** Where people find the gateway, for the code on papers and labels; empty where there is none. */
  readonly publicUrl: string;

  constructor(
    private readonly database: RunTimeDatabase,
    environment: Environment,
  ) {
    this.publicUrl = environment.publicUrl('PUBLIC_URL', '');
    environment.assertUsable();
  }

  async keep({ number, hash, documentId, revision = 1, day }: PrintedPaper): Promise<void> {
    await (
      await this.database.ready()
    ).query(
      `INSERT INTO printed_paper (number, hash, document_id, revision, day) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [number, hash, documentId, revision, day],
    );
  }
}

/** A route that answers a paper, which no cache keeps. */
export const AnswersPaper = (): MethodDecorator =>
  applyDecorators(
    Header('cache-control', 'no-store'),
    ApiProduces('application/pdf'),
    ApiOkResponse({ schema: { type: 'string', format: 'binary' } }),
  );

/** Its number is its name; what no file is called by is left out. */
export function paperFile(number: string, pdf: Buffer): StreamableFile {
  const disposition = `inline; filename="${number.replaceAll(/[^\w-]+/g, '-')}.pdf"`;
  return new StreamableFile(pdf, { type: 'application/pdf', disposition, length: pdf.length });
}
