import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  // Who proposed an order or a change of one takes back what nobody has decided.
  `ALTER TABLE order_proposal
     ADD COLUMN withdrawn_by uuid,
     DROP CONSTRAINT order_proposal_status_check,
     ADD CONSTRAINT order_proposal_status_known CHECK (status IN ('PENDING', 'APPROVED', 'REFUSED', 'WITHDRAWN')),
     ADD CONSTRAINT order_proposal_withdrawn CHECK ((status = 'WITHDRAWN') = (withdrawn_by IS NOT NULL))`,
  `DROP INDEX order_proposal_of_requisition`,
  `CREATE UNIQUE INDEX order_proposal_of_requisition ON order_proposal (requisition_id) WHERE status IN ('PENDING', 'APPROVED')`,
  // Asked of every receipt and order, also for a caller who sees only some: replacing the functions had undone it.
  ...['receipt_duties_separate', 'inspection_duties_separate'].map(
    (name) => `ALTER FUNCTION ${name}() SECURITY DEFINER SET search_path = pg_catalog, public`,
  ),
];

export class WithdrawProposals1795495000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    for (const sql of statements) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
