import { serviceTables } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApiTokens1795454995019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of serviceTables) await runner.query(sql);
    await runner.query(`
      CREATE TABLE api_token (
        id            uuid           NOT NULL CONSTRAINT api_token_pk PRIMARY KEY,
        person_id     uuid           NOT NULL,
        label         text           NOT NULL,
        secret_hash   bytea          NOT NULL CHECK (octet_length(secret_hash) = 32),
        scopes        text[]         NOT NULL CHECK (cardinality(scopes) > 0),
        bootstrap     boolean        NOT NULL DEFAULT false,
        created_at    timestamptz(3) NOT NULL,
        created_by    uuid           NOT NULL,
        expires_at    timestamptz(3) NOT NULL CHECK (expires_at > created_at),
        first_used_at timestamptz(3),
        revoked_at    timestamptz(3),
        revoked_by    uuid
      )`);
    await runner.query('CREATE INDEX api_token_of_person ON api_token (person_id, id)');
    // The bootstrap token makes one administrator, and that one has one live token at a time.
    await runner.query(
      'CREATE UNIQUE INDEX api_token_bootstrap_once ON api_token (bootstrap) WHERE bootstrap AND revoked_at IS NULL',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
