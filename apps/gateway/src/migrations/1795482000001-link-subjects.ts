import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LinkSubjects1795482000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE subject_link (
        id        uuid           NOT NULL CONSTRAINT subject_link_pk PRIMARY KEY,
        issuer    text COLLATE "C" NOT NULL,
        subject   text COLLATE "C" NOT NULL,
        person_id uuid           NOT NULL,
        linked_at timestamptz(3) NOT NULL,
        linked_by uuid           NOT NULL,
        ended_at  timestamptz(3),
        ended_by  uuid CHECK ((ended_by IS NULL) = (ended_at IS NULL))
      )`);
    // A subject is one person at a time; a person may have several, and those of before stay on record.
    await runner.query(
      'CREATE UNIQUE INDEX subject_link_subject ON subject_link (issuer, subject) WHERE ended_at IS NULL',
    );
    await runner.query('CREATE INDEX subject_link_of_person ON subject_link (person_id, id)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
