import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where places are (domain §9.3). Nothing of a position is readable in a copy of this database. */
const statements = [
  `SET LOCAL lock_timeout = '5s'`,
  `CREATE TABLE place_position (
     id              uuid           CONSTRAINT place_position_pk PRIMARY KEY,
     place_id        uuid           NOT NULL CONSTRAINT place_position_place_fk REFERENCES place,
     position_sealed bytea          NOT NULL,
     precision       text           NOT NULL CHECK (precision IN ('EXACT', 'COMMUNE', 'PROVINCE')),
     reason          text,
     recorded_by     uuid           NOT NULL,
     recorded_at     timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX place_position_of ON place_position (place_id, recorded_at)`,
  // What is still sealed with an older key is found by the key's short name, as for people.
  `CREATE INDEX place_position_sealed_with ON place_position (substring(position_sealed FROM 2 FOR 4), id)`,
  ...scopedTable('directory', 'place_position', 'EXISTS (SELECT FROM place p WHERE p.id = place_id)'),
];

export class KnowPositions1795484900001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
