import { AliasRecordedV1 } from '@dotation/contracts';
import { recordEach } from '@dotation/messaging';
import type { Command } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { Version } from './tree.rules.js';
import type { AliasDto } from './trees.dto.js';

/** The two trees; names of tables are ours, never the caller's. */
export const trees = {
  units: { versions: 'organisation_unit_version', aliases: 'organisation_unit_alias', node: 'org_unit_id' },
  places: { versions: 'place_version', aliases: 'place_alias', node: 'place_id' },
} as const;
export type Tree = (typeof trees)[keyof typeof trees];

/** One change of a tree after the other: what two commands decide from the same tree may be a circle together. */
export async function lockTree(tx: EntityManager, tree: Tree): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext($1))`, [tree.versions]);
}

const shown = (tree: Tree): string =>
  `id, ${tree.node} AS "nodeId", parent_id AS "parentId", closed, valid_from AS "validFrom", recorded_at AS "recordedAt"`;

/** Every version of these nodes and of whatever ever stood above them, by node. */
export async function versionsAbove(
  tx: EntityManager,
  tree: Tree,
  nodeIds: readonly string[],
): Promise<Map<string, Version[]>> {
  const rows = (await tx.query(
    `WITH RECURSIVE above (id) AS (
       SELECT unnest($1::uuid[])
       UNION
       SELECT v.parent_id FROM ${tree.versions} v JOIN above a ON v.${tree.node} = a.id WHERE v.parent_id IS NOT NULL)
     SELECT ${shown(tree)} FROM ${tree.versions} WHERE ${tree.node} IN (SELECT id FROM above)`,
    [nodeIds],
  )) as Version[];
  return Map.groupBy(rows, ({ nodeId }) => nodeId);
}

/** Every version of whatever ever stood directly under the node. */
export async function versionsBelow(tx: EntityManager, tree: Tree, nodeId: string): Promise<Map<string, Version[]>> {
  const rows = (await tx.query(
    `SELECT ${shown(tree)} FROM ${tree.versions}
     WHERE ${tree.node} IN (SELECT ${tree.node} FROM ${tree.versions} WHERE parent_id = $1)`,
    [nodeId],
  )) as Version[];
  return Map.groupBy(rows, ({ nodeId: child }) => child);
}

/** SQL of the version in force at $1, to be joined LATERAL with a node called `n`. */
export const versionInForce = (tree: Tree): string =>
  `(SELECT * FROM ${tree.versions} WHERE ${tree.node} = n.id AND valid_from <= $1
    ORDER BY valid_from DESC, recorded_at DESC, id DESC LIMIT 1)`;

export async function aliasesOf(tx: EntityManager, tree: Tree, nodeId: string): Promise<AliasDto[]> {
  const rows = (await tx.query(
    `SELECT id, name, valid_from AS "validFrom", valid_to AS "validTo" FROM ${tree.aliases}
     WHERE ${tree.node} = $1 ORDER BY name_key, id`,
    [nodeId],
  )) as { id: string; name: string; validFrom: Date | null; validTo: Date | null }[];
  return rows.map(({ validFrom, validTo, ...alias }) => ({
    ...alias,
    validFrom: validFrom?.toISOString() ?? null,
    validTo: validTo?.toISOString() ?? null,
  }));
}

export interface NewAlias {
  aliasId: string;
  /** The unit or place. */
  id: string;
  name: string;
  validFrom?: string;
  validTo?: string;
}

/** Records other names of units or places, and tells each. */
export async function insertAliases(
  tx: EntityManager,
  tree: Tree,
  aliases: readonly NewAlias[],
  command: Command,
): Promise<void> {
  await tx.query(
    `INSERT INTO ${tree.aliases} (id, ${tree.node}, name, valid_from, valid_to, recorded_by, recorded_at)
     SELECT "aliasId", id, name, "validFrom", "validTo", $2, $3
     FROM json_to_recordset($1::json) AS a ("aliasId" uuid, id uuid, name text, "validFrom" timestamptz, "validTo" timestamptz)`,
    [JSON.stringify(aliases), command.actorId, command.recordedAt],
  );
  const of = tree === trees.units ? 'UNIT' : 'PLACE';
  const facts = aliases.map((alias) => ({ subject: alias.id, data: { ...alias, of } }));
  await recordEach(tx, AliasRecordedV1, facts, command);
}
