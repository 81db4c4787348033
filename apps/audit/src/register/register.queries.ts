import type { EntityManager } from 'typeorm';
import type { CustodyFrom } from '../devices/life.rules.js';
import { custodyColumns } from '../devices/trace.queries.js';
import type { At } from '../holdings/holdings.queries.js';
import type { Award } from './register.rules.js';

export interface Asked {
  awardId?: string | undefined;
  category?: string | undefined;
}

/** Devices that were in the register by then, in the order of their ids: the first custody is their registration. */
export async function registeredIds(
  tx: EntityManager,
  { awardId, category }: Asked,
  { position, asOf }: At,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const parameters: unknown[] = [position, asOf, after, limit];
  const conditions: string[] = [];
  if (awardId !== undefined)
    conditions.push(
      `EXISTS (SELECT FROM device_award a WHERE a.award_id = $${parameters.push(awardId)} AND a.device_id = c.device_id AND a.position <= $1)`,
    );
  if (category !== undefined)
    conditions.push(
      `EXISTS (SELECT FROM device d WHERE d.device_id = c.device_id AND d.category = $${parameters.push(category)})`,
    );
  const rows = await tx.query<{ id: string }[]>(
    `SELECT c.device_id AS id FROM custody c
     WHERE c.device_seq = 1 AND c.position <= $1 AND c.true_from <= $2 AND ($3::uuid IS NULL OR c.device_id > $3)
       ${conditions.map((condition) => `AND ${condition}`).join(' ')}
     ORDER BY c.device_id LIMIT $4`,
    parameters,
  );
  return rows.map(({ id }) => id);
}

/** Who had each device, where, at that time. */
export async function custodyOfAll(
  tx: EntityManager,
  ids: readonly string[],
  { position, asOf }: At,
): Promise<Map<string, CustodyFrom>> {
  const rows = await tx.query<CustodyFrom[]>(
    `SELECT DISTINCT ON (c.device_id) ${custodyColumns} FROM custody c
     WHERE c.device_id = ANY ($1) AND c.position <= $2 AND c.true_from <= $3 ORDER BY c.device_id, c.device_seq DESC`,
    [ids, position, asOf],
  );
  return new Map(rows.map((row) => [row.deviceId, row]));
}

/** Why a device has no serial, as its receipt says (CR-07). */
export async function noSerialReasonsOf(
  tx: EntityManager,
  ids: readonly string[],
  position: number,
): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; reason: string }[]>(
    `SELECT device_id AS id, line ->> 'noSerialReason' AS reason FROM device_fact
     WHERE device_id = ANY ($1) AND device_seq IS NULL AND position <= $2 AND line ->> 'noSerialReason' IS NOT NULL`,
    [ids, position],
  );
  return new Map(rows.map(({ id, reason }) => [id, reason]));
}

export async function awardsBy(tx: EntityManager, position: number): Promise<Map<string, Award>> {
  const rows = await tx.query<Award[]>(
    `SELECT DISTINCT ON (award_id) award_id AS "awardId", fain, donor, federal FROM award
     WHERE position <= $1 ORDER BY award_id, position DESC`,
    [position],
  );
  return new Map(rows.map((row) => [row.awardId, row]));
}
