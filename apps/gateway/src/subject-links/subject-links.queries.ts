import type { EntityManager } from 'typeorm';

export interface SubjectLink {
  id: string;
  issuer: string;
  subject: string;
  personId: string;
  linkedAt: Date;
  linkedBy: string;
  endedAt: Date | null;
  endedBy: string | null;
}

const columns = `id, issuer, subject, person_id AS "personId", linked_at AS "linkedAt", linked_by AS "linkedBy",
  ended_at AS "endedAt", ended_by AS "endedBy"`;

/** Who a provider's subject is here; nobody unless somebody linked it. */
export async function personLinkedTo(tx: EntityManager, issuer: string, subject: string): Promise<string | undefined> {
  const [row] = await tx.query<{ personId: string }[]>(
    `SELECT person_id AS "personId" FROM subject_link WHERE issuer = $1 AND subject = $2 AND ended_at IS NULL`,
    [issuer, subject],
  );
  return row?.personId;
}

export async function linkById(tx: EntityManager, id: string): Promise<SubjectLink | undefined> {
  const [row] = await tx.query<SubjectLink[]>(`SELECT ${columns} FROM subject_link WHERE id = $1`, [id]);
  return row;
}

export async function insertLink(tx: EntityManager, link: Omit<SubjectLink, 'endedAt' | 'endedBy'>): Promise<void> {
  await tx.query(
    `INSERT INTO subject_link (id, issuer, subject, person_id, linked_at, linked_by) VALUES ($1, $2, $3, $4, $5, $6)`,
    [link.id, link.issuer, link.subject, link.personId, link.linkedAt, link.linkedBy],
  );
}

/** Ending twice keeps the first time and person. */
export async function endLink(tx: EntityManager, id: string, by: string, at: Date): Promise<void> {
  await tx.query(`UPDATE subject_link SET ended_at = $3, ended_by = $2 WHERE id = $1 AND ended_at IS NULL`, [
    id,
    by,
    at,
  ]);
}

export interface LinkFilter {
  personId: string | undefined;
  beforeId: string | undefined;
  limit: number;
}

/** Newest first, those that ended too; one row more than asked for when there is a next page. */
export function linksOf(tx: EntityManager, { personId, beforeId, limit }: LinkFilter): Promise<SubjectLink[]> {
  return tx.query<SubjectLink[]>(
    `SELECT ${columns} FROM subject_link
      WHERE ($1::uuid IS NULL OR person_id = $1) AND ($2::uuid IS NULL OR id < $2)
      ORDER BY id DESC LIMIT $3`,
    [personId ?? null, beforeId ?? null, limit + 1],
  );
}
