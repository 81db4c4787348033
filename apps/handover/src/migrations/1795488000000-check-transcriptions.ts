import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * AM-1: what was written down for the receiver, on the giver's phone or from paper, another person compares with the signed
 * sheet later. The value is shipped as directory ships it (AM-30).
 */
const statements = [
  `ALTER TABLE handover
     -- {result, remark, checkedBy, checkedAt}; null while nobody has looked.
     ADD COLUMN transcription_check jsonb,
     -- AM-3: the small office that need not have a second person, once its compensating control is recorded.
     ADD COLUMN check_waiver_id     uuid`,
  `CREATE INDEX handover_transcribed ON handover (id) WHERE channel IN ('GIVERS_PHONE', 'PAPER_TRANSCRIBED')`,
  `INSERT INTO rule_value (id, rule, value, valid_from)
     VALUES ('00000000-0000-7000-8001-000000488000', 'pv.transcriptionCheckDays', '14', '2000-01-01 00:00:00+00')`,
];

export class CheckTranscriptions1795488000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
