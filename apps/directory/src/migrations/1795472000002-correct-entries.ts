import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Entries recorded twice or by mistake (CR-58: nothing is deleted, every id resolves for ever). */
const statements = [
  `ALTER TABLE organisation_unit
     ADD COLUMN merged_into uuid CONSTRAINT organisation_unit_merged_fk REFERENCES organisation_unit,
     ADD COLUMN voided_at timestamptz(3)`,
  `ALTER TABLE place
     ADD COLUMN merged_into uuid CONSTRAINT place_merged_fk REFERENCES place,
     ADD COLUMN voided_at timestamptz(3)`,
  `ALTER TABLE person
     ADD COLUMN merged_into uuid CONSTRAINT person_merged_fk REFERENCES person,
     ADD COLUMN voided_at timestamptz(3)`,
  `CREATE TABLE correction (
     id          uuid           CONSTRAINT correction_pk PRIMARY KEY,
     action      text           NOT NULL CHECK (action IN ('MERGE', 'VOID')),
     noun        text           NOT NULL CHECK (noun IN ('UNIT', 'PLACE', 'PERSON')),
     subject_id  uuid           NOT NULL,
     into_id     uuid,
     reason      text           NOT NULL,
     proposed_by uuid           NOT NULL,
     proposed_at timestamptz(3) NOT NULL,
     outcome     text           CHECK (outcome IN ('CONFIRMED', 'REJECTED')),
     decided_by  uuid,
     decided_at  timestamptz(3),
     CONSTRAINT correction_into CHECK ((action = 'MERGE') = (into_id IS NOT NULL)),
     CONSTRAINT correction_decided CHECK ((outcome IS NULL) = (decided_by IS NULL)),
     CONSTRAINT correction_two_stewards CHECK (outcome <> 'CONFIRMED' OR decided_by <> proposed_by)
   )`,
  `CREATE UNIQUE INDEX correction_open ON correction (subject_id) WHERE outcome IS NULL`,
];

export class CorrectEntries1795472000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
