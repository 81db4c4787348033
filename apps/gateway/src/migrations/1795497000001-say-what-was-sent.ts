import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CR-63: a released command is its person's until it was sent; and one that is too large to hand over is at least known. */
export class SayWhatWasSent1795497000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE quarantined_command
        -- False: the phone could not hand over what it says, and said only what it was.
        ADD COLUMN complete boolean NOT NULL DEFAULT true,
        -- When its person had sent it from elsewhere.
        ADD COLUMN sent_at timestamptz(3),
        DROP CONSTRAINT quarantined_command_status_check,
        ADD CONSTRAINT quarantined_command_status_check CHECK (status IN ('WAITING', 'RELEASED', 'DISCARDED', 'SENT')),
        ADD CONSTRAINT quarantined_command_sent CHECK ((status = 'SENT') = (sent_at IS NOT NULL)),
        ADD CONSTRAINT quarantined_command_whole CHECK (complete OR status IN ('WAITING', 'DISCARDED'))`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
