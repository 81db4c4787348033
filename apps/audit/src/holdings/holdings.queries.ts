import type { EntityManager } from 'typeorm';
import type { CustodyFrom } from '../devices/life.rules.js';
import { custodyColumns } from '../devices/trace.queries.js';
import type { DeviceLine } from '../projection/projected.rules.js';

export interface At {
  position: number;
  asOf: string;
}

/** Intervals of this party that no later one had ended by then, as known then. */
const held = `FROM custody c
  WHERE c.party_id = $1 AND c.position <= $2 AND c.true_from <= $3
    AND NOT EXISTS (SELECT FROM custody n WHERE n.device_id = c.device_id AND n.device_seq > c.device_seq
                    AND n.position <= $2 AND n.true_from <= $3)`;

export async function heldBy(
  tx: EntityManager,
  partyId: string,
  { position, asOf }: At,
  after: string | null,
  limit: number,
): Promise<CustodyFrom[]> {
  return tx.query<CustodyFrom[]>(
    `SELECT ${custodyColumns} ${held} AND ($4::uuid IS NULL OR c.device_id > $4) ORDER BY c.device_id LIMIT $5`,
    [partyId, position, asOf, after, limit],
  );
}

export async function countHeldBy(tx: EntityManager, partyId: string, { position, asOf }: At): Promise<number> {
  const [row] = await tx.query<{ count: number }[]>(`SELECT count(*)::int AS count ${held}`, [partyId, position, asOf]);
  return row?.count ?? 0;
}

/** The lines of these devices' numbered facts, in the order of their numbers, true and known by then. */
export async function linesOf(
  tx: EntityManager,
  deviceIds: string[],
  { position, asOf }: At,
): Promise<Map<string, DeviceLine[]>> {
  const rows = await tx.query<{ deviceId: string; lines: DeviceLine[] }[]>(
    `SELECT df.device_id AS "deviceId", json_agg(df.line ORDER BY df.device_seq) AS lines
     FROM device_fact df LEFT JOIN LATERAL (
       SELECT true_from FROM fact_document WHERE fact_id = df.cause AND position <= $2 LIMIT 1) caused ON true
     WHERE df.device_id = ANY ($1) AND df.device_seq IS NOT NULL AND df.position <= $2
       AND coalesce(caused.true_from, df.true_from) <= $3
     GROUP BY df.device_id`,
    [deviceIds, position, asOf],
  );
  return new Map(rows.map(({ deviceId, lines }) => [deviceId, lines]));
}
