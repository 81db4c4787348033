import { decodeCursor, pageOf, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { numberOf } from '../identifiers/tag.rules.js';
import type { RollDto, RollsQuery } from './rolls.dto.js';

export interface NewRoll {
  id: string;
  number: string;
  series: string;
  /** In the order of the series. */
  tags: readonly string[];
  orgUnitId: string;
  issuedBy: string;
  issuedAt: Date;
  recordedAt: Date;
}

export async function insertRoll(tx: EntityManager, { tags, ...roll }: NewRoll): Promise<void> {
  const [first, last] = [tags[0] as string, tags.at(-1) as string];
  await tx.query(
    `INSERT INTO tag_roll (id, number, series, first_number, last_number, first_tag, last_tag, tags, org_unit_id, issued_by,
       issued_at, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[roll.id, roll.number, roll.series, numberOf(first), numberOf(last), first, last, tags.length],
      ...[roll.orgUnitId, roll.issuedBy, roll.issuedAt, roll.recordedAt],
    ],
  );
}

type RollRow = Omit<RollDto, 'issuedAt'> & { issuedAt: Date };

/** The bound ones are counted beyond the caller's scope: a label of the office may have gone with its device. */
const SELECT = `SELECT id, number, org_unit_id AS "orgUnitId", first_tag AS "firstTag", last_tag AS "lastTag", tags,
  bound_of_roll(id) AS bound, issued_by AS "issuedBy", issued_at AS "issuedAt" FROM tag_roll`;

const shown = (row: RollRow): RollDto => ({ ...row, issuedAt: row.issuedAt.toISOString() });

export async function rollById(tx: EntityManager, id: string): Promise<RollDto | null> {
  const [row] = await tx.query<RollRow[]>(`${SELECT} WHERE id = $1`, [id]);
  return row ? shown(row) : null;
}

export async function listRolls(tx: EntityManager, query: RollsQuery): Promise<Page<RollDto>> {
  const limit = query.limit ?? 50;
  const [after = null] = decodeCursor(query.after, ['uuid']) ?? [];
  const rows = await tx.query<RollRow[]>(
    `${SELECT} WHERE ($1::uuid IS NULL OR org_unit_id = $1) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [query.orgUnitId ?? null, after, limit + 1],
  );
  return pageOf(rows, limit, ({ id }) => [id], shown);
}

/** To which office the roll was issued that each of these tags is from; tags from no roll are left out. */
export async function officesOfTags(tx: EntityManager, tags: readonly string[]): Promise<Map<string, string>> {
  if (tags.length === 0) return new Map();
  const wanted = tags.map((tag) => ({ tag, series: tag.slice(0, tag.indexOf('-')), n: numberOf(tag) }));
  const rows = await tx.query<{ tag: string; orgUnitId: string }[]>(
    `SELECT wanted.tag, r.org_unit_id AS "orgUnitId"
     FROM json_to_recordset($1::json) AS wanted(tag text, series text, n integer)
     JOIN tag_roll r ON r.series = wanted.series AND wanted.n BETWEEN r.first_number AND r.last_number`,
    [JSON.stringify(wanted)],
  );
  return new Map(rows.map(({ tag, orgUnitId }) => [tag, orgUnitId]));
}
