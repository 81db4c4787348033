import type { EntityManager } from 'typeorm';

export interface SystemRow {
  id: string;
  name: string;
  ownerPersonId: string;
  createdBy: string;
  createdAt: Date;
}

const columns = `id, name, owner_person_id AS "ownerPersonId", created_by AS "createdBy", created_at AS "createdAt"`;

export async function isSystem(tx: EntityManager, id: string): Promise<boolean> {
  return (await tx.query<unknown[]>('SELECT 1 FROM system WHERE id = $1', [id])).length > 0;
}

/** A system has its roles and its place in facts as a person has, so it has a row there too, whose name is its own. */
export async function insertSystem(tx: EntityManager, row: SystemRow, nameSealed: Buffer): Promise<void> {
  const { id, name, ownerPersonId, createdBy, createdAt } = row;
  await tx.query(
    `INSERT INTO person (id, name_sealed, function, preferred_language, created_by, created_at)
     VALUES ($1, $2, 'Système', 'fr', $3, $4)`,
    [id, nameSealed, createdBy, createdAt],
  );
  await tx.query(`INSERT INTO system (id, name, owner_person_id, created_by, created_at) VALUES ($1, $2, $3, $4, $5)`, [
    ...[id, name, ownerPersonId, createdBy, createdAt],
  ]);
}

/** In the order they were recorded; one row more than asked for when there is a next page. */
export function systemsAfter(tx: EntityManager, after: string | undefined, limit: number): Promise<SystemRow[]> {
  return tx.query<SystemRow[]>(`SELECT ${columns} FROM system WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2`, [
    after ?? null,
    limit + 1,
  ]);
}
