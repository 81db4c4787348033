import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KnowSystems1795475000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE system (
         id              uuid           CONSTRAINT system_pk PRIMARY KEY CONSTRAINT system_person_fk REFERENCES person,
         name            text           NOT NULL,
         owner_person_id uuid           NOT NULL CONSTRAINT system_owner_fk REFERENCES person,
         created_by      uuid           NOT NULL,
         created_at      timestamptz(3) NOT NULL,
         CONSTRAINT system_not_own_owner CHECK (owner_person_id <> id)
       )`,
    );
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
