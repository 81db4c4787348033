import { isUtf8 } from 'node:buffer';
import { Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { CsvError, parse } from 'csv-parse/sync';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { OrganisationUnitHead } from '../organisation-units/organisation-unit.entity.js';
import { numberInForce } from '../rule-values/rule-values.queries.js';
import { mostVettings, type VettingListDto } from './vetting-import.dto.js';
import {
  columnsOf,
  columnsWithReasons,
  readRow,
  type CellProblem,
  type Column,
  type FileRow,
  type KnownToVetting,
  type VettingLine,
} from './vetting-file.rules.js';
import { vettingRefusal } from './vetting.rules.js';

/** Lists of results as the embassy sends them. Reading one writes nothing, not even the file. */
@Injectable()
export class VettingFilesService {
  constructor(private readonly queries: Queries) {}

  readVettingList(bytes: Buffer, awardId: string | undefined, reader: Principal, now: Date): Promise<VettingListDto> {
    const { columns, rows } = tableOf(bytes);
    return this.queries.run(reader, async (tx) => {
      const known = await knownTo(tx, rows);
      const months = await numberInForce(tx, 'vetting.validityMonths', now);
      const problems: (Omit<CellProblem, 'field'> & { field: string | null })[] = [];
      const lines: VettingLine[] = [];
      for (const row of rows) {
        const read = readRow(row, columns, known, awardId ?? null);
        if ('problems' in read) {
          problems.push(...read.problems);
          continue;
        }
        const { resultAt, validUntil } = read.vetting;
        const dated = { resultAt: new Date(resultAt), validUntil: validUntil ? new Date(validUntil) : null };
        const refusal = vettingRefusal({ ...read.vetting, ...dated }, months);
        if (refusal) {
          const at = { row: row.row, line: row.line, column: null, field: null };
          problems.push({ ...at, ...refusal });
        } else lines.push(read.vetting);
      }
      return { columns, rows: rows.length, problems, lines };
    });
  }
}

function tableOf(bytes: Buffer): { columns: Column[]; rows: FileRow[] } {
  const [heading, ...records] = recordsOf(bytes);
  if (!heading) throw directoryError('file-not-readable', 'It is empty.');
  const withReasons = columnsWithReasons(heading.record);
  if (withReasons.length > 0) {
    const detail = `Take out the column ${withReasons.map((name) => `“${name}”`).join(', ')}: only results are kept.`;
    throw directoryError(
      'file-with-reasons',
      detail,
      withReasons.map((field) => ({ row: 0, field, code: 'reason', detail })),
    );
  }
  const columns = columnsOf(heading.record);
  const missing = (['subject', 'unit', 'result', 'resultAt'] as const).filter(
    (field) => !columns.some((column) => column.field === field),
  );
  if (missing.length > 0) throw directoryError('file-not-readable', `No column says ${missing.join(', ')}.`);
  if (records.length > mostVettings) {
    throw directoryError('file-not-readable', `${records.length} rows; at most ${mostVettings} at once.`);
  }
  const rows = records.map(({ record, line }, index): FileRow => {
    const values = columns.flatMap(({ field }, place) => (field ? [[field, record[place] ?? '']] : []));
    return { row: index + 1, line, values: Object.fromEntries(values) as FileRow['values'] };
  });
  return { columns, rows };
}

function recordsOf(bytes: Buffer): { record: string[]; line: number }[] {
  if (bytes.includes(0)) throw directoryError('file-not-readable', 'It is no text; save the list as CSV.');
  const text = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes);
  try {
    const parsed = parse(text, {
      ...{ bom: true, delimiter: [';', ',', '\t'], skip_empty_lines: true, trim: true, info: true },
      ...{ relax_column_count: true, max_record_size: 16 * 1024, to: mostVettings + 2 },
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw directoryError('file-not-readable', error.message.slice(0, 200));
  }
}

async function knownTo(tx: EntityManager, rows: readonly FileRow[]): Promise<KnownToVetting> {
  const codes = rows.map(({ values }) => (values.unit ?? '').trim().toUpperCase());
  const units = (await tx.query(
    `SELECT id, code FROM organisation_unit WHERE code = ANY ($1::text[]) OR upper(id::text) = ANY ($1::text[])`,
    [codes],
  )) as { id: string; code: string }[];
  const named = rows.map(({ values }) => (values.personId ?? '').trim().toLowerCase());
  const people = (await tx.query(`SELECT id FROM person WHERE id::text = ANY ($1::text[])`, [named])) as {
    id: string;
  }[];
  const heads = await tx.find(OrganisationUnitHead, {
    where: { orgUnitId: In(units.map(({ id }) => id)) },
    order: { validFrom: 'ASC', recordedAt: 'ASC' },
  });
  return {
    unitIds: new Map(units.flatMap(({ id, code }) => [[code, id] as const, [id.toUpperCase(), id] as const])),
    personIds: new Set(people.map(({ id }) => id)),
    headAt: (orgUnitId, at) =>
      heads.filter((head) => head.orgUnitId === orgUnitId && head.validFrom <= at).at(-1)?.personId ?? null,
  };
}
