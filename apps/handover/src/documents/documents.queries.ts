import type { EntityManager } from 'typeorm';

export type DocumentKind =
  'ALLOCATION' | 'WAYBILL' | 'ARRIVAL' | 'HANDOVER' | 'RECTIFICATION' | 'DEED' | 'ACCESS_OVERRIDE' | 'COMMAND_HANDOVER';

/** Prefixes of document numbers; an arrival is part 3 of its waybill and carries that number. */
const prefixes: Record<Exclude<DocumentKind, 'ARRIVAL'>, string> = {
  ALLOCATION: 'AL',
  WAYBILL: 'WB',
  HANDOVER: 'PV',
  RECTIFICATION: 'RPV',
  DEED: 'DD',
  ACCESS_OVERRIDE: 'AO',
  COMMAND_HANDOVER: 'RR',
};

/**
 * Registers a document and takes its number, dense per year because the row stays locked until the commit: take it last,
 * others of the same kind wait from here on. Refuses an id that any document has (document-id-taken).
 */
export async function openNumbered(
  tx: EntityManager,
  kind: Exclude<DocumentKind, 'ARRIVAL'>,
  id: string,
  recordedAt: Date,
): Promise<string> {
  const year = recordedAt.getUTCFullYear();
  const [row] = (await tx.query(
    `WITH taken AS (
       INSERT INTO document_number (prefix, year, last) VALUES ($2, $3, 1)
       ON CONFLICT (prefix, year) DO UPDATE SET last = document_number.last + 1 RETURNING last)
     INSERT INTO document (id, kind, number, recorded_at)
     SELECT $1, $4, $2 || '-' || $3 || '-' || lpad(last::text, 6, '0'), $5 FROM taken RETURNING number`,
    [id, prefixes[kind], year, kind, recordedAt],
  )) as { number: string }[];
  return (row as { number: string }).number;
}

export async function openUnnumbered(tx: EntityManager, kind: 'ARRIVAL', id: string, recordedAt: Date): Promise<void> {
  await tx.query(`INSERT INTO document (id, kind, recorded_at) VALUES ($1, $2, $3)`, [id, kind, recordedAt]);
}
