import type { EntityManager } from 'typeorm';
import { statusOf } from '../projection/document.rules.js';
import type { Papers, PaperSignature } from './paper.rules.js';

export async function papersOf(
  tx: EntityManager,
  ids: Iterable<string>,
  { position, asOf, knownAt }: { position: number; asOf: string; knownAt: string },
): Promise<Papers> {
  const rows = await tx.query<
    {
      id: string;
      kind: string;
      number: string | null;
      marks: string[] | null;
      signatures: PaperSignature[] | null;
      missingFiles: string[];
    }[]
  >(
    `SELECT d.document_id AS id, d.kind, d.number,
       (SELECT array_agg(m.mark ORDER BY m.position, m.mark) FROM document_mark m
        WHERE m.document_id = d.document_id AND m.position <= $2 AND m.at <= $3) AS marks,
       (SELECT json_agg(json_build_object('role', s.role, 'personId', s.person_id, 'capacity', s.capacity, 'rank', s.rank,
                 'function', s.function, 'signedAt', s.signed_at, 'imageSha256', s.image_sha256)
               ORDER BY s.position, s.line_no)
        FROM document_signature s JOIN document_mark m USING (document_id, position)
        WHERE s.document_id = d.document_id AND s.position <= $2 AND m.at <= $3) AS signatures,
       -- As far as was known: a file that came later is still missing there, so that the answer stays the same for ever.
       ARRAY(SELECT n.sha256 FROM document_file n
             WHERE n.document_id = d.document_id AND n.position <= $2
               AND NOT EXISTS (SELECT FROM file f WHERE f.sha256 = n.sha256 AND f.stored_at <= $4)
             ORDER BY n.position, n.sha256) AS "missingFiles"
     FROM document d WHERE d.document_id = ANY ($1) AND d.position <= $2`,
    [[...new Set(ids)], position, asOf, knownAt],
  );
  return new Map(
    rows.map(({ id, kind, number, marks, signatures, missingFiles }) => [
      id,
      {
        id,
        kind,
        number,
        status: marks ? statusOf(kind, marks) : null,
        missingFiles,
        signatures: (signatures ?? []).map((one) => ({ ...one, signedAt: new Date(one.signedAt).toISOString() })),
      },
    ]),
  );
}
