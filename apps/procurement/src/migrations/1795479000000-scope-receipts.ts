import { inScopeBy, scopedTable, scopeTables, unlimitedOnly } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofReceipt = 'EXISTS (SELECT FROM goods_receipt r WHERE r.id = goods_receipt_id)';

/**
 * A receipt is seen by its store and its place. Orders, awards, makers and the catalogue are the mission's and hold nothing of
 * a unit: who may read them is a question of the role. What may be named in a receipt is one's own store and place.
 */
const visible: Record<string, string> = {
  goods_receipt: inScopeBy('store_unit_id', 'place_id'),
  goods_receipt_line: ofReceipt,
  goods_receipt_discrepancy: ofReceipt,
  receipt_exception: ofReceipt,
  kit: ofReceipt,
  inspection: ofReceipt,
  received_serial: unlimitedOnly,
  waiver: unlimitedOnly,
  known_reference: `kind = 'ORGANISATION' OR ${inScopeBy('id')}`,
};

/** The database asks after every receipt and order, also for a caller who sees only some. */
const duties = ['receipt_duties_separate', 'inspection_duties_separate'].map(
  (name) => `ALTER FUNCTION ${name}() SECURITY DEFINER SET search_path = pg_catalog, public`,
);

export class ScopeReceipts1795479000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('procurement', table, rows));
    for (const sql of [...scopeTables('procurement'), ...policies, ...duties]) await runner.query(sql);
    // Directory's facts that passed before the tree was kept are read again; its handlers may see a fact twice.
    await runner.query(`UPDATE position SET seq = 0 WHERE producer = 'directory'`);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
