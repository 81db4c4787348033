import { inScopeBy, scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-15: stretches of the series of tags, printed ahead and issued to an office. Numbers are offered once, so rolls never overlap. */
const statements = [
  `CREATE TABLE tag_roll (
     id           uuid           CONSTRAINT tag_roll_pk PRIMARY KEY,
     number       text           NOT NULL CONSTRAINT tag_roll_number_key UNIQUE,
     series       text           NOT NULL REFERENCES tag_series,
     first_number integer        NOT NULL,
     last_number  integer        NOT NULL,
     first_tag    text           NOT NULL,
     last_tag     text           NOT NULL,
     tags         integer        NOT NULL CHECK (tags > 0),
     org_unit_id  uuid           NOT NULL,
     issued_by    uuid           NOT NULL,
     issued_at    timestamptz(3) NOT NULL,
     recorded_at  timestamptz(3) NOT NULL,
     CONSTRAINT tag_roll_stretch EXCLUDE USING gist (series WITH =, int4range(first_number, last_number, '[]') WITH &&)
   )`,
  // A tag is `INLCD-004217-S` printed and `INLCD004217S` compared.
  `CREATE FUNCTION bound_of_roll(roll uuid) RETURNS integer
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT count(*)::int FROM tag_roll r JOIN device_identifier i ON i.type = 'ASSET_TAG'
       AND i.value > r.series || lpad(r.first_number::text, 6, '0') AND i.value < r.series || lpad((r.last_number + 1)::text, 6, '0')
     WHERE r.id = roll $$`,
  `CREATE INDEX tag_roll_org_unit ON tag_roll (org_unit_id, id)`,
  ...scopedTable('assets', 'tag_roll', inScopeBy('org_unit_id')),
];

export class NumberRolls1795490000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
