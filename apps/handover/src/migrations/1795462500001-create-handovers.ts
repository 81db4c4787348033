import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Handovers (PV), their corrections, deeds, and what needs a person's attention (domain §9.8). */
const tables = [
  `CREATE TABLE handover (
     id                uuid           CONSTRAINT handover_pk PRIMARY KEY REFERENCES document,
     number            text           NOT NULL,
     kind              text           NOT NULL,
     status            text           NOT NULL,
     pending           text,
     gate_failures     jsonb          NOT NULL DEFAULT '[]',
     org_unit_id       uuid           NOT NULL,
     place_id          uuid           NOT NULL,
     waybill_ids       uuid[]         NOT NULL,
     receiver          jsonb          NOT NULL,
     signature         jsonb          NOT NULL,
     mandate_id        uuid,
     giver_id          uuid,
     witness_id        uuid,
     recorded_by       uuid           NOT NULL,
     channel           text           NOT NULL,
     installation_id   text,
     sheet_sha256      text,
     vetting_ids       uuid[]         NOT NULL,
     due_diligence_ids uuid[]         NOT NULL,
     signed_at         timestamptz(3) NOT NULL,
     recorded_at       timestamptz(3) NOT NULL,
     content_hash      text           NOT NULL,
     late              boolean        NOT NULL,
     kits              jsonb          NOT NULL DEFAULT '[]',
     countersignature  jsonb,
     countersigned_at  timestamptz(3),
     completed_at      timestamptz(3),
     CONSTRAINT handover_kind CHECK (kind IN ('FIRST', 'RETURN')),
     CONSTRAINT handover_status CHECK (status IN ('PROVISIONAL', 'FINAL', 'PENDING')),
     CONSTRAINT handover_pending CHECK ((status = 'PENDING') = (pending IS NOT NULL))
   )`,
  `CREATE INDEX handover_org_unit ON handover (org_unit_id, id)`,
  `CREATE INDEX handover_waybills ON handover USING gin (waybill_ids)`,
  `CREATE INDEX handover_provisional ON handover (signed_at) WHERE status = 'PROVISIONAL'`,
  `CREATE TABLE handover_line (
     id              uuid           CONSTRAINT handover_line_pk PRIMARY KEY,
     handover_id     uuid           NOT NULL REFERENCES handover,
     row             integer        NOT NULL,
     code            text           NOT NULL,
     device_id       uuid,
     waybill_id      uuid           REFERENCES waybill,
     waybill_line_id uuid           REFERENCES waybill_line,
     stated          text           NOT NULL,
     outcome         text           NOT NULL,
     effect          text,
     condition       text,
     remark          text,
     reserve         text,
     confirmed_by    text,
     completed_at    timestamptz(3),
     corrected_by    uuid,
     CONSTRAINT handover_line_cr_21 CHECK (outcome NOT IN ('ACCEPTED', 'ACCEPTED_WITH_RESERVE') OR confirmed_by IS NOT NULL),
     CONSTRAINT handover_line_cr_67 CHECK (outcome <> 'NOT_ANNOUNCED' OR (device_id IS NULL AND effect IS NULL))
   )`,
  `CREATE INDEX handover_line_handover ON handover_line (handover_id, row)`,
  `CREATE INDEX handover_line_device ON handover_line (device_id) WHERE device_id IS NOT NULL`,
  // CR-23: what was signed stays as it was signed; only a later document may be pointed to.
  `CREATE FUNCTION refuse_edit_of_signed() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF (OLD.handover_id, OLD.row, OLD.code, OLD.device_id, OLD.stated, OLD.outcome, OLD.effect, OLD.condition, OLD.remark,
         OLD.reserve, OLD.confirmed_by)
        IS DISTINCT FROM
        (NEW.handover_id, NEW.row, NEW.code, NEW.device_id, NEW.stated, NEW.outcome, NEW.effect, NEW.condition, NEW.remark,
         NEW.reserve, NEW.confirmed_by) THEN
       RAISE EXCEPTION 'a signed PV is corrected by a rectifying PV only (CR-23)' USING ERRCODE = 'restrict_violation';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER handover_line_cr_23 BEFORE UPDATE ON handover_line FOR EACH ROW EXECUTE FUNCTION refuse_edit_of_signed()`,

  `CREATE TABLE rectification (
     id           uuid           CONSTRAINT rectification_pk PRIMARY KEY REFERENCES document,
     number       text           NOT NULL,
     handover_id  uuid           NOT NULL REFERENCES handover,
     reason       text           NOT NULL,
     receiver     jsonb          NOT NULL,
     giver        jsonb          NOT NULL,
     signatures   jsonb          NOT NULL,
     rectified_at timestamptz(3) NOT NULL,
     recorded_at  timestamptz(3) NOT NULL,
     recorded_by  uuid           NOT NULL
   )`,
  `CREATE INDEX rectification_handover ON rectification (handover_id, id)`,
  `CREATE TABLE rectification_line (
     id               uuid    CONSTRAINT rectification_line_pk PRIMARY KEY,
     rectification_id uuid    NOT NULL REFERENCES rectification,
     row              integer NOT NULL,
     change           text    NOT NULL CHECK (change IN ('STRUCK', 'ADDED')),
     device_id        uuid    NOT NULL,
     waybill_line_id  uuid    NOT NULL REFERENCES waybill_line,
     code             text,
     condition        text,
     confirmed_by     text,
     remark           text
   )`,
  `CREATE INDEX rectification_line_rectification ON rectification_line (rectification_id, row)`,

  `CREATE TABLE deed (
     id                  uuid           CONSTRAINT deed_pk PRIMARY KEY REFERENCES document,
     number              text           NOT NULL,
     status              text           NOT NULL CHECK (status = 'EFFECTIVE'),
     beneficiary_unit_id uuid           NOT NULL,
     place               text,
     conditions          text[]         NOT NULL,
     signatures          jsonb          NOT NULL,
     signed_at           timestamptz(3) NOT NULL,
     effective_at        timestamptz(3) NOT NULL,
     annex_hash          text           NOT NULL,
     recorded_at         timestamptz(3) NOT NULL,
     recorded_by         uuid           NOT NULL
   )`,
  `CREATE TABLE deed_line (
     id          uuid    CONSTRAINT deed_line_pk PRIMARY KEY,
     deed_id     uuid    NOT NULL REFERENCES deed,
     row         integer NOT NULL,
     device_id   uuid    NOT NULL CONSTRAINT deed_line_effective UNIQUE,
     value_minor bigint  NOT NULL CHECK (value_minor >= 0),
     currency    text    NOT NULL
   )`,
  `CREATE INDEX deed_line_deed ON deed_line (deed_id, row)`,

  // Discrepancy, conflict case and finding are one thing. DISPATCH: the consignee must not learn of it (CR-67).
  `CREATE TABLE exception (
     id          uuid           CONSTRAINT exception_pk PRIMARY KEY,
     document_id uuid           NOT NULL,
     waybill_id  uuid,
     device_id   uuid,
     person_id   uuid,
     code        text           NOT NULL,
     detail      text           NOT NULL,
     audience    text           NOT NULL CHECK (audience IN ('ALL', 'DISPATCH')),
     opened_at   timestamptz(3) NOT NULL,
     closed_at   timestamptz(3),
     close_note  text
   )`,
  `CREATE INDEX exception_document ON exception (document_id)`,
  `CREATE INDEX exception_waybill ON exception (waybill_id) WHERE waybill_id IS NOT NULL`,
  `CREATE INDEX exception_device ON exception (device_id) WHERE device_id IS NOT NULL`,
  `CREATE INDEX exception_open ON exception (code, id) WHERE closed_at IS NULL`,
  `CREATE INDEX exception_person ON exception (person_id) WHERE person_id IS NOT NULL AND closed_at IS NULL`,

  // What the register still owes a document: one row per moving line, marked through the effect's causationId.
  `CREATE TABLE expected_effect (
     fact_id     uuid           NOT NULL,
     device_id   uuid           NOT NULL,
     document_id uuid           NOT NULL,
     waybill_id  uuid,
     state       text           NOT NULL DEFAULT 'EXPECTED' CHECK (state IN ('EXPECTED', 'APPLIED', 'CONFLICTED')),
     settled_at  timestamptz(3),
     CONSTRAINT expected_effect_pk PRIMARY KEY (fact_id, device_id)
   )`,
  `CREATE INDEX expected_effect_document ON expected_effect (document_id)`,
  `CREATE INDEX expected_effect_waybill ON expected_effect (waybill_id) WHERE waybill_id IS NOT NULL`,
];

export class CreateHandovers1795462500001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
