import type { EntityManager } from 'typeorm';
import type { WaybillSteps } from './waybill-paper.rules.js';

/** Units, places and organisations by the names they had at a moment, or their first ones where directory told them later. */
export async function namesAt(
  tx: EntityManager,
  ids: readonly string[],
  at: Date | string,
): Promise<Map<string, string>> {
  const rows = (await tx.query(
    `SELECT DISTINCT ON (id) id, name FROM (
       SELECT id, name, valid_from AS since FROM org_unit WHERE id = ANY($1::uuid[])
       UNION ALL SELECT place_id, name, access_from FROM place_access WHERE place_id = ANY($1::uuid[])
       UNION ALL SELECT id, name, '2000-01-01' FROM organisation WHERE id = ANY($1::uuid[])) AS named
     WHERE name IS NOT NULL ORDER BY id, since <= $2 DESC, abs(extract(epoch FROM $2::timestamptz - since))`,
    [ids, at],
  )) as { id: string; name: string }[];
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function waybillNumbers(tx: EntityManager, ids: readonly string[]): Promise<string[]> {
  const rows = (await tx.query(`SELECT number FROM waybill WHERE id = ANY($1::uuid[]) ORDER BY number`, [ids])) as {
    number: string;
  }[];
  return rows.map(({ number }) => number);
}

export async function stepsOf(tx: EntityManager, waybillId: string): Promise<WaybillSteps> {
  const [steps] = (await tx.query(
    `SELECT drafted_at AS "draftedAt", approved_at AS "approvedAt" FROM waybill WHERE id = $1`,
    [waybillId],
  )) as [WaybillSteps];
  return steps;
}

/** Make and model of the devices of a deed, as their last allocation knew them. */
export async function modelsOfDeed(tx: EntityManager, deedId: string): Promise<Map<string, string>> {
  const rows = (await tx.query(
    `SELECT DISTINCT ON (a.device_id) a.device_id AS id, a.maker, a.model
     FROM deed_line l JOIN allocation_line a ON a.device_id = l.device_id AND a.tag IS NOT NULL
     WHERE l.deed_id = $1 ORDER BY a.device_id, a.reserved_at DESC`,
    [deedId],
  )) as { id: string; maker: string; model: string }[];
  return new Map(rows.map(({ id, maker, model }) => [id, `${maker} ${model}`]));
}
