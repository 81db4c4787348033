import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CR-66: where an armed group is in control, two persons together may let one consignment through, dated, with a reason. */
const tables = [
  `CREATE TABLE access_override (
     id              uuid           CONSTRAINT access_override_pk PRIMARY KEY REFERENCES document,
     number          text           NOT NULL,
     allocation_id   uuid           REFERENCES allocation,
     waybill_id      uuid           REFERENCES waybill,
     reason          text           NOT NULL,
     document_sha256 text,
     requested_by    uuid           NOT NULL,
     requested_at    timestamptz(3) NOT NULL,
     granted_by      uuid,
     valid_from      timestamptz(3),
     valid_to        timestamptz(3) NOT NULL,
     CONSTRAINT access_override_one_document CHECK (num_nonnulls(allocation_id, waybill_id) = 1),
     CONSTRAINT access_override_two_persons CHECK (granted_by <> requested_by),
     CONSTRAINT access_override_granted CHECK ((granted_by IS NULL) = (valid_from IS NULL)),
     CONSTRAINT access_override_period CHECK (valid_to > valid_from)
   )`,
  `CREATE INDEX access_override_allocation ON access_override (allocation_id) WHERE allocation_id IS NOT NULL`,
  `CREATE INDEX access_override_waybill ON access_override (waybill_id) WHERE waybill_id IS NOT NULL`,
];

export class OverrideAccess1795473000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
