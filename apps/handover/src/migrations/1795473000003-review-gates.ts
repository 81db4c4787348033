import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What handover must keep of directory to see what later news means for signed PVs (Q7), and which vettings end soon. */
const tables = [
  // PVs that a later fact of directory may concern; the gate is asked again for each, with the times of the PV.
  `CREATE TABLE gate_review (
     handover_id uuid           CONSTRAINT gate_review_pk PRIMARY KEY REFERENCES handover,
     since       timestamptz(3) NOT NULL,
     done        boolean        NOT NULL DEFAULT false
   )`,
  `CREATE INDEX gate_review_waiting ON gate_review (since) WHERE NOT done`,
  `CREATE TABLE vetting (
     id          uuid           CONSTRAINT vetting_pk PRIMARY KEY,
     subject     text           NOT NULL,
     org_unit_id uuid           NOT NULL,
     person_id   uuid,
     award_id    uuid           NOT NULL,
     result      text           NOT NULL,
     result_at   timestamptz(3) NOT NULL,
     valid_until timestamptz(3),
     recorded_at timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX vetting_latest ON vetting (org_unit_id, award_id, subject, person_id, result_at)`,
  `ALTER TABLE org_unit ADD COLUMN name text, ADD COLUMN predecessor_ids uuid[]`,
  // Vettings and names that passed before these columns were there are read again; every handler may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class ReviewGates1795473000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
