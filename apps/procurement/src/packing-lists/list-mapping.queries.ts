import type { EntityManager } from 'typeorm';
import type { Field } from './field.rules.js';
import type { Mapping } from './heading.rules.js';

export interface MappedColumn {
  heading: string;
  field: Field | null;
}

export interface ListMapping {
  id: string;
  supplierId: string;
  columns: MappedColumn[];
  recordedBy: string;
  recordedAt: string;
}

const select = `SELECT id, supplier_id AS "supplierId", columns, recorded_by AS "recordedBy",
  to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "recordedAt" FROM list_mapping`;

/** What was mapped for a supplier, the newest first. */
export function mappingsOf(tx: EntityManager, supplierId: string): Promise<ListMapping[]> {
  return tx.query<ListMapping[]>(`${select} WHERE supplier_id = $1 ORDER BY recorded_at DESC, id`, [supplierId]);
}

export async function mappingById(tx: EntityManager, id: string): Promise<ListMapping | undefined> {
  return (await tx.query<ListMapping[]>(`${select} WHERE id = $1`, [id]))[0];
}

/** The same, as lists are read by it. */
export async function rememberedFor(tx: EntityManager, supplierId: string): Promise<Mapping[]> {
  const rows = await tx.query<{ names: Record<string, Field | null> }[]>(
    `SELECT names FROM list_mapping WHERE supplier_id = $1 ORDER BY recorded_at DESC, id LIMIT 200`,
    [supplierId],
  );
  return rows.map(({ names }) => new Map(Object.entries(names)));
}

/** Of one supplier and set of columns there is one mapping: a later one takes the place of an earlier. */
export async function saveMapping(
  tx: EntityManager,
  mapping: Omit<ListMapping, 'recordedAt'> & { headings: string; names: Mapping; recordedAt: Date },
): Promise<string> {
  const [row] = await tx.query<[{ id: string }]>(
    `INSERT INTO list_mapping (id, supplier_id, headings, names, columns, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT ON CONSTRAINT list_mapping_of_headings DO UPDATE
       SET names = excluded.names, columns = excluded.columns, recorded_by = excluded.recorded_by,
           recorded_at = excluded.recorded_at
     RETURNING id`,
    [
      ...[mapping.id, mapping.supplierId, mapping.headings, JSON.stringify(Object.fromEntries(mapping.names))],
      ...[JSON.stringify(mapping.columns), mapping.recordedBy, mapping.recordedAt],
    ],
  );
  return row.id;
}

/** The supplier of an order, null where the order names none. */
export async function supplierOf(tx: EntityManager, purchaseOrderId: string): Promise<string | null> {
  const [order] = await tx.query<{ supplier_id: string | null }[]>(
    `SELECT supplier_id FROM purchase_order WHERE id = $1`,
    [purchaseOrderId],
  );
  return order?.supplier_id ?? null;
}
