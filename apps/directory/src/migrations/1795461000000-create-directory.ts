import { messagingTables } from '@dotation/messaging';
import { serviceTables } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who and where, as rows that are only ever added to: heads and access are histories, not columns (domain §9.2–9.4). */
const tables = [
  `CREATE TABLE place (
     id          uuid           CONSTRAINT place_pk PRIMARY KEY,
     kind        text           NOT NULL,
     name        text           NOT NULL,
     iso_code    text           CONSTRAINT place_iso_code_key UNIQUE,
     parent_id   uuid           CONSTRAINT place_parent_fk REFERENCES place,
     time_zone   text           NOT NULL,
     created_by  uuid           NOT NULL,
     created_at  timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX place_parent ON place (parent_id)`,
  `CREATE TABLE place_access (
     id          uuid           CONSTRAINT place_access_pk PRIMARY KEY,
     place_id    uuid           NOT NULL CONSTRAINT place_access_place_fk REFERENCES place,
     access      text           NOT NULL CHECK (access IN ('NORMAL', 'RESTRICTED', 'NO_ACCESS', 'CONTROLLED_BY_ARMED_GROUP')),
     valid_from  timestamptz(3) NOT NULL,
     reason      text,
     recorded_by uuid           NOT NULL,
     recorded_at timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX place_access_history ON place_access (place_id, valid_from, recorded_at)`,
  `CREATE TABLE organisation_unit (
     id          uuid           CONSTRAINT organisation_unit_pk PRIMARY KEY,
     code        text COLLATE "C" NOT NULL CONSTRAINT organisation_unit_code_key UNIQUE,
     name_fr     text           NOT NULL,
     name_en     text,
     agency      text           NOT NULL,
     specialty   text,
     level       text           NOT NULL,
     parent_id   uuid           CONSTRAINT organisation_unit_parent_fk REFERENCES organisation_unit,
     place_id    uuid           CONSTRAINT organisation_unit_place_fk REFERENCES place,
     status      text           NOT NULL,
     valid_from  timestamptz(3) NOT NULL,
     created_by  uuid           NOT NULL,
     created_at  timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX organisation_unit_parent ON organisation_unit (parent_id)`,
  `CREATE TABLE organisation (
     id          uuid           CONSTRAINT organisation_pk PRIMARY KEY,
     kind        text           NOT NULL,
     legal_name  text           NOT NULL,
     country     text,
     created_by  uuid           NOT NULL,
     created_at  timestamptz(3) NOT NULL
   )`,
  // A name or a phone number is never stored in the clear: a copy of this database must not name a police officer.
  `CREATE TABLE person (
     id                 uuid           CONSTRAINT person_pk PRIMARY KEY,
     name_sealed        bytea          NOT NULL,
     phone_sealed       bytea,
     rank_code          text,
     rank_text          text,
     function           text,
     org_unit_id        uuid           CONSTRAINT person_org_unit_fk REFERENCES organisation_unit,
     preferred_language text           NOT NULL,
     active             boolean        NOT NULL DEFAULT true,
     created_by         uuid           NOT NULL,
     created_at         timestamptz(3) NOT NULL
   )`,
  `CREATE TABLE person_read (
     id        bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT person_read_pk PRIMARY KEY,
     reader_id text           NOT NULL,
     person_id uuid           NOT NULL CONSTRAINT person_read_person_fk REFERENCES person,
     purpose   text           NOT NULL,
     fields    text[]         NOT NULL,
     read_at   timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX person_read_of ON person_read (person_id, read_at)`,
  `CREATE TABLE organisation_unit_head (
     id          uuid           CONSTRAINT organisation_unit_head_pk PRIMARY KEY,
     org_unit_id uuid           NOT NULL CONSTRAINT organisation_unit_head_unit_fk REFERENCES organisation_unit,
     person_id   uuid           CONSTRAINT organisation_unit_head_person_fk REFERENCES person,
     acting      boolean        NOT NULL,
     valid_from  timestamptz(3) NOT NULL,
     recorded_by uuid           NOT NULL,
     recorded_at timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX organisation_unit_head_history ON organisation_unit_head (org_unit_id, valid_from, recorded_at)`,
  `COMMENT ON COLUMN organisation_unit_head.person_id IS 'NULL: the post is vacant from valid_from on'`,
];

const rights = [
  `CREATE TABLE role_assignment (
     id          uuid           CONSTRAINT role_assignment_pk PRIMARY KEY,
     person_id   uuid           NOT NULL CONSTRAINT role_assignment_person_fk REFERENCES person,
     role        text           NOT NULL,
     org_unit_id uuid           CONSTRAINT role_assignment_org_unit_fk REFERENCES organisation_unit,
     place_id    uuid           CONSTRAINT role_assignment_place_fk REFERENCES place,
     valid_from  timestamptz(3) NOT NULL,
     valid_to    timestamptz(3),
     granted_by  uuid           NOT NULL,
     granted_at  timestamptz(3) NOT NULL,
     revoked_by  uuid,
     revoked_at  timestamptz(3),
     CONSTRAINT role_assignment_not_self CHECK (granted_by <> person_id),
     CONSTRAINT role_assignment_period CHECK (valid_to > valid_from)
   )`,
  `CREATE INDEX role_assignment_of ON role_assignment (person_id)`,
  `CREATE TABLE mandate (
     id              uuid           CONSTRAINT mandate_pk PRIMARY KEY,
     org_unit_id     uuid           NOT NULL CONSTRAINT mandate_org_unit_fk REFERENCES organisation_unit,
     from_person_id  uuid           NOT NULL CONSTRAINT mandate_from_fk REFERENCES person,
     to_person_id    uuid           NOT NULL CONSTRAINT mandate_to_fk REFERENCES person,
     valid_from      timestamptz(3) NOT NULL,
     valid_to        timestamptz(3) NOT NULL,
     document_sha256 text,
     recorded_by     uuid           NOT NULL,
     recorded_at     timestamptz(3) NOT NULL,
     CONSTRAINT mandate_two_persons CHECK (from_person_id <> to_person_id),
     CONSTRAINT mandate_period CHECK (valid_to > valid_from)
   )`,
  `CREATE INDEX mandate_of_unit ON mandate (org_unit_id)`,
  // Results only: what led to a result is never stored (domain §2.7), so there is no column for it.
  `CREATE TABLE vetting_result (
     id               uuid           CONSTRAINT vetting_result_pk PRIMARY KEY,
     subject          text           NOT NULL,
     org_unit_id      uuid           NOT NULL CONSTRAINT vetting_result_unit_fk REFERENCES organisation_unit,
     person_id        uuid           CONSTRAINT vetting_result_person_fk REFERENCES person,
     award_id         uuid           NOT NULL,
     embassy_case_ref text,
     result           text           NOT NULL,
     result_at        timestamptz(3) NOT NULL,
     valid_until      timestamptz(3),
     recorded_by      uuid           NOT NULL,
     recorded_at      timestamptz(3) NOT NULL,
     CONSTRAINT vetting_result_person_of_commander CHECK ((subject = 'UNIT') = (person_id IS NULL)),
     CONSTRAINT vetting_result_approved_until CHECK (result <> 'APPROVED' OR valid_until > result_at)
   )`,
  `CREATE INDEX vetting_result_of_unit ON vetting_result (org_unit_id, award_id)`,
  `CREATE TABLE due_diligence_decision (
     id          uuid           CONSTRAINT due_diligence_decision_pk PRIMARY KEY,
     org_unit_id uuid           NOT NULL CONSTRAINT due_diligence_decision_unit_fk REFERENCES organisation_unit,
     award_id    uuid,
     risk_level  text           NOT NULL,
     decision    text           NOT NULL,
     mitigation  text[]         NOT NULL,
     decided_at  timestamptz(3) NOT NULL,
     review_at   timestamptz(3),
     recorded_by uuid           NOT NULL,
     recorded_at timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX due_diligence_decision_of_unit ON due_diligence_decision (org_unit_id)`,
  `CREATE TABLE rule_value (
     id          uuid           CONSTRAINT rule_value_pk PRIMARY KEY,
     rule        text COLLATE "C" NOT NULL,
     value       text           NOT NULL,
     valid_from  timestamptz(3) NOT NULL,
     recorded_by uuid           NOT NULL,
     recorded_at timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX rule_value_history ON rule_value (rule, valid_from, recorded_at)`,
];

export class CreateDirectory1795461000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...messagingTables, ...serviceTables, ...tables, ...rights]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
