import type { EntityManager } from 'typeorm';
import { scopedTable, unlimitedOnly } from './scope-tables.js';

/**
 * Somebody who was recorded twice is one person, under the id that stays. For a service that hears of it by facts, in a
 * migration: where the ids lead, and `one_person(id)`, which the service that records people answers from its own table.
 */
export function mergedPersonTable(service: string): string[] {
  return [
    `CREATE TABLE merged_person (
       id      uuid CONSTRAINT merged_person_pk PRIMARY KEY,
       into_id uuid NOT NULL CHECK (into_id <> id)
     )`,
    `CREATE INDEX merged_person_into ON merged_person (into_id)`,
    ...scopedTable(service, 'merged_person', unlimitedOnly),
    `CREATE FUNCTION one_person(person uuid) RETURNS uuid
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
       SELECT coalesce((SELECT into_id FROM merged_person WHERE id = person), person) $$`,
  ];
}

/** Keeps that `id` is `intoId` from now on. Chains are kept flat, so that one look finds who somebody is; twice is once. */
export async function mergePersons(tx: EntityManager, id: string, intoId: string): Promise<void> {
  await tx.query(`INSERT INTO merged_person (id, into_id) VALUES ($1, one_person($2)) ON CONFLICT DO NOTHING`, [
    id,
    intoId,
  ]);
  await tx.query(`UPDATE merged_person SET into_id = one_person($1) WHERE into_id = $1`, [id]);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The same value with every id in it under which somebody was recorded before replaced by the one that stays, in small letters:
 * for a rule that asks whether two persons are different. What is written keeps the ids as they were said.
 */
export async function onePersons<T>(tx: EntityManager, value: T): Promise<T> {
  const ids = new Set<string>();
  mapped(value, (id) => {
    ids.add(id);
    return id;
  });
  if (ids.size === 0) return value;
  const rows = (await tx.query(
    `SELECT asked.id, one_person(asked.id::uuid) AS one FROM unnest($1::text[]) AS asked(id)`,
    [[...ids]],
  )) as { id: string; one: string }[];
  const one = new Map(rows.map((row) => [row.id, row.one]));
  return mapped(value, (id) => one.get(id) ?? id) as T;
}

function mapped(value: unknown, change: (id: string) => string): unknown {
  if (typeof value === 'string') return uuid.test(value) ? change(value) : value;
  if (Array.isArray(value)) return value.map((one) => mapped(one, change));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, change)]));
}
