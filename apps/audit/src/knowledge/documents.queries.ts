import type { EntityManager } from 'typeorm';
import { statusOf } from '../projection/document.rules.js';
import type { Papers, PaperSignature } from './paper.rules.js';

export async function papersOf(
  tx: EntityManager,
  ids: Iterable<string>,
  { position, asOf }: { position: number; asOf: string },
): Promise<Papers> {
  const rows = await tx.query<
    { id: string; kind: string; number: string | null; marks: string[] | null; signatures: PaperSignature[] | null }[]
  >(
    `SELECT d.document_id AS id, d.kind, d.number,
       (SELECT array_agg(m.mark ORDER BY m.position, m.mark) FROM document_mark m
        WHERE m.document_id = d.document_id AND m.position <= $2 AND m.at <= $3) AS marks,
       (SELECT json_agg(json_build_object('role', s.role, 'personId', s.person_id, 'capacity', s.capacity, 'rank', s.rank,
                 'function', s.function, 'signedAt', s.signed_at, 'imageSha256', s.image_sha256)
               ORDER BY s.position, s.line_no)
        FROM document_signature s JOIN document_mark m USING (document_id, position)
        WHERE s.document_id = d.document_id AND s.position <= $2 AND m.at <= $3) AS signatures
     FROM document d WHERE d.document_id = ANY ($1) AND d.position <= $2`,
    [[...new Set(ids)], position, asOf],
  );
  return new Map(
    rows.map(({ id, kind, number, marks, signatures }) => [
      id,
      {
        id,
        kind,
        number,
        status: marks ? statusOf(kind, marks) : null,
        signatures: (signatures ?? []).map((one) => ({ ...one, signedAt: new Date(one.signedAt).toISOString() })),
      },
    ]),
  );
}
