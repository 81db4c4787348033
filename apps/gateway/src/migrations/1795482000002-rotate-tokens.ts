import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RotateTokens1795482000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_token
        -- Made by its own person: it does nothing that needs a second factor.
        ADD COLUMN personal         boolean        NOT NULL DEFAULT false,
        -- From where it may be used; from anywhere when there is none.
        ADD COLUMN allowed_networks cidr[]         NOT NULL DEFAULT '{}',
        -- Written once an hour at most.
        ADD COLUMN last_used_at     timestamptz(3),
        -- The command that made the present secret, which follows from it; null for the first one.
        ADD COLUMN secret_of        uuid,
        ADD COLUMN secret_used_at   timestamptz(3),
        -- The secret before, while it still works.
        ADD COLUMN previous_hash    bytea CHECK (octet_length(previous_hash) = 32),
        ADD COLUMN previous_until   timestamptz(3) CHECK ((previous_until IS NULL) = (previous_hash IS NULL))`);
    await runner.query('UPDATE api_token SET secret_used_at = first_used_at');
    await runner.query('CREATE INDEX api_token_expiry ON api_token (expires_at) WHERE revoked_at IS NULL');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
