import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Units and places as effective-dated trees (domain §4.3, §4.5, §9.3). A version holds from `valid_from` until the next one;
 * the row of the unit or place itself is its present version, so that whoever asks about today reads one row.
 */
const statements = [
  // “Équateur”, “equateur” and “EQUATEUR” are one name; so are “Nord-Kivu” and “nord kivu”.
  `CREATE FUNCTION name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
     trim(regexp_replace(regexp_replace(lower(normalize(name, NFKD)), '[\\u0300-\\u036f]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))`,

  `ALTER TABLE organisation_unit
     ADD COLUMN second_parent_id uuid CONSTRAINT organisation_unit_second_parent_fk REFERENCES organisation_unit,
     ADD COLUMN predecessor_ids uuid[] NOT NULL DEFAULT '{}',
     ADD COLUMN valid_to timestamptz(3)`,
  `COMMENT ON COLUMN organisation_unit.valid_to IS 'When it ended; NULL: it still exists'`,
  `CREATE TABLE organisation_unit_version (
     id               uuid           CONSTRAINT organisation_unit_version_pk PRIMARY KEY,
     org_unit_id      uuid           NOT NULL CONSTRAINT organisation_unit_version_unit_fk REFERENCES organisation_unit,
     name_fr          text           NOT NULL,
     name_en          text,
     agency           text           NOT NULL,
     specialty        text,
     level            text           NOT NULL,
     parent_id        uuid           CONSTRAINT organisation_unit_version_parent_fk REFERENCES organisation_unit,
     second_parent_id uuid           CONSTRAINT organisation_unit_version_second_parent_fk REFERENCES organisation_unit,
     place_id         uuid           CONSTRAINT organisation_unit_version_place_fk REFERENCES place,
     status           text           NOT NULL,
     closed           boolean        NOT NULL,
     reason           text,
     valid_from       timestamptz(3) NOT NULL,
     recorded_by      uuid           NOT NULL,
     recorded_at      timestamptz(3) NOT NULL,
     name_key         text           NOT NULL GENERATED ALWAYS AS (name_key(name_fr || ' ' || coalesce(name_en, ''))) STORED
   )`,
  `INSERT INTO organisation_unit_version
     SELECT gen_random_uuid(), id, name_fr, name_en, agency, specialty, level, parent_id, NULL, place_id, status, false, NULL,
            valid_from, created_by, created_at FROM organisation_unit`,
  `CREATE INDEX organisation_unit_version_history ON organisation_unit_version (org_unit_id, valid_from, recorded_at, id)`,
  `CREATE INDEX organisation_unit_version_parent ON organisation_unit_version (parent_id)`,
  `CREATE TABLE organisation_unit_alias (
     id          uuid           CONSTRAINT organisation_unit_alias_pk PRIMARY KEY,
     org_unit_id uuid           NOT NULL CONSTRAINT organisation_unit_alias_unit_fk REFERENCES organisation_unit,
     name        text           NOT NULL,
     valid_from  timestamptz(3),
     valid_to    timestamptz(3),
     recorded_by uuid           NOT NULL,
     recorded_at timestamptz(3) NOT NULL,
     name_key    text           NOT NULL GENERATED ALWAYS AS (name_key(name)) STORED,
     CONSTRAINT organisation_unit_alias_period CHECK (valid_to > valid_from)
   )`,
  `CREATE INDEX organisation_unit_alias_of ON organisation_unit_alias (org_unit_id)`,

  `ALTER TABLE place
     ADD COLUMN pcode text,
     ADD COLUMN capital text,
     ADD COLUMN province_ids uuid[] NOT NULL DEFAULT '{}',
     ADD COLUMN predecessor_ids uuid[] NOT NULL DEFAULT '{}',
     ADD COLUMN valid_from timestamptz(3),
     ADD COLUMN valid_to timestamptz(3)`,
  `UPDATE place p SET valid_from = (SELECT min(valid_from) FROM place_access a WHERE a.place_id = p.id)`,
  `ALTER TABLE place ALTER COLUMN valid_from SET NOT NULL`,
  `COMMENT ON COLUMN place.province_ids IS 'Of a body of water: the provinces it lies in'`,
  // Kasaï-Oriental of before July 2015 and the smaller one of today are two places with one ISO code.
  `ALTER TABLE place DROP CONSTRAINT place_iso_code_key`,
  `CREATE UNIQUE INDEX place_iso_code_key ON place (iso_code) WHERE valid_to IS NULL`,
  `CREATE TABLE place_version (
     id          uuid           CONSTRAINT place_version_pk PRIMARY KEY,
     place_id    uuid           NOT NULL CONSTRAINT place_version_place_fk REFERENCES place,
     name        text           NOT NULL,
     parent_id   uuid           CONSTRAINT place_version_parent_fk REFERENCES place,
     iso_code    text,
     pcode       text,
     capital     text,
     time_zone   text           NOT NULL,
     closed      boolean        NOT NULL,
     reason      text,
     valid_from  timestamptz(3) NOT NULL,
     recorded_by uuid           NOT NULL,
     recorded_at timestamptz(3) NOT NULL,
     name_key    text           NOT NULL GENERATED ALWAYS AS (name_key(name)) STORED
   )`,
  `INSERT INTO place_version
     SELECT gen_random_uuid(), id, name, parent_id, iso_code, NULL, NULL, time_zone, false, NULL, valid_from, created_by, created_at
     FROM place`,
  `CREATE INDEX place_version_history ON place_version (place_id, valid_from, recorded_at, id)`,
  `CREATE INDEX place_version_parent ON place_version (parent_id)`,
  `CREATE INDEX place_version_name ON place_version (name_key)`,
  `CREATE TABLE place_alias (
     id          uuid           CONSTRAINT place_alias_pk PRIMARY KEY,
     place_id    uuid           NOT NULL CONSTRAINT place_alias_place_fk REFERENCES place,
     name        text           NOT NULL,
     valid_from  timestamptz(3),
     valid_to    timestamptz(3),
     recorded_by uuid           NOT NULL,
     recorded_at timestamptz(3) NOT NULL,
     name_key    text           NOT NULL GENERATED ALWAYS AS (name_key(name)) STORED,
     CONSTRAINT place_alias_period CHECK (valid_to > valid_from)
   )`,
  `CREATE INDEX place_alias_of ON place_alias (place_id)`,
  `CREATE INDEX place_alias_name ON place_alias (name_key)`,

  // Each row says all of it: what a change does not name is carried over from the row before.
  `CREATE TABLE place_equipment (
     id             uuid           CONSTRAINT place_equipment_pk PRIMARY KEY,
     place_id       uuid           NOT NULL CONSTRAINT place_equipment_place_fk REFERENCES place,
     power_source   text           NOT NULL,
     connectivity   text           NOT NULL,
     locked         boolean,
     guarded        boolean,
     safe           boolean,
     inventory_book boolean,
     reason         text,
     valid_from     timestamptz(3) NOT NULL,
     recorded_by    uuid           NOT NULL,
     recorded_at    timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX place_equipment_history ON place_equipment (place_id, valid_from, recorded_at, id)`,
];

export class DateUnitsAndPlaces1795472000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
