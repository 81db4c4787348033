import { inScopeBy, scopedTable, withAwards } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lots (AM-9): a ledger of movements, and what stands where as its sum. Only an entry of the ledger changes a quantity, and
 * every entry but the first takes from one holding what it adds to another; so the holdings of a lot always come to what was
 * received, whatever the code above forgets.
 */
const tables = [
  `CREATE TABLE lot (
     id                uuid           CONSTRAINT lot_pk PRIMARY KEY,
     number            text           NOT NULL CONSTRAINT lot_number_key UNIQUE,
     lot_seq           integer        NOT NULL,
     receipt_id        uuid           NOT NULL,
     receipt_number    text           NOT NULL,
     line_id           uuid           NOT NULL CONSTRAINT lot_line_key UNIQUE,
     quantity          integer        NOT NULL CHECK (quantity > 0),
     catalogue_item_id uuid           NOT NULL,
     maker_id          uuid           NOT NULL,
     maker             text           NOT NULL,
     model             text           NOT NULL,
     category          text           NOT NULL,
     description       text           NOT NULL,
     condition         text           NOT NULL,
     batch             text,
     order_line_id     uuid,
     cost_minor        bigint,
     currency          text,
     funding           jsonb,
     acquisition_date  date,
     registered_at     timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX lot_receipt ON lot (receipt_id)`,
  `CREATE INDEX lot_awards ON lot USING gin (awards_of(funding)) WHERE funding IS NOT NULL`,
  `CREATE TABLE lot_holding (
     id           uuid    CONSTRAINT lot_holding_pk PRIMARY KEY,
     lot_id       uuid    NOT NULL CONSTRAINT lot_holding_lot REFERENCES lot,
     lifecycle    text    NOT NULL,
     party_kind   text    NOT NULL CHECK (party_kind IN ('UNIT', 'ORGANISATION')),
     party_id     uuid    NOT NULL,
     person_id    uuid,
     place_id     uuid    NOT NULL,
     en_route     boolean NOT NULL,
     hold         text    NOT NULL CHECK (hold IN ('FIRM', 'TO_CONFIRM', 'IN_DEPOSIT')),
     bound_to     uuid,
     consignee_id uuid,
     quantity     integer NOT NULL DEFAULT 0 CONSTRAINT lot_holding_never_negative CHECK (quantity >= 0),
     since        timestamptz(3) NOT NULL,
     CONSTRAINT lot_holding_once UNIQUE NULLS NOT DISTINCT
       (lot_id, lifecycle, party_kind, party_id, person_id, place_id, en_route, hold, bound_to, consignee_id)
   )`,
  `CREATE INDEX lot_holding_party ON lot_holding (party_id, id) WHERE quantity > 0`,
  `CREATE INDEX lot_holding_place ON lot_holding (place_id, id) WHERE quantity > 0`,
  `CREATE INDEX lot_holding_consignee ON lot_holding (consignee_id, id) WHERE quantity > 0 AND consignee_id IS NOT NULL`,
  `CREATE TABLE lot_movement (
     lot_id      uuid           NOT NULL CONSTRAINT lot_movement_lot REFERENCES lot,
     lot_seq     integer        NOT NULL,
     from_id     uuid           CONSTRAINT lot_movement_from REFERENCES lot_holding,
     to_id       uuid           NOT NULL CONSTRAINT lot_movement_to REFERENCES lot_holding,
     quantity    integer        NOT NULL CHECK (quantity > 0),
     transition  text           NOT NULL,
     document_id uuid           NOT NULL,
     line_id     uuid           NOT NULL,
     fact_id     uuid           NOT NULL,
     claimed_at  timestamptz(3) NOT NULL,
     recorded_at timestamptz(3) NOT NULL,
     CONSTRAINT lot_movement_pk PRIMARY KEY (lot_id, lot_seq),
     CONSTRAINT lot_movement_moves CHECK (from_id <> to_id),
     CONSTRAINT lot_movement_first CHECK ((lot_seq = 1) = (from_id IS NULL))
   )`,
  `CREATE INDEX lot_movement_document ON lot_movement (document_id)`,
];

const ledger = [
  // CR-12, AM-6, once more: nothing incomplete leaves A01 (A02 and A03 are no way into use).
  `CREATE FUNCTION move_lot() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   DECLARE
     whole lot;
     target lot_holding;
   BEGIN
     SELECT * INTO STRICT whole FROM lot WHERE id = NEW.lot_id FOR UPDATE;
     SELECT * INTO STRICT target FROM lot_holding WHERE id = NEW.to_id AND lot_id = NEW.lot_id;
     IF target.lifecycle NOT IN ('A01_RECEIVED_PENDING_INSPECTION', 'A02_REJECTED', 'A03_RETURNED_TO_SUPPLIER')
        AND (whole.acquisition_date IS NULL OR whole.order_line_id IS NULL OR whole.funding IS NULL
             OR coalesce(whole.cost_minor, 0) <= 0) THEN
       RAISE EXCEPTION 'an incomplete lot does not leave A01 (CR-12)' USING ERRCODE = 'check_violation';
     END IF;
     IF NEW.from_id IS NULL THEN
       IF NEW.quantity <> whole.quantity THEN
         RAISE EXCEPTION 'a lot begins with all that was received' USING ERRCODE = 'check_violation';
       END IF;
     ELSE
       UPDATE lot_holding SET quantity = quantity - NEW.quantity WHERE id = NEW.from_id AND lot_id = NEW.lot_id;
       IF NOT FOUND THEN
         RAISE EXCEPTION 'a lot moves from a holding of its own' USING ERRCODE = 'check_violation';
       END IF;
     END IF;
     UPDATE lot_holding SET quantity = quantity + NEW.quantity,
            since = CASE WHEN quantity = 0 THEN NEW.claimed_at ELSE since END
     WHERE id = NEW.to_id;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER lot_movement_moves AFTER INSERT ON lot_movement FOR EACH ROW EXECUTE FUNCTION move_lot()`,
  `CREATE FUNCTION refuse_edit_of_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'the ledger of lots is only added to' USING ERRCODE = 'restrict_violation';
   END $$`,
  `CREATE TRIGGER lot_movement_only_added BEFORE UPDATE OR DELETE ON lot_movement
     FOR EACH ROW EXECUTE FUNCTION refuse_edit_of_ledger()`,
  // A holding begins empty and is filled and emptied by the ledger alone, one trigger deeper.
  `CREATE FUNCTION quantity_by_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF pg_trigger_depth() < 2 AND (TG_OP <> 'INSERT' OR NEW.quantity <> 0) THEN
       RAISE EXCEPTION 'only the ledger changes what stands where' USING ERRCODE = 'restrict_violation';
     END IF;
     RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
   END $$`,
  `CREATE TRIGGER lot_holding_by_ledger BEFORE INSERT OR UPDATE OR DELETE ON lot_holding
     FOR EACH ROW EXECUTE FUNCTION quantity_by_ledger()`,
];

const functions = [
  `CREATE FUNCTION lot_is_paid_by_scope(lot_id uuid) RETURNS boolean
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   BEGIN
     RETURN EXISTS (SELECT FROM lot l WHERE l.id = lot_id AND l.funding IS NOT NULL AND awards_of(l.funding) && scope_awards());
   END $$`,
];

/** What a unit holds, and what is on its way to it; of the lot and its ledger only what touches that (CR-67). */
const visible: Record<string, string> = {
  lot_holding: `(quantity > 0 AND (${inScopeBy('party_id', 'place_id', 'consignee_id')})) OR ${withAwards('lot_is_paid_by_scope(lot_id)')}`,
  lot: 'EXISTS (SELECT FROM lot_holding h WHERE h.lot_id = lot.id)',
  lot_movement: 'EXISTS (SELECT FROM lot_holding h WHERE h.id IN (lot_movement.from_id, lot_movement.to_id))',
};

export class KeepLots1795490000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('assets', table, rows));
    for (const sql of [...tables, ...ledger, ...functions, ...policies]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
