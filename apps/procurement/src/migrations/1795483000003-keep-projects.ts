import { notOnlyAwards, ofAward, scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE project (
     id          uuid             CONSTRAINT project_pk PRIMARY KEY,
     code        text COLLATE "C" NOT NULL CONSTRAINT project_code_taken UNIQUE,
     wbs_code    text,
     name        text             NOT NULL,
     country     char(2)          NOT NULL,
     recorded_by uuid             NOT NULL,
     recorded_at timestamptz(3)   NOT NULL
   )`,
  `CREATE TABLE project_award (
     project_id uuid NOT NULL CONSTRAINT project_award_project REFERENCES project,
     award_id   uuid NOT NULL CONSTRAINT project_award_award REFERENCES award,
     CONSTRAINT project_award_pk PRIMARY KEY (project_id, award_id)
   )`,
  `CREATE INDEX project_award_of ON project_award (award_id)`,
  `CREATE TABLE budget_line (
     id           uuid             CONSTRAINT budget_line_pk PRIMARY KEY,
     project_id   uuid             NOT NULL,
     award_id     uuid             NOT NULL,
     code         text COLLATE "C" NOT NULL,
     name         text             NOT NULL,
     amount_minor bigint           NOT NULL CHECK (amount_minor > 0),
     currency     char(3)          NOT NULL,
     recorded_by  uuid             NOT NULL,
     recorded_at  timestamptz(3)   NOT NULL,
     CONSTRAINT budget_line_of_project FOREIGN KEY (project_id, award_id) REFERENCES project_award,
     CONSTRAINT budget_line_code_taken UNIQUE (project_id, code)
   )`,
  `CREATE INDEX budget_line_award ON budget_line (award_id)`,
  `ALTER TABLE purchase_order_line ADD COLUMN budget_line_id uuid CONSTRAINT purchase_order_line_budget REFERENCES budget_line`,
  `CREATE INDEX purchase_order_line_budget_line ON purchase_order_line (budget_line_id) WHERE budget_line_id IS NOT NULL`,
];

/** Projects are the mission's; whoever answers for awards only sees those of his awards, with their lines. */
const visible: Record<string, string> = {
  project_award: `${notOnlyAwards} OR ${ofAward('award_id')}`,
  project: `${notOnlyAwards} OR EXISTS (SELECT FROM project_award a WHERE a.project_id = project.id)`,
  budget_line: `${notOnlyAwards} OR ${ofAward('award_id')}`,
};

export class KeepProjects1795483000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('procurement', table, rows));
    for (const sql of [...tables, ...policies]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
