import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SayWhereSessionsAre1795482000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Where the browser was at sign-in, as far as our own proxies say; unknown for sessions from before.
    await runner.query('ALTER TABLE session ADD COLUMN address text, ADD COLUMN ended_by uuid');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
