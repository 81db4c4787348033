import { inScopeBy, scopedTable, unlimitedOnly } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  // Whole and dated: of those confirmed, the last begun is in force, and what it does not say nobody may (CR-01, AM-30).
  `CREATE TABLE authorization_matrix (
     id              uuid           CONSTRAINT authorization_matrix_pk PRIMARY KEY,
     valid_from      timestamptz(3),
     reason          text           NOT NULL,
     document_sha256 char(64),
     proposed_by     uuid           NOT NULL,
     proposed_at     timestamptz(3) NOT NULL,
     confirmed_by    uuid,
     confirmed_at    timestamptz(3),
     CONSTRAINT authorization_matrix_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)
       AND (confirmed_by IS NULL OR valid_from IS NOT NULL)),
     CONSTRAINT authorization_matrix_two_persons CHECK (confirmed_by IS DISTINCT FROM proposed_by)
   )`,
  `CREATE INDEX authorization_matrix_in_force ON authorization_matrix (valid_from DESC) WHERE confirmed_by IS NOT NULL`,
  `CREATE TABLE authorization_row (
     matrix_id   uuid    NOT NULL CONSTRAINT authorization_row_matrix REFERENCES authorization_matrix,
     place       integer NOT NULL,
     award_id    uuid    CONSTRAINT authorization_row_award REFERENCES award,
     role        text,
     person_id   uuid,
     up_to_minor bigint  NOT NULL CHECK (up_to_minor > 0),
     currency    char(3) NOT NULL,
     approvers   integer NOT NULL CHECK (approvers > 0),
     CONSTRAINT authorization_row_pk PRIMARY KEY (matrix_id, place),
     CONSTRAINT authorization_row_of_one CHECK (num_nonnulls(role, person_id) = 1)
   )`,
  `CREATE TABLE requisition (
     id                    uuid             CONSTRAINT requisition_pk PRIMARY KEY,
     number                text COLLATE "C" NOT NULL CONSTRAINT requisition_number_taken UNIQUE,
     version               integer          NOT NULL DEFAULT 1,
     status                text             NOT NULL DEFAULT 'DRAFT'
                           CHECK (status IN ('DRAFT', 'REQUESTED', 'APPROVED', 'REJECTED', 'CANCELLED')),
     project_id            uuid             NOT NULL CONSTRAINT requisition_project REFERENCES project,
     org_unit_id           uuid             NOT NULL,
     place_id              uuid             NOT NULL,
     requester_id          uuid             NOT NULL,
     currency              char(3)          NOT NULL,
     needed_by             date,
     justification         text             NOT NULL,
     prior_approval_sha256 char(64),
     recorded_at           timestamptz(3)   NOT NULL,
     submitted_by          uuid,
     submitted_at          timestamptz(3),
     decided_by            uuid,
     decided_at            timestamptz(3),
     cancelled_by          uuid,
     cancelled_at          timestamptz(3),
     reason                text,
     CONSTRAINT requisition_two_persons
       CHECK (decided_by IS NULL OR (decided_by <> requester_id AND decided_by <> submitted_by))
   )`,
  `CREATE INDEX requisition_of_project ON requisition (project_id)`,
  // Nothing is removed (CR-58): a draft that is written anew has its lines beside the ones before.
  `CREATE TABLE requisition_line (
     requisition_id       uuid    NOT NULL CONSTRAINT requisition_line_requisition REFERENCES requisition,
     version              integer NOT NULL,
     line_number          integer NOT NULL CHECK (line_number > 0),
     catalogue_item_id    uuid    CONSTRAINT requisition_line_item REFERENCES catalogue_item,
     category             text,
     description          text,
     quantity             integer NOT NULL CHECK (quantity > 0),
     unit                 text    NOT NULL,
     estimated_unit_minor bigint  NOT NULL CHECK (estimated_unit_minor > 0),
     funding              jsonb   NOT NULL,
     budget_line_id       uuid    CONSTRAINT requisition_line_budget REFERENCES budget_line,
     CONSTRAINT requisition_line_pk PRIMARY KEY (requisition_id, version, line_number),
     CONSTRAINT requisition_line_says CHECK (catalogue_item_id IS NOT NULL OR (category IS NOT NULL AND description IS NOT NULL))
   )`,
  `CREATE INDEX requisition_line_budget_line ON requisition_line (budget_line_id) WHERE budget_line_id IS NOT NULL`,
];

/** A limit is the mission's; a requisition is seen by whoever sees its unit or its place. */
const visible: Record<string, string> = {
  authorization_matrix: unlimitedOnly,
  authorization_row: unlimitedOnly,
  requisition: inScopeBy('org_unit_id', 'place_id'),
  requisition_line: 'EXISTS (SELECT FROM requisition r WHERE r.id = requisition_id)',
};

export class KeepRequisitions1795495000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('procurement', table, rows));
    for (const sql of [...tables, ...policies]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
