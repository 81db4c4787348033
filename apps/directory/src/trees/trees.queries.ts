import { AliasRecordedV1 } from '@dotation/contracts';
import { recordEach } from '@dotation/messaging';
import { uuidv7 } from '@dotation/service';
import type { Command } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { checkClosing, checkPlacing, periodsOf } from './tree.rules.js';
import type { Version } from './tree.rules.js';
import type { AliasDto } from './trees.dto.js';

/** The two trees; names of tables are ours, never the caller's. */
export const trees = {
  units: {
    ...{ nodes: 'organisation_unit', versions: 'organisation_unit_version', aliases: 'organisation_unit_alias' },
    ...{ node: 'org_unit_id', of: 'UNIT' },
  },
  places: { nodes: 'place', versions: 'place_version', aliases: 'place_alias', node: 'place_id', of: 'PLACE' },
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

/**
 * Refuses a version that cannot stand beside what is known of the tree; answers where the next version of the node begins,
 * or null.
 */
export async function checkRevised<T extends Version>(
  tx: EntityManager,
  tree: Tree,
  versions: readonly T[],
  { id, nodeId, parentId, closed, validFrom: from }: T,
): Promise<Date | null> {
  const to = periodsOf(versions).find((period) => period.id === id)?.validTo ?? null;
  if (closed) checkClosing(nodeId, from, to, await versionsBelow(tx, tree, nodeId));
  else checkPlacing({ nodeId, parentId, from, to }, await versionsAbove(tx, tree, parentId === null ? [] : [parentId]));
  return to;
}

/** Ids of what a node stands under at a moment, nearest first. */
export async function nodesAbove(tx: EntityManager, tree: Tree, nodeId: string, at: Date): Promise<string[]> {
  const rows = (await tx.query(
    `WITH RECURSIVE chain (id, depth) AS (
       SELECT $2::uuid, 0
       UNION ALL
       SELECT v.parent_id, c.depth + 1 FROM chain c JOIN ${tree.nodes} n ON n.id = c.id
       JOIN LATERAL ${versionInForce(tree)} v ON true WHERE v.parent_id IS NOT NULL AND c.depth < 30)
     SELECT id FROM chain WHERE depth > 0 ORDER BY depth`,
    [at, nodeId],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** The versions that count, as they are shown. */
export function shownVersions<T extends Version & { recordedBy: string }>(versions: readonly T[]) {
  return periodsOf(versions).map(
    ({ id: _id, nodeId: _nodeId, recordedBy: _by, validFrom, validTo, recordedAt, ...version }) => ({
      ...version,
      validFrom: validFrom.toISOString(),
      validTo: validTo?.toISOString() ?? null,
      recordedAt: recordedAt.toISOString(),
    }),
  );
}

/** SQL: the words $n begin words of the name of version `v`, or of an alias of node `n`. */
export const isNamed = (tree: Tree, words: string): string =>
  `(' ' || v.name_key LIKE '% ' || name_key(${words}) || '%'
    OR EXISTS (SELECT FROM ${tree.aliases} a WHERE a.${tree.node} = n.id
               AND ' ' || a.name_key LIKE '% ' || name_key(${words}) || '%'))`;

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
  const facts = aliases.map((alias) => ({ subject: alias.id, data: { ...alias, of: tree.of } }));
  await recordEach(tx, AliasRecordedV1, facts, command);
}

/** The names of a double, for the entry that stays. */
export async function takeNames(
  tx: EntityManager,
  tree: Tree,
  names: readonly string[],
  into: string,
  command: Command,
): Promise<void> {
  const aliases = [...new Set(names)].map((name) => ({ aliasId: uuidv7(), id: into, name }));
  await insertAliases(tx, tree, aliases, command);
}
