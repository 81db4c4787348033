import type { EntityManager } from 'typeorm';
import { RoleAssignment } from './role-assignment.entity.js';

/** All who have, or ever had, the role: whoever once was the second administrator cannot be made again by one alone. */
export async function everAdministrators(tx: EntityManager): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT DISTINCT person_id AS id FROM role_assignment WHERE role = 'SYS_ADMIN' AND NOT pending`,
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** Roles that give a right at this moment. */
export async function administratorsAt(tx: EntityManager, at: Date): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT DISTINCT person_id AS id FROM role_assignment
     WHERE role = 'SYS_ADMIN' AND NOT pending AND revoked_at IS NULL AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)`,
    [at],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}

/**
 * Who has the right now, or is already known to get it, under every id he is recorded with: whoever signs for a unit is none of
 * these, and it makes no difference which of the two came first (CR-60).
 */
export async function administratorsFrom(tx: EntityManager, at: Date): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT id FROM person WHERE coalesce(merged_into, id) IN (
       SELECT person_id FROM role_assignment
       WHERE role = 'SYS_ADMIN' AND NOT pending AND revoked_at IS NULL AND (valid_to IS NULL OR valid_to > $1))`,
    [at],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}

/**
 * Who is an administrator decides whether one alone may make another, whoever that is: two such grants never run at once.
 * The first administrator is made under the same lock.
 */
export async function lockAdministrators(tx: EntityManager): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('first administrator'))`);
}

const persons = `(SELECT id FROM person WHERE id = $1 OR merged_into = $1)`;

/** Whether this person heads a unit, as things are now or as they are already known to become. */
export async function headsAUnit(tx: EntityManager, personId: string, at: Date): Promise<boolean> {
  const [row] = (await tx.query(
    `SELECT 1 FROM organisation_unit_head h
     WHERE person_id IN ${persons} AND (valid_from > $2 OR NOT EXISTS (
       SELECT FROM organisation_unit_head later WHERE later.org_unit_id = h.org_unit_id AND later.valid_from <= $2
         AND (later.valid_from, later.id) > (h.valid_from, h.id)))
     LIMIT 1`,
    [personId, at],
  )) as unknown[];
  return row !== undefined;
}

/** Whether somebody lent this person the signature of a unit, for now or for later (CR-22). */
export async function hasMandate(tx: EntityManager, personId: string, at: Date): Promise<boolean> {
  const [row] = (await tx.query(
    `SELECT 1 FROM mandate
     WHERE to_person_id IN ${persons} AND valid_to > $2 AND (revoked_from IS NULL OR revoked_from > $2) LIMIT 1`,
    [personId, at],
  )) as unknown[];
  return row !== undefined;
}

/** Everything granted to a person, under a lock on the person: two grants at once see each other. */
export async function lockGrantsOf(tx: EntityManager, personId: string): Promise<RoleAssignment[]> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('roles of ' || $1))`, [personId]);
  return tx.findBy(RoleAssignment, { personId });
}
