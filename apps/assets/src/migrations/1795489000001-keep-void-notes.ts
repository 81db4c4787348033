import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = `CREATE TABLE void_note (
  id             uuid           CONSTRAINT void_note_pk PRIMARY KEY,
  number         text           NOT NULL CONSTRAINT void_note_number_key UNIQUE,
  device_id      uuid           NOT NULL CONSTRAINT void_note_device_fk REFERENCES device,
  kept_device_id uuid           CONSTRAINT void_note_kept_fk REFERENCES device,
  reason         text           NOT NULL,
  proposed_by    uuid           NOT NULL,
  proposed_at    timestamptz(3) NOT NULL,
  decision       text           CHECK (decision IN ('CONFIRMED', 'REJECTED')),
  decided_by     uuid,
  decided_at     timestamptz(3),
  CONSTRAINT void_note_kept CHECK (kept_device_id <> device_id),
  CONSTRAINT void_note_two_persons CHECK (decided_by IS DISTINCT FROM proposed_by),
  CONSTRAINT void_note_decided CHECK ((decision IS NULL) = (decided_by IS NULL))
)`;

/** Void notes (T34), seen by whoever sees the device. */
export class KeepVoidNotes1795489000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const visible = 'EXISTS (SELECT FROM custody c WHERE c.device_id = void_note.device_id AND c.to_at IS NULL)';
    const index = `CREATE UNIQUE INDEX void_note_one_open ON void_note (device_id) WHERE decision IS NULL`;
    for (const sql of [table, index, ...scopedTable('assets', 'void_note', visible)]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
