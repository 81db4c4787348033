import { decodeCursor, pageOf } from '@dotation/service';
import type { Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { MissingFileDto, MissingFilesQuery } from './files.dto.js';

/** Files that documents name and nobody has brought, the longest awaited first. */
export async function missingFiles(tx: EntityManager, asked: MissingFilesQuery): Promise<Page<MissingFileDto>> {
  const { documentId = null, limit = 50 } = asked;
  const [position = null, sha256 = null] = decodeCursor(asked.after, ['number', 'text']) ?? [];
  const rows = await tx.query<(MissingFileDto & { position: number })[]>(
    `SELECT named.sha256, named.field, named.document_id AS "documentId", document.kind, document.number,
            fact.appended_at AS since, named.position::float8 AS position
     FROM document_file AS named
     JOIN fact_log AS fact ON fact.position = named.position
     LEFT JOIN document ON document.document_id = named.document_id
     WHERE NOT EXISTS (SELECT FROM file WHERE file.sha256 = named.sha256)
       AND ($1::uuid IS NULL OR named.document_id = $1)
       AND ($2::bigint IS NULL OR (named.position, named.sha256) > ($2, $3))
     ORDER BY named.position, named.sha256 LIMIT $4`,
    [documentId, position, sha256, limit + 1],
  );
  return pageOf(
    rows,
    limit,
    (row) => [row.position, row.sha256],
    ({ position: _at, ...row }) => row,
  );
}
