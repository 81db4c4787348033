import type { MigrationInterface, QueryRunner } from 'typeorm';

const installation = `'00000000-0000-7000-8000-000000000000'`;

/** Rule values are set, and privileged roles granted, by two persons (AM-30, CR-60). Rows from before keep what they say. */
const ruleValues = [
  `CREATE TABLE rule_value_proposal (
     id           uuid           CONSTRAINT rule_value_proposal_pk PRIMARY KEY,
     rule         text COLLATE "C" NOT NULL,
     value        text           NOT NULL,
     -- NULL: from its confirmation on.
     valid_from   timestamptz(3),
     reason       text           NOT NULL,
     proposed_by  uuid           NOT NULL,
     proposed_at  timestamptz(3) NOT NULL,
     confirmed_by uuid,
     confirmed_at timestamptz(3),
     CONSTRAINT rule_value_proposal_two_persons CHECK (confirmed_by <> proposed_by),
     CONSTRAINT rule_value_proposal_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
   )`,
  `ALTER TABLE rule_value ADD COLUMN proposed_by uuid`,
  `ALTER TABLE rule_value ADD CONSTRAINT rule_value_two_persons CHECK (proposed_by <> recorded_by)`,
  // Only what the installation itself ships has no proposer; what one person set before this migration stays as it is.
  `ALTER TABLE rule_value ADD CONSTRAINT rule_value_proposed
     CHECK (proposed_by IS NOT NULL OR recorded_by = ${installation}) NOT VALID`,
  `INSERT INTO rule_value (id, rule, value, valid_from, recorded_by, recorded_at)
   SELECT ('00000000-0000-7000-8000-' || lpad(number::text, 12, '0'))::uuid, rule, value,
          timestamptz '2000-01-01 00:00:00+00', ${installation}, now()
   FROM (VALUES (101, 'role.days', '1096'), (102, 'role.privilegedDays', '366')) AS given (number, rule, value)`,
];

const roles = [
  `ALTER TABLE role_assignment
     ADD COLUMN pending boolean NOT NULL DEFAULT false,
     ADD COLUMN confirmed_by uuid,
     ADD COLUMN confirmed_at timestamptz(3),
     -- Why a privileged role is in force without a confirmation.
     ADD COLUMN unconfirmed_because text`,
  `UPDATE role_assignment SET unconfirmed_because = CASE WHEN granted_by = ${installation} THEN 'FIRST_ADMINISTRATOR'
     ELSE 'BEFORE_TWO_WERE_ASKED' END
   WHERE role IN ('SYS_ADMIN', 'APPROVER', 'AUDITOR', 'DATA_STEWARD')`,
  `ALTER TABLE role_assignment ADD CONSTRAINT role_assignment_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))`,
  `ALTER TABLE role_assignment ADD CONSTRAINT role_assignment_cr_60 CHECK (confirmed_by NOT IN (granted_by, person_id))`,
  `ALTER TABLE role_assignment ADD CONSTRAINT role_assignment_second_administrator
     CHECK (role NOT IN ('SYS_ADMIN', 'APPROVER', 'AUDITOR', 'DATA_STEWARD')
            OR pending OR confirmed_by IS NOT NULL OR unconfirmed_because IS NOT NULL)`,
  // The way in is there once: a second lone grant would need no second administrator.
  `CREATE UNIQUE INDEX role_assignment_alone_once ON role_assignment (unconfirmed_because)
     WHERE unconfirmed_because IN ('FIRST_ADMINISTRATOR', 'SECOND_ADMINISTRATOR')`,
  `CREATE INDEX role_assignment_ends ON role_assignment (valid_to) WHERE revoked_at IS NULL`,
];

export class TwoPersonsDecide1795474000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...ruleValues, ...roles]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
