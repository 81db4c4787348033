import type { EntityManager } from 'typeorm';
import { tagRead } from '../identifiers/tag.rules.js';
import type { Label } from './label.rules.js';

/** The devices a tagging bound, in its order, as their labels say them. */
export async function labelsOfTagging(
  tx: EntityManager,
  tags: readonly (readonly [string, string])[],
): Promise<Label[]> {
  const rows = await tx.query<{ id: string; model: string; serial: string | null }[]>(
    `SELECT d.id, d.maker || ' ' || d.model AS model,
            (SELECT raw FROM device_identifier i WHERE i.device_id = d.id AND i.type = 'MFR_SERIAL' AND i.valid_to IS NULL LIMIT 1) AS serial
     FROM device d WHERE d.id = ANY($1::uuid[])`,
    [tags.map(([deviceId]) => deviceId)],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return tags.map(([deviceId, tag]) => {
    const { model = null, serial = null } = known.get(deviceId) ?? {};
    return { tag, model, serial };
  });
}

/** Tags between the first and the last one of a roll that have a device, the earliest bound first. */
export async function boundBetween(tx: EntityManager, firstTag: string, lastTag: string): Promise<string[]> {
  const compact = (tag: string): string => tag.replaceAll('-', '');
  const rows = await tx.query<{ value: string }[]>(
    `SELECT value FROM device_identifier WHERE type = 'ASSET_TAG' AND value BETWEEN $1 AND $2 ORDER BY valid_from, value`,
    [compact(firstTag), compact(lastTag)],
  );
  return rows.flatMap(({ value }) => tagRead(value) ?? []);
}
