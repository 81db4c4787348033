import type { EntityManager } from 'typeorm';
import { searchKey, WORLDWIDE } from '../identifiers/identifier.rules.js';
import { nextTags, tagRead } from '../identifiers/tag.rules.js';
import type { TaggedLineDto, TaggingDto } from './taggings.dto.js';
import type { TagLine } from './tagging.rules.js';

/** The devices that the serials of the lines may mean, within the receipt when one is named. */
export async function devicesBySerial(
  tx: EntityManager,
  lines: readonly TagLine[],
  receiptId: string | null,
): Promise<{ row: number; deviceId: string }[]> {
  const wanted = lines.flatMap(({ serial, makerId }, index) =>
    serial
      ? [
          {
            row: index + 1,
            key: searchKey('MFR_SERIAL', serial),
            serial: compactSerial(serial),
            makerId: makerId ?? null,
          },
        ]
      : [],
  );
  if (wanted.length === 0) return [];
  return tx.query<{ row: number; deviceId: string }[]>(
    `SELECT DISTINCT n.row, i.device_id AS "deviceId"
     FROM json_to_recordset($1::json) AS n(row integer, key text, serial text, "makerId" uuid)
     JOIN device_identifier i ON i.folded = n.key AND i.type = 'MFR_SERIAL' AND i.valid_to IS NULL
      AND regexp_replace(i.value, '[^[:alnum:]]', '', 'g') = n.serial
     JOIN device d ON d.id = i.device_id
     WHERE (n."makerId" IS NULL OR i.issuer = n."makerId") AND ($2::uuid IS NULL OR d.receipt_id = $2)`,
    [JSON.stringify(wanted), receiptId],
  );
}

function compactSerial(serial: string): string {
  return serial
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Untagged devices of a receipt in the order they were captured, and how many devices it has. */
export async function untaggedDevices(
  tx: EntityManager,
  receiptId: string,
): Promise<{ deviceIds: string[]; registered: number }> {
  const rows = await tx.query<{ id: string; tagged: boolean }[]>(
    `SELECT d.id, t.device_id IS NOT NULL AS tagged FROM device d
     LEFT JOIN device_identifier t ON t.device_id = d.id AND t.type = 'ASSET_TAG' AND t.valid_to IS NULL
     WHERE d.receipt_id = $1 ORDER BY d.id`,
    [receiptId],
  );
  return { deviceIds: rows.filter(({ tagged }) => !tagged).map(({ id }) => id), registered: rows.length };
}

/** Which of these tags were ever bound, as printed. */
export async function boundTags(tx: EntityManager, tags: readonly string[]): Promise<Set<string>> {
  if (tags.length === 0) return new Set();
  const rows = await tx.query<{ raw: string }[]>(
    `SELECT raw FROM device_identifier WHERE type = 'ASSET_TAG' AND value = ANY($1::text[])`,
    [tags.map((tag) => tag.replaceAll('-', ''))],
  );
  return new Set(rows.map(({ raw }) => raw));
}

/** Takes the next tags of a series, over those bound by hand and those of this very request. Null: the series is at its end. */
export async function takeTags(
  tx: EntityManager,
  series: string,
  count: number,
  inHand: ReadonlySet<string>,
): Promise<string[] | null> {
  if (count === 0) return [];
  const [row] = await tx.query<[{ last_number: number }]>(
    `SELECT last_number FROM tag_series WHERE series = $1 FOR UPDATE`,
    [series],
  );
  const taken = new Set(inHand);
  for (;;) {
    const { tags, last } = nextTags(series, row.last_number, count, taken);
    if (tags.length < count) return null;
    const bound = await boundTags(tx, tags);
    if (bound.size === 0) {
      await tx.query(`UPDATE tag_series SET last_number = $2 WHERE series = $1`, [series, last]);
      return tags;
    }
    for (const tag of bound) taken.add(tag);
  }
}

export interface BoundTag {
  deviceId: string;
  tag: string;
  replaces: string | null;
  reason: string | null;
}

/** The new tag as one more identifier; the one it replaces ends with its reason and is never overwritten (domain §5.1). */
export async function insertTags(tx: EntityManager, bound: readonly BoundTag[], at: Date): Promise<void> {
  const rows = bound.map(({ deviceId, tag, reason }) => {
    const value = tag.replaceAll('-', '');
    return { device_id: deviceId, raw: tag, value, folded: searchKey('ASSET_TAG', value), reason };
  });
  const replacing = rows.filter(({ device_id }) => bound.some((one) => one.deviceId === device_id && one.replaces));
  if (replacing.length > 0) {
    await tx.query(
      `UPDATE device_identifier i SET valid_to = $2, replaced_reason = n.reason
       FROM json_to_recordset($1::json) AS n(device_id uuid, reason text)
       WHERE i.device_id = n.device_id AND i.type = 'ASSET_TAG' AND i.valid_to IS NULL`,
      [JSON.stringify(replacing), at],
    );
  }
  await tx.query(
    `INSERT INTO device_identifier (device_id, type, issuer, value, raw, folded, exclusive, valid_from)
     SELECT device_id, 'ASSET_TAG', $2, value, raw, folded, true, $3
     FROM json_to_recordset($1::json) AS n(device_id uuid, value text, raw text, folded text)`,
    [JSON.stringify(rows), WORLDWIDE, at],
  );
}

export async function insertTagging(
  tx: EntityManager,
  { id, number, receiptId, taggedBy, taggedAt, lines }: TaggingDto,
  reasons: ReadonlyMap<number, string | null>,
  recordedAt: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO tagging (id, number, receipt_id, tagged_by, tagged_at, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, number, receiptId, taggedBy, taggedAt, recordedAt],
  );
  await tx.query(
    `INSERT INTO tagging_line (tagging_id, row_number, device_id, tag, replaces, reason)
     SELECT $2, row, "deviceId", tag, replaces, reason
     FROM json_to_recordset($1::json) AS n(row integer, "deviceId" uuid, tag text, replaces text, reason text)`,
    [JSON.stringify(lines.map((line) => ({ ...line, reason: reasons.get(line.row) }))), id],
  );
}

export async function readTagging(tx: EntityManager, id: string): Promise<TaggingDto | null> {
  const [row] = await tx.query<(Omit<TaggingDto, 'taggedAt' | 'lines'> & { taggedAt: Date; lines: TaggedLineDto[] })[]>(
    `SELECT t.id, t.number, t.receipt_id AS "receiptId", t.tagged_by AS "taggedBy", t.tagged_at AS "taggedAt",
       (SELECT json_agg(json_build_object('row', l.row_number, 'deviceId', l.device_id, 'tag', l.tag, 'replaces', l.replaces)
          ORDER BY l.row_number) FROM tagging_line l WHERE l.tagging_id = t.id) AS lines
     FROM tagging t WHERE t.id = $1`,
    [id],
  );
  return row ? { ...row, taggedAt: row.taggedAt.toISOString() } : null;
}

/** Tags of lines that read as tags, to look them up before the rule decides. */
export function tagsInHand(lines: readonly TagLine[]): string[] {
  return lines.flatMap(({ tag }) => (tag ? [tagRead(tag)] : [])).filter((tag) => tag !== null);
}
