import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reads of people were kept twice, here and as access records, which every service has and tells. What was read before there
 * were any is carried over; from which token and in which scope, nobody wrote down. The old table is not written any more and
 * goes with a later version: the one before still writes it while this one starts.
 */
export class RecordReadsOnce1795482000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO access_record (reader_id, token_id, kind, operation, filter, purpose, rows, scope, read_at)
      SELECT reader_id, 'unknown', 'PERSONAL_DATA', 'GET /people/:id',
             json_build_object('fields', fields, 'id', person_id)::text, purpose, 1, 'unknown', read_at
        FROM person_read
       WHERE read_at < coalesce((SELECT min(read_at) FROM access_record), 'infinity')
       ORDER BY id`);
    await runner.query(`COMMENT ON TABLE person_read IS 'Not written any more: see access_record'`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
