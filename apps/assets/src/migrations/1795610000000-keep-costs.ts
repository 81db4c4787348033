import { notOnlyAwards, scopedTable, withAwards } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  // What invoices make of the cost of one device or lot, with every part of it, as it was told last (AM-12).
  `CREATE TABLE adjusted_cost (
     subject_id  uuid           CONSTRAINT adjusted_cost_pk PRIMARY KEY,
     added_minor bigint         NOT NULL,
     adjustments jsonb          NOT NULL,
     recorded_at timestamptz(3) NOT NULL
   )`,
  // The account of an order line as procurement told it last (Q21).
  `CREATE TABLE order_account (
     order_line_id        uuid    CONSTRAINT order_account_pk PRIMARY KEY,
     category             text    NOT NULL,
     currency             char(3) NOT NULL,
     funding              jsonb   NOT NULL,
     invoiced_minor       bigint  NOT NULL,
     not_registered_minor bigint  NOT NULL,
     not_registered_units integer NOT NULL,
     not_invoiced_minor   bigint  NOT NULL,
     not_invoiced_units   integer NOT NULL,
     awards               jsonb   NOT NULL
   )`,
];

const visible: Record<string, string> = {
  adjusted_cost: 'device_in_scope(subject_id) OR EXISTS (SELECT FROM lot l WHERE l.id = subject_id)',
  order_account: `${notOnlyAwards} OR ${withAwards('awards_of(funding) <@ scope_awards()')}`,
};

export class KeepCosts1795610000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('assets', table, rows));
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    for (const statement of [...tables, ...policies]) await runner.query(statement);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
