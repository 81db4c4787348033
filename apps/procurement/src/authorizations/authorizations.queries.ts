import { decodeCursor, pageOf } from '@dotation/service';
import type { Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import type { AuthorityRow } from './authorization.rules.js';
import type { MatrixDto, MatricesQuery } from './authorizations.dto.js';

export type KeptMatrix = Omit<MatrixDto, 'status'>;

const selectMatrices = `
  SELECT matrix.id, valid_from AS "validFrom", reason, document_sha256 AS "documentSha256", proposed_by AS "proposedBy",
         proposed_at AS "proposedAt", confirmed_by AS "confirmedBy", confirmed_at AS "confirmedAt",
         (SELECT json_agg(json_build_object('awardId', award_id, 'role', role, 'personId', person_id, 'upToMinor', up_to_minor,
                   'currency', currency, 'approvers', approvers) ORDER BY place)
          FROM authorization_row WHERE matrix_id = matrix.id) AS rows
  FROM authorization_matrix AS matrix`;

export async function insertMatrix(tx: EntityManager, matrix: KeptMatrix): Promise<void> {
  const { id, validFrom, reason, documentSha256, proposedBy, proposedAt, rows } = matrix;
  await tx.query(
    `INSERT INTO authorization_matrix (id, valid_from, reason, document_sha256, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, validFrom, reason, documentSha256, proposedBy, proposedAt],
  );
  await tx.query(
    `INSERT INTO authorization_row (matrix_id, place, award_id, role, person_id, up_to_minor, currency, approvers)
     SELECT $1, place, "awardId", role, "personId", "upToMinor", currency, approvers
     FROM ROWS FROM (json_to_recordset($2::json)
       AS ("awardId" uuid, role text, "personId" uuid, "upToMinor" bigint, currency text, approvers int))
       WITH ORDINALITY AS new ("awardId", role, "personId", "upToMinor", currency, approvers, place)`,
    [id, JSON.stringify(rows)],
  );
}

export async function lockMatrix(tx: EntityManager, id: string): Promise<KeptMatrix> {
  return found(await tx.query<KeptMatrix[]>(`${selectMatrices} WHERE matrix.id = $1 FOR UPDATE OF matrix`, [id]));
}

export async function matrixById(tx: EntityManager, id: string): Promise<MatrixDto> {
  return toMatrixDto(found(await tx.query<KeptMatrix[]>(`${selectMatrices} WHERE matrix.id = $1`, [id])));
}

function found([matrix]: KeptMatrix[]): KeptMatrix {
  if (!matrix) throw procurementError('matrix-not-found');
  return matrix;
}

export async function confirm(tx: EntityManager, id: string, by: string, at: Date, validFrom: Date): Promise<void> {
  await tx.query(
    `UPDATE authorization_matrix SET confirmed_by = $2, confirmed_at = $3, valid_from = $4 WHERE id = $1`,
    [id, by, at, validFrom],
  );
}

export async function matrixPage(tx: EntityManager, { limit = 50, after }: MatricesQuery): Promise<Page<MatrixDto>> {
  const [afterId] = decodeCursor(after, ['uuid']) ?? [null];
  const rows = await tx.query<KeptMatrix[]>(
    `${selectMatrices} WHERE ($1::uuid IS NULL OR matrix.id < $1) ORDER BY matrix.id DESC LIMIT $2`,
    [afterId, limit + 1],
  );
  return pageOf(rows, limit, ({ id }) => [id], toMatrixDto);
}

/** The rows in force at a moment, persons under the ids that stay; of two from the same moment the later confirmed counts. */
export async function authorityAt(tx: EntityManager, at: Date): Promise<AuthorityRow[]> {
  const rows = await tx.query<(Omit<AuthorityRow, 'upToMinor'> & { upToMinor: string })[]>(
    `SELECT award_id AS "awardId", role, one_person(person_id) AS "personId", up_to_minor AS "upToMinor", currency, approvers
     FROM authorization_row WHERE matrix_id = (
       SELECT id FROM authorization_matrix WHERE confirmed_by IS NOT NULL AND valid_from <= $1
       ORDER BY valid_from DESC, confirmed_at DESC, id DESC LIMIT 1)
     ORDER BY place`,
    [at],
  );
  return rows.map((row) => ({ ...row, upToMinor: Number(row.upToMinor) }));
}

export async function knownAwards(tx: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }[]>(`SELECT id FROM award WHERE id = ANY($1::uuid[])`, [ids]);
  return new Set(rows.map(({ id }) => id));
}

function toMatrixDto(matrix: KeptMatrix): MatrixDto {
  return { ...matrix, status: matrix.confirmedBy === null ? 'OPEN' : 'CONFIRMED' };
}
