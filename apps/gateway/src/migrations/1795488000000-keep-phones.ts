import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CR-63: phones with a key of their own, and what a lost one had not sent yet. */
export class KeepPhones1795488000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE phone (
        id             uuid           NOT NULL CONSTRAINT phone_pk PRIMARY KEY,
        person_id      uuid           NOT NULL,
        label          text           NOT NULL,
        -- JWK of a P-256 key; the private half never leaves the phone.
        public_key     jsonb          NOT NULL,
        registered_at  timestamptz(3) NOT NULL,
        last_contact_at timestamptz(3),
        -- As reported: since when somebody else may have had it.
        lost_since     timestamptz(3),
        reported_at    timestamptz(3),
        reported_by    uuid,
        -- The phone's own word that nothing is left on it.
        wiped_at       timestamptz(3),
        CONSTRAINT phone_loss CHECK ((reported_at IS NULL) = (lost_since IS NULL) AND (reported_at IS NULL) = (reported_by IS NULL))
      )`);
    await runner.query('CREATE INDEX phone_of_person ON phone (person_id, id)');
    await runner.query(`
      CREATE TABLE quarantined_command (
        phone_id   uuid           NOT NULL REFERENCES phone,
        -- The Idempotency-Key it would have been sent with, and so the id of its document.
        id         uuid           NOT NULL,
        method     text           NOT NULL,
        path       text           NOT NULL,
        body       jsonb          NOT NULL,
        -- By the phone's clock.
        made_at    timestamptz(3) NOT NULL,
        received_at timestamptz(3) NOT NULL,
        status     text           NOT NULL CHECK (status IN ('WAITING', 'RELEASED', 'DISCARDED')),
        reviewed_by uuid,
        reviewed_at timestamptz(3),
        reason     text,
        CONSTRAINT quarantined_command_pk PRIMARY KEY (phone_id, id),
        CONSTRAINT quarantined_command_review CHECK ((status = 'WAITING') = (reviewed_at IS NULL))
      )`);
    await runner.query('CREATE INDEX quarantined_command_by_id ON quarantined_command (id, phone_id)');
    // Sessions of a phone end with it.
    await runner.query('ALTER TABLE session ADD COLUMN phone_id uuid REFERENCES phone');
    await runner.query('CREATE INDEX session_of_phone ON session (phone_id) WHERE phone_id IS NOT NULL');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
