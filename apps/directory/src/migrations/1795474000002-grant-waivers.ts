import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Waivers of AM-3, what relied on them, and who was found on both sides: what the daily list is made of. */
const tables = [
  `CREATE TABLE waiver (
     id                   uuid           CONSTRAINT waiver_pk PRIMARY KEY,
     rule                 text           NOT NULL,
     place_id             uuid           NOT NULL CONSTRAINT waiver_place_fk REFERENCES place,
     person_ids           uuid[]         NOT NULL,
     valid_from           timestamptz(3) NOT NULL,
     valid_to             timestamptz(3) NOT NULL,
     reason               text           NOT NULL,
     compensating_control text           NOT NULL,
     granted_by           uuid           NOT NULL,
     granted_at           timestamptz(3) NOT NULL,
     revoked_by           uuid,
     revoked_at           timestamptz(3),
     CONSTRAINT waiver_rule CHECK (rule IN ('CR-07', 'CR-08', 'CR-10', 'CR-19', 'RECEIVE_INSPECT', 'TRANSCRIPTION_CHECK')),
     CONSTRAINT waiver_not_self CHECK (granted_by <> ALL (person_ids)),
     CONSTRAINT waiver_persons CHECK (cardinality(person_ids) > 0),
     CONSTRAINT waiver_period CHECK (valid_to > valid_from AND valid_to <= valid_from + interval '90 days')
   )`,
  `CREATE INDEX waiver_ends ON waiver (valid_to, id)`,
  `CREATE TABLE waiver_evidence (
     waiver_id   uuid           NOT NULL CONSTRAINT waiver_evidence_waiver_fk REFERENCES waiver,
     document_id uuid           NOT NULL,
     sha256      text           NOT NULL,
     note        text,
     recorded_by uuid           NOT NULL,
     recorded_at timestamptz(3) NOT NULL,
     CONSTRAINT waiver_evidence_once PRIMARY KEY (waiver_id, document_id)
   )`,
  // Learnt from the facts of the documents that name a waiver, maybe before the waiver is looked for here.
  `CREATE TABLE waiver_use (
     waiver_id   uuid           NOT NULL,
     document_id uuid           NOT NULL,
     used_by     uuid           NOT NULL,
     used_at     timestamptz(3) NOT NULL,
     CONSTRAINT waiver_use_pk PRIMARY KEY (waiver_id, document_id)
   )`,
  `CREATE TABLE duty_conflict (
     fact_id           uuid           CONSTRAINT duty_conflict_pk PRIMARY KEY,
     document_id       uuid           NOT NULL,
     other_document_id uuid           NOT NULL,
     person_id         uuid           NOT NULL,
     duty              text           NOT NULL,
     other_duty        text           NOT NULL,
     device_id         uuid           NOT NULL,
     devices           integer        NOT NULL,
     found_at          timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX duty_conflict_found ON duty_conflict (found_at)`,
];

export class GrantWaivers1795474000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
