import { decodeCursor, pageOf, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { titlesOf } from './titles.queries.js';
import type { LotDto, LotHoldingDto, LotMovementDto, QuantitiesQuery, QuantityDto } from './lots.dto.js';

const HOLDING = `h.lifecycle, h.quantity, h.party_kind AS "partyKind", h.party_id AS "partyId", h.person_id AS "personId",
  h.place_id AS "placeId", h.en_route AS "enRoute", h.hold, h.bound_to AS "boundTo", h.since`;

/** Q36: what stands where, by lot, holder and place; nothing that stands nowhere any more. */
export async function listQuantities(tx: EntityManager, query: QuantitiesQuery): Promise<Page<QuantityDto>> {
  const limit = query.limit ?? 50;
  const [after = null] = decodeCursor(query.after, ['uuid']) ?? [];
  const { lotId = null, receiptId = null, catalogueItemId = null, orgUnitId = null, placeId = null } = query;
  const rows = await tx.query<QuantityDto[]>(
    `SELECT h.id AS "holdingId", l.id AS "lotId", l.number AS "lotNumber", l.receipt_id AS "receiptId",
            l.catalogue_item_id AS "catalogueItemId", l.maker, l.model, l.category, ${HOLDING}
     FROM lot_holding h JOIN lot l ON l.id = h.lot_id
     WHERE h.quantity > 0 AND ($1::uuid IS NULL OR h.lot_id = $1) AND ($2::uuid IS NULL OR l.receipt_id = $2)
       AND ($3::uuid IS NULL OR l.catalogue_item_id = $3) AND ($4::uuid IS NULL OR h.party_id = $4)
       AND ($5::uuid IS NULL OR h.place_id = $5) AND ($6::text IS NULL OR h.lifecycle = $6)
       AND ($7::uuid IS NULL OR h.id > $7)
     ORDER BY h.id LIMIT $8`,
    [lotId, receiptId, catalogueItemId, orgUnitId, placeId, query.lifecycle ?? null, after, limit + 1],
  );
  return pageOf(
    rows,
    limit,
    ({ holdingId }) => [holdingId],
    (row) => row,
  );
}

type LotRow = Omit<LotDto, 'received' | 'held' | 'holdings' | 'movements' | 'titles' | 'costMinor'> & {
  quantity: number;
  costMinor: string | null;
};

/** One lot as far as the reader sees it, with its ledger. */
export async function findLot(tx: EntityManager, id: string, isReaderLimited: boolean): Promise<LotDto | null> {
  const [row] = await tx.query<LotRow[]>(
    `SELECT id, number, receipt_id AS "receiptId", receipt_number AS "receiptNumber", quantity,
            catalogue_item_id AS "catalogueItemId", maker, model, category, description, condition, batch,
            order_line_id AS "orderLineId", cost_minor AS "costMinor", currency, acquisition_date::text AS "acquisitionDate"
     FROM lot WHERE id = $1`,
    [id],
  );
  if (!row) return null;
  const { quantity, costMinor, ...lot } = row;
  const holdings = await tx.query<LotHoldingDto[]>(
    `SELECT ${HOLDING} FROM lot_holding h WHERE h.lot_id = $1 AND h.quantity > 0 ORDER BY h.lifecycle, h.id`,
    [id],
  );
  return {
    ...lot,
    costMinor: costMinor === null ? null : Number(costMinor),
    received: isReaderLimited ? null : quantity,
    held: holdings.reduce((sum, one) => sum + one.quantity, 0),
    holdings,
    movements: await movementsOf(tx, id),
    titles: await titlesOf(tx, id),
  };
}

/** An end of a movement that the reader does not see (the policy of the holding) is left blank. */
function movementsOf(tx: EntityManager, lotId: string): Promise<LotMovementDto[]> {
  return tx.query<LotMovementDto[]>(
    `SELECT m.lot_seq AS "lotSeq", m.transition, m.quantity, m.document_id AS "documentId", f.party_id AS "fromPartyId",
            f.lifecycle AS "fromLifecycle", t.party_id AS "toPartyId", t.lifecycle AS "toLifecycle",
            m.claimed_at AS "claimedAt", m.recorded_at AS "recordedAt"
     FROM lot_movement m LEFT JOIN lot_holding f ON f.id = m.from_id LEFT JOIN lot_holding t ON t.id = m.to_id
     WHERE m.lot_id = $1 ORDER BY m.lot_seq`,
    [lotId],
  );
}
