import type { FundingShare, LotRegisteredLine } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { holdingKey, type Holding, type Lot, type Movement } from './lot.rules.js';

/** What every movement of one document has in common. */
export interface Entry {
  documentId: string;
  factId: string;
  claimedAt: Date;
  recordedAt: Date;
}

/** Which of these lots are known already: an id is never used again. */
export async function knownLots(tx: EntityManager, lotIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }[]>(`SELECT id FROM lot WHERE id = ANY($1::uuid[])`, [lotIds]);
  return new Set(rows.map(({ id }) => id));
}

export async function insertLot(
  tx: EntityManager,
  receipt: { receiptId: string; number: string },
  { holding, ...line }: LotRegisteredLine,
  entry: Entry,
): Promise<void> {
  await tx.query(
    `INSERT INTO lot (id, number, lot_seq, receipt_id, receipt_number, line_id, quantity, catalogue_item_id, maker_id, maker,
       model, category, description, condition, batch, order_line_id, cost_minor, currency, funding, registered_at)
     VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      ...[line.lotId, line.number, receipt.receiptId, receipt.number, line.lineId, line.quantity, line.catalogueItemId],
      ...[line.makerId, line.maker, line.model, line.category, line.description, line.condition, line.batch],
      ...[line.orderLineId, line.costMinor, line.currency, line.funding && JSON.stringify(line.funding)],
      entry.recordedAt,
    ],
  );
  const { lotId, lineId, quantity } = line;
  const ids = await holdingIds(tx, [{ lotId, ...holding }], entry.claimedAt);
  await enter(
    tx,
    [{ lotId, lotSeq: 1, lineId, transition: 'T01', quantity, fromId: null, toId: ids[0] as string }],
    entry,
  );
}

/** Lots with their holdings, locked by id until the end of the transaction: whoever moves a lot waits for whoever moves it now. */
export async function lockLots(tx: EntityManager, lotIds: readonly string[]): Promise<Map<string, Lot>> {
  const rows = await tx.query<(Omit<Lot, 'holdings' | 'costMinor'> & { costMinor: string | null })[]>(
    `SELECT id AS "lotId", lot_seq AS "lotSeq", quantity, order_line_id AS "orderLineId", cost_minor AS "costMinor", funding,
            acquisition_date::text AS "acquisitionDate"
     FROM lot WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    [[...new Set(lotIds)]],
  );
  const holdings = await tx.query<(Holding & { lotId: string })[]>(
    `SELECT lot_id AS "lotId", id AS "holdingId", lifecycle, party_kind AS "partyKind", party_id AS "partyId",
            person_id AS "personId", place_id AS "placeId", en_route AS "enRoute", hold, bound_to AS "boundTo",
            consignee_id AS "consigneeId", quantity
     FROM lot_holding WHERE lot_id = ANY($1::uuid[]) AND quantity > 0 ORDER BY id`,
    [[...new Set(lotIds)]],
  );
  const of = Map.groupBy(holdings, ({ lotId }) => lotId);
  return new Map(
    rows.map((row) => {
      const costMinor = row.costMinor === null ? null : Number(row.costMinor);
      return [
        row.lotId,
        { ...row, costMinor, holdings: (of.get(row.lotId) ?? []).map(({ lotId: _of, ...one }) => one) },
      ];
    }),
  );
}

/** Puts decided movements into the ledger, which moves the quantities. The lots are locked. */
export async function enterMovements(tx: EntityManager, movements: readonly Movement[], entry: Entry): Promise<void> {
  if (movements.length === 0) return;
  const ends = movements.flatMap(({ lotId, from, to }) => [
    { ...from, lotId },
    { ...to, lotId },
  ]);
  const ids = await holdingIds(tx, ends, entry.claimedAt);
  const entries = movements.map(({ lotId, lotSeq, lineId, transition, quantity }, index) => ({
    ...{ lotId, lotSeq, lineId, transition, quantity },
    fromId: ids[index * 2] as string,
    toId: ids[index * 2 + 1] as string,
  }));
  await enter(tx, entries, entry);
  await tx.query(
    `UPDATE lot SET lot_seq = n.seq FROM (
       SELECT lot_id, max(lot_seq) AS seq FROM lot_movement WHERE lot_id = ANY($1::uuid[]) GROUP BY lot_id) AS n
     WHERE lot.id = n.lot_id`,
    [movements.map(({ lotId }) => lotId)],
  );
}

/** The rows of these holdings, made empty where there are none yet; in the order asked. */
async function holdingIds(
  tx: EntityManager,
  wanted: readonly (Omit<Holding, 'holdingId' | 'quantity'> & { lotId: string })[],
  since: Date,
): Promise<string[]> {
  const distinct = new Map(wanted.map((one) => [`${one.lotId}|${holdingKey(one)}`, one]));
  const rows = [...distinct.values()].map((one) => ({ ...one, id: uuidv7(), since }));
  const known = await tx.query<(Holding & { lotId: string; id: string })[]>(
    `WITH wanted AS (
       SELECT * FROM json_to_recordset($1::json) AS n(id uuid, "lotId" uuid, lifecycle text, "partyKind" text, "partyId" uuid,
         "personId" uuid, "placeId" uuid, "enRoute" boolean, hold text, "boundTo" uuid, "consigneeId" uuid, since timestamptz)
     ), made AS (
       INSERT INTO lot_holding (id, lot_id, lifecycle, party_kind, party_id, person_id, place_id, en_route, hold, bound_to,
         consignee_id, since)
       SELECT id, "lotId", lifecycle, "partyKind", "partyId", "personId", "placeId", "enRoute", hold, "boundTo", "consigneeId",
         since FROM wanted
       ON CONFLICT ON CONSTRAINT lot_holding_once DO NOTHING
       RETURNING id, lot_id, lifecycle, party_kind, party_id, person_id, place_id, en_route, hold, bound_to, consignee_id
     ), had AS (
       SELECT h.id, h.lot_id, h.lifecycle, h.party_kind, h.party_id, h.person_id, h.place_id, h.en_route, h.hold, h.bound_to,
              h.consignee_id
       FROM lot_holding h WHERE h.lot_id IN (SELECT "lotId" FROM wanted)
     )
     SELECT id, lot_id AS "lotId", lifecycle, party_kind AS "partyKind", party_id AS "partyId", person_id AS "personId",
            place_id AS "placeId", en_route AS "enRoute", hold, bound_to AS "boundTo", consignee_id AS "consigneeId"
     FROM (SELECT * FROM made UNION ALL SELECT * FROM had) AS holding`,
    [JSON.stringify(rows)],
  );
  const ids = new Map(known.map((one) => [`${one.lotId}|${holdingKey(one)}`, one.id]));
  return wanted.map((one) => ids.get(`${one.lotId}|${holdingKey(one)}`) as string);
}

interface LedgerRow {
  lotId: string;
  lotSeq: number;
  lineId: string;
  transition: string;
  quantity: number;
  fromId: string | null;
  toId: string;
}

async function enter(tx: EntityManager, rows: readonly LedgerRow[], entry: Entry): Promise<void> {
  await tx.query(
    `INSERT INTO lot_movement (lot_id, lot_seq, from_id, to_id, quantity, transition, document_id, line_id, fact_id, claimed_at,
       recorded_at)
     SELECT "lotId", "lotSeq", "fromId", "toId", quantity, transition, $2, "lineId", $3, $4, $5
     FROM json_to_recordset($1::json) AS n("lotId" uuid, "lotSeq" integer, "lineId" uuid, transition text, quantity integer,
       "fromId" uuid, "toId" uuid) ORDER BY "lotId", "lotSeq"`,
    [JSON.stringify(rows), entry.documentId, entry.factId, entry.claimedAt, entry.recordedAt],
  );
}

/** The day the committee accepted; the first one stays. */
export async function acceptLots(tx: EntityManager, lotIds: readonly string[], day: string): Promise<void> {
  await tx.query(`UPDATE lot SET acquisition_date = coalesce(acquisition_date, $2) WHERE id = ANY($1::uuid[])`, [
    lotIds,
    day,
  ]);
}

export interface LotOrder {
  lotId: string;
  orderLineId: string;
  costMinor: number;
  currency: string;
  funding: FundingShare[];
}

/** AM-6: order line, cost and funding reach lots that were received without an order. */
export async function linkLots(tx: EntityManager, linked: readonly LotOrder[]): Promise<void> {
  await tx.query(
    `UPDATE lot SET order_line_id = n."orderLineId", cost_minor = n."costMinor", currency = n.currency, funding = n.funding
     FROM json_to_recordset($1::json) AS n("lotId" uuid, "orderLineId" uuid, "costMinor" bigint, currency text, funding jsonb)
     WHERE lot.id = n."lotId" AND lot.order_line_id IS NULL`,
    [JSON.stringify(linked)],
  );
}
