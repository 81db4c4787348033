import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSessions1795470000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session (
        id               uuid           NOT NULL CONSTRAINT session_pk PRIMARY KEY,
        -- Of the 256 bits in the browser's cookie; they are nowhere else.
        secret_hash      bytea          NOT NULL CONSTRAINT session_secret UNIQUE CHECK (octet_length(secret_hash) = 32),
        person_id        uuid           NOT NULL,
        login            text           NOT NULL,
        authenticated_at timestamptz(3) NOT NULL,
        second_factor_at timestamptz(3),
        created_at       timestamptz(3) NOT NULL,
        last_seen_at     timestamptz(3) NOT NULL,
        expires_at       timestamptz(3) NOT NULL CHECK (expires_at > created_at),
        browser          text           NOT NULL,
        -- Tells the provider whose sign-in ends.
        id_token         text           NOT NULL,
        ended_at         timestamptz(3),
        ended_because    text CHECK ((ended_because IS NULL) = (ended_at IS NULL))
      )`);
    await runner.query('CREATE INDEX session_of_person ON session (person_id, id)');
    await runner.query(`
      CREATE TABLE pending_sign_in (
        state_hash    bytea          NOT NULL CONSTRAINT pending_sign_in_pk PRIMARY KEY,
        -- Of the cookie of the browser that began it: nobody finishes it in another one.
        browser_hash  bytea          NOT NULL,
        nonce         text           NOT NULL,
        code_verifier text           NOT NULL,
        return_to     text           NOT NULL,
        step_up       boolean        NOT NULL,
        expires_at    timestamptz(3) NOT NULL,
        consumed_at   timestamptz(3)
      )`);
    await runner.query('CREATE INDEX pending_sign_in_expiry ON pending_sign_in (expires_at)');
    // Begun and finished within minutes, and no record: the only rows that are ever cleared away, by this function alone.
    await runner.query(`
      CREATE FUNCTION forget_expired_sign_ins(now timestamptz) RETURNS void
      LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DELETE FROM pending_sign_in WHERE expires_at < now;
      $$`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
