import { Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import type { LoadRow } from '@dotation/documents';
import { fileOf } from '../loads/loads.service.js';
import { OrganisationUnitHead } from '../organisation-units/organisation-unit.entity.js';
import { mostVettings, type VettingListDto } from './vetting-import.dto.js';
import {
  columnsWithReasons,
  readRow,
  vettingHeadings,
  type CellProblem,
  type KnownToVetting,
  type VettingField,
  type VettingLine,
} from './vetting-file.rules.js';
import { vettingTerms } from './vetting.queries.js';
import { vettingRefusal } from './vetting.rules.js';

/** Lists of results as the embassy sends them. Reading one writes nothing, not even the file. */
@Injectable()
export class VettingFilesService {
  constructor(private readonly queries: Queries) {}

  async readVettingList(
    bytes: Buffer,
    awardId: string | undefined,
    reader: Principal,
    now: Date,
  ): Promise<VettingListDto> {
    const {
      table,
      columns,
      rows,
      problems: cells,
    } = await fileOf(bytes, vettingHeadings, headingExample, mostVettings);
    refuseReasons(table.heading);
    return this.queries.run(reader, async (tx) => {
      const known = await knownTo(tx, rows);
      const terms = await vettingTerms(tx, [...known.unitIds.values()], now);
      const problems: Problem[] = cells.map(({ column = null, field = null, ...rest }) => ({ ...rest, column, field }));
      const unreadable = new Set(cells.map(({ row }) => row));
      const lines: VettingLine[] = [];
      for (const row of rows.filter((one) => !unreadable.has(one.row))) {
        const read = readRow(row, columns, known, awardId ?? null);
        if ('problems' in read) {
          problems.push(...read.problems);
          continue;
        }
        const { resultAt, validUntil } = read.vetting;
        const dated = { resultAt: new Date(resultAt), validUntil: validUntil ? new Date(validUntil) : null };
        const refusal = vettingRefusal({ ...read.vetting, ...dated }, terms);
        if (refusal) {
          const column = columns.find(({ field }) => field === refusal.field)?.heading ?? null;
          problems.push({ row: row.row, line: row.line, column, ...refusal });
        } else lines.push(read.vetting);
      }
      return { columns, rows: rows.length, problems: problems.toSorted((a, b) => a.row - b.row), lines };
    });
  }
}

const headingExample = '“Sujet;Unité;Résultat;Date du résultat” or “Subject,Unit code,Result,Result date”';

type Problem = Omit<CellProblem, 'field'> & { field: string | null };

function refuseReasons(heading: readonly string[]): void {
  const withReasons = columnsWithReasons(heading);
  if (withReasons.length === 0) return;
  const detail = `Take out the column ${withReasons.map((name) => `“${name}”`).join(', ')}: only results are kept.`;
  throw directoryError(
    'file-with-reasons',
    detail,
    withReasons.map((field) => ({ row: 0, field, code: 'reason', detail })),
  );
}

async function knownTo(tx: EntityManager, rows: readonly LoadRow<VettingField>[]): Promise<KnownToVetting> {
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
