import type { EntityManager } from 'typeorm';

const ids = `(SELECT scope_ids())`;

/** Said in a policy: one of these columns names something in the caller's scope. */
export function inScopeBy(...columns: string[]): string {
  return columns.map((column) => `${column} = ANY (${ids}::uuid[])`).join(' OR ');
}

/** Said in a policy: the column names something in scope, or something that lies above it. */
export function isShown(column: string): string {
  return `${column} = ANY ((SELECT scope_shown_ids())::uuid[])`;
}

/** Said in a policy: the column names the caller. */
export function isCaller(column: string): string {
  return `${column}::text = (SELECT current_setting('app.person', true))`;
}

/** Said in a policy: only a caller without any limit sees the row. */
export const unlimitedOnly = 'false';

/**
 * Row-level security of one table (FORCE: for its owner too). The running service sees the rows that `visible` lets the
 * caller of this transaction see, all of them in the scope `*`, and none when nobody said who is asking. It may record what
 * it cannot see: an exception for the dispatcher, say. Relay, readers and migrations see everything.
 */
export function scopedTable(service: string, table: string, visible: string): string[] {
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY in_scope ON ${table} TO ${service} USING (${unlimitedOr(visible)}) WITH CHECK (true)`,
    `CREATE POLICY unlimited ON ${table} TO ${service}_worker, CURRENT_USER USING (true)`,
  ];
}

/** The same table from now on with another rule of who sees a row. */
export function scopeAnew(table: string, visible: string): string {
  return `ALTER POLICY in_scope ON ${table} USING (${unlimitedOr(visible)})`;
}

function unlimitedOr(visible: string): string {
  const scope = `(SELECT nullif(current_setting('app.scope', true), ''))`;
  return `${scope} = '*' OR (${scope} IS NOT NULL AND (${visible}))`;
}

/**
 * What may lie under what, and the closure of the caller's roots. A node may lie under a parent and within another node (a
 * unit at a place): whoever sees either sees the node. A reader above it only reads: it counts in transactions that cannot
 * write. `valid_from` makes a move take effect on its day.
 */
const nodes = (service: string): string[] => [
  `CREATE TABLE scope_node (
     id         uuid           NOT NULL,
     parent_id  uuid,
     within_id  uuid,
     reader_id  uuid,
     valid_from timestamptz(3) NOT NULL,
     CONSTRAINT scope_node_pk PRIMARY KEY (id, valid_from)
   )`,
  `CREATE INDEX scope_node_parent ON scope_node (parent_id) WHERE parent_id IS NOT NULL`,
  `CREATE INDEX scope_node_within ON scope_node (within_id) WHERE within_id IS NOT NULL`,
  `CREATE INDEX scope_node_reader ON scope_node (reader_id) WHERE reader_id IS NOT NULL`,
  ...scopedTable(service, 'scope_node', unlimitedOnly),
  `CREATE FUNCTION record_scope_node(node uuid, parent uuid, within uuid, reader uuid, since timestamptz) RETURNS void
     LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     INSERT INTO scope_node (id, parent_id, within_id, reader_id, valid_from) VALUES (node, parent, within, reader, since)
     ON CONFLICT ON CONSTRAINT scope_node_pk DO UPDATE
       SET parent_id = excluded.parent_id, within_id = excluded.within_id, reader_id = excluded.reader_id $$`,
  // Where each node lies today; one whose first day is still to come lies where it will.
  `CREATE VIEW scope_node_today WITH (security_invoker = true) AS
   SELECT id, parent_id, within_id, reader_id FROM scope_node n
   WHERE NOT EXISTS (SELECT FROM scope_node later
                     WHERE later.id = n.id AND later.valid_from > n.valid_from AND later.valid_from <= now())
     AND (n.valid_from <= now() OR NOT EXISTS (SELECT FROM scope_node e WHERE e.id = n.id AND e.valid_from < n.valid_from))`,
  // UNION, not UNION ALL: a circle of parents would be a mistake of whoever recorded it; it ends here all the same.
  `CREATE FUNCTION scope_ids() RETURNS uuid[]
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     WITH RECURSIVE reach (id) AS (
       SELECT unnest(string_to_array(nullif(nullif(current_setting('app.scope', true), ''), '*'), ',')::uuid[])
       UNION
       SELECT n.id FROM reach r JOIN scope_node_today n ON n.parent_id = r.id OR n.within_id = r.id
         OR (n.reader_id = r.id AND current_setting('transaction_read_only') = 'on'))
     SELECT coalesce(array_agg(id), '{}') FROM reach $$`,
  // What is in scope and everything it lies under, up to the root: to name a unit one names its superiors.
  `CREATE FUNCTION scope_shown_ids() RETURNS uuid[]
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     WITH RECURSIVE above (id) AS (
       SELECT unnest(scope_ids())
       UNION
       SELECT up.id FROM above a JOIN scope_node_today n ON n.id = a.id
       CROSS JOIN LATERAL (VALUES (n.parent_id), (n.within_id)) AS up (id) WHERE up.id IS NOT NULL)
     SELECT coalesce(array_agg(id), '{}') FROM above $$`,
];

/**
 * `scope_ids()` with a memory of one transaction: every policy of a statement asks for it, and walking the tree each time took
 * longer than the rest of a read by id. What changes the tree forgets; whether the transaction may write is part of the
 * question, because readers above a unit only read.
 */
export const scopeRemembered: readonly string[] = [
  remembered(`current_setting('app.scope', true)`),
  `CREATE OR REPLACE FUNCTION record_scope_node(node uuid, parent uuid, within uuid, reader uuid, since timestamptz) RETURNS void
     LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     INSERT INTO scope_node (id, parent_id, within_id, reader_id, valid_from) VALUES (node, parent, within, reader, since)
     ON CONFLICT ON CONSTRAINT scope_node_pk DO UPDATE
       SET parent_id = excluded.parent_id, within_id = excluded.within_id, reader_id = excluded.reader_id;
     SELECT set_config('app.scope_reach', '', true) $$`,
];

/**
 * A scope may also name awards: whoever answers for one sees what it paid, wherever that is, and nothing else (domain §8.6).
 * `scope_awards()` are these; `scope_is_of_awards()` says that nothing but awards is in scope.
 */
export const scopeOfAwards: readonly string[] = [
  remembered(`split_part(current_setting('app.scope', true), ';', 1)`),
  `CREATE FUNCTION scope_awards() RETURNS uuid[]
     LANGUAGE sql STABLE SET search_path = pg_catalog, public
     RETURN coalesce(string_to_array(nullif(split_part(current_setting('app.scope', true), ';', 2), ''), ',')::uuid[], '{}')`,
  `CREATE FUNCTION scope_is_of_awards() RETURNS boolean
     LANGUAGE sql STABLE SET search_path = pg_catalog, public
     RETURN coalesce(current_setting('app.scope', true), '') LIKE ';%'`,
];

/** Said in a policy: the column is an award in scope. */
export function ofAward(column: string): string {
  return `${column} = ANY ((SELECT scope_awards())::uuid[])`;
}

/** Said in a policy: some award is in scope, and then this; whoever has none does not pay for the question. */
export function withAwards(condition: string): string {
  return `((SELECT scope_awards()) <> '{}' AND ${condition})`;
}

/** Said in a policy: the caller has more in scope than awards. */
export const notOnlyAwards = 'NOT (SELECT scope_is_of_awards())';

/**
 * Scope for one service, in a migration that comes after its tables: the nodes, and the tables that every service has. A
 * caller may see the answers of his own commands; facts and dead letters are for readers and for nobody who asks.
 */
export function scopeTables(service: string): string[] {
  return [
    ...nodes(service),
    ...scopedTable(service, 'idempotency', isCaller('actor')),
    ...scopedTable(service, 'outbox', unlimitedOnly),
    ...scopedTable(service, 'dead_letter', unlimitedOnly),
    ...scopedTable(service, 'access_record', unlimitedOnly),
    ...scopedTable(service, 'access_told', unlimitedOnly),
  ];
}

export interface ScopeNode {
  id: string;
  parentId?: string | null;
  withinId?: string | null;
  readerId?: string | null;
  /** Since ever when absent. */
  validFrom?: string | Date | null;
}

/** Where nodes lie from a date on; the same date again corrects it. */
export async function recordScopeNodes(tx: EntityManager, nodes: readonly ScopeNode[]): Promise<void> {
  await tx.query(
    `SELECT record_scope_node(id, "parentId", "withinId", "readerId", coalesce("validFrom", '-infinity'))
     FROM json_to_recordset($1::json)
       AS n (id uuid, "parentId" uuid, "withinId" uuid, "readerId" uuid, "validFrom" timestamptz)`,
    [JSON.stringify(nodes)],
  );
}

/** Which of these the caller of this transaction has in scope. */
export async function idsInScope(tx: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  const rows = (await tx.query(
    `SELECT id FROM unnest($1::uuid[]) AS asked (id)
     WHERE current_setting('app.scope', true) = '*' OR id = ANY (scope_ids())`,
    [ids],
  )) as { id: string }[];
  return new Set(rows.map(({ id }) => id));
}

function remembered(roots: string): string {
  return `CREATE OR REPLACE FUNCTION scope_ids() RETURNS uuid[]
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   DECLARE
     roots  text := ${roots};
     asked  text := concat_ws(' ', roots, current_setting('transaction_read_only'));
     known  text := current_setting('app.scope_reach', true);
     answer uuid[];
   BEGIN
     IF split_part(known, ';', 1) = asked THEN
       RETURN split_part(known, ';', 2)::uuid[];
     END IF;
     WITH RECURSIVE reach (id) AS (
       SELECT unnest(string_to_array(nullif(nullif(roots, ''), '*'), ',')::uuid[])
       UNION
       SELECT n.id FROM reach r JOIN scope_node_today n ON n.parent_id = r.id OR n.within_id = r.id
         OR (n.reader_id = r.id AND current_setting('transaction_read_only') = 'on'))
     SELECT coalesce(array_agg(id), '{}') INTO answer FROM reach;
     PERFORM set_config('app.scope_reach', asked || ';' || answer::text, true);
     RETURN answer;
   END $$`;
}
