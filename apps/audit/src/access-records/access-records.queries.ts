import type { EntityManager } from 'typeorm';

export interface AccessRow {
  position: number;
  lineNo: number;
  service: string;
  accessId: number;
  readerId: string;
  tokenId: string;
  kind: string;
  operation: string;
  filter: string;
  purpose: string | null;
  rows: number | null;
  scope: string;
  readAt: Date;
}

export interface AccessFilter {
  readerId?: string | undefined;
  kind?: string | undefined;
  service?: string | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  /** Of the last row of the page before. */
  before: [position: number, lineNo: number] | undefined;
  limit: number;
}

/** Newest first; one row more than asked for when there is a next page. */
export function accessRecordsOf(tx: EntityManager, filter: AccessFilter): Promise<AccessRow[]> {
  const { readerId, kind, service, from, to, before, limit } = filter;
  return tx.query<AccessRow[]>(
    `SELECT position::float8 AS position, line_no AS "lineNo", service, access_id::float8 AS "accessId",
            reader_id AS "readerId", token_id AS "tokenId", kind, operation, filter, purpose, rows, scope,
            read_at AS "readAt"
     FROM access
     WHERE ($1::text IS NULL OR reader_id = $1) AND ($2::text IS NULL OR kind = $2)
       AND ($3::text IS NULL OR service = $3) AND ($4::timestamptz IS NULL OR read_at >= $4)
       AND ($5::timestamptz IS NULL OR read_at < $5)
       AND ($6::bigint IS NULL OR (position, line_no) < ($6, $7::integer))
     ORDER BY position DESC, line_no DESC LIMIT $8`,
    [
      ...[readerId ?? null, kind ?? null, service ?? null, from ?? null, to ?? null],
      ...[before?.[0] ?? null, before?.[1] ?? null, limit + 1],
    ],
  );
}
