import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Domain §13.1, as the contracts have it: the database refuses what code forgets (G-34). One half; the other is its mirror. */
const pairs: [duty: string, others: string][] = [
  ['REQUEST', 'APPROVE BUY PAY RELEASE_APPROVE WRITE_OFF_APPROVE'],
  ['APPROVE', 'BUY RECEIVE INSPECT PAY STORE ACCEPT'],
  ['BUY', 'RECEIVE INSPECT PAY STORE INVESTIGATE WRITE_OFF_APPROVE'],
  ['RECEIVE', 'INSPECT PAY RELEASE_APPROVE COUNT INVESTIGATE WRITE_OFF_APPROVE'],
  ['INSPECT', 'PAY STORE'],
  ['PAY', 'STORE'],
  ['STORE', 'RELEASE_APPROVE ACCEPT COUNT INVESTIGATE WRITE_OFF_APPROVE'],
  ['RELEASE_APPROVE', 'ACCEPT'],
  ['HAND_OVER', 'ACCEPT COUNT INVESTIGATE'],
  ['ACCEPT', 'COUNT INVESTIGATE'],
  ['INVESTIGATE', 'WRITE_OFF_APPROVE'],
];

const tables = [
  // Who signed for which duty on which document, ours or procurement's, and which devices it is about. Nothing here says what a
  // device is or where: it is asked for whoever signs, whatever he may see.
  `CREATE TABLE duty_done (
     document_id uuid           NOT NULL,
     person_id   uuid           NOT NULL,
     duty        text           NOT NULL,
     done_at     timestamptz(3) NOT NULL,
     CONSTRAINT duty_done_pk PRIMARY KEY (document_id, person_id, duty)
   )`,
  `CREATE TABLE duty_device (
     document_id uuid NOT NULL,
     device_id   uuid NOT NULL,
     CONSTRAINT duty_device_pk PRIMARY KEY (document_id, device_id)
   )`,
  `CREATE INDEX duty_device_of ON duty_device (device_id, document_id)`,
  `CREATE TABLE duty_pair (
     duty  text NOT NULL,
     other text NOT NULL,
     CONSTRAINT duty_pair_pk PRIMARY KEY (duty, other)
   )`,
  `CREATE TABLE waiver (
     id         uuid           CONSTRAINT waiver_pk PRIMARY KEY,
     rule       text           NOT NULL,
     place_id   uuid           NOT NULL,
     person_ids uuid[]         NOT NULL,
     valid_from timestamptz(3) NOT NULL,
     valid_to   timestamptz(3) NOT NULL,
     revoked_at timestamptz(3)
   )`,
  `CREATE INDEX waiver_place ON waiver (place_id)`,
  `CREATE TABLE waiver_evidence (
     waiver_id   uuid NOT NULL,
     document_id uuid NOT NULL,
     CONSTRAINT waiver_evidence_pk PRIMARY KEY (waiver_id, document_id)
   )`,
  `CREATE TABLE administrator (
     role_assignment_id uuid           CONSTRAINT administrator_pk PRIMARY KEY,
     person_id          uuid           NOT NULL,
     valid_from         timestamptz(3) NOT NULL,
     valid_to           timestamptz(3),
     revoked_at         timestamptz(3)
   )`,
  `CREATE INDEX administrator_person ON administrator (person_id)`,
  // Why one person is on both sides all the same: a waiver, or (without one) told as an exception.
  `CREATE TABLE duty_cover (
     document_id       uuid           NOT NULL,
     person_id         uuid           NOT NULL,
     duty              text           NOT NULL,
     other_document_id uuid           NOT NULL,
     other_duty        text           NOT NULL,
     -- Procurement may name one that has not arrived here yet, so no foreign key.
     waiver_id         uuid,
     covered_at        timestamptz(3) NOT NULL,
     CONSTRAINT duty_cover_pk PRIMARY KEY (document_id, person_id, duty, other_document_id, other_duty)
   )`,
  `CREATE INDEX duty_cover_waiver ON duty_cover (waiver_id) WHERE waiver_id IS NOT NULL`,
];

/** What was signed before this migration; procurement's facts were never read here, so they come by themselves. */
const before = [
  `INSERT INTO duty_done (document_id, person_id, duty, done_at)
   SELECT id, approved_by, 'APPROVE', approved_at FROM allocation WHERE approved_by IS NOT NULL
   UNION ALL SELECT id, approved_by, 'RELEASE_APPROVE', approved_at FROM waybill WHERE purpose = 'TO_UNIT' AND approved_by IS NOT NULL
   UNION ALL SELECT id, released_by, 'STORE', departed_at FROM waybill WHERE purpose = 'TO_UNIT' AND released_by IS NOT NULL
   UNION ALL SELECT id, (signature ->> 'personId')::uuid, CASE kind WHEN 'RETURN' THEN 'STORE' ELSE 'ACCEPT' END, signed_at
     FROM handover
   UNION ALL SELECT id, (countersignature ->> 'personId')::uuid, 'HAND_OVER', countersigned_at FROM handover
     WHERE countersignature IS NOT NULL
   ON CONFLICT DO NOTHING`,
  `INSERT INTO duty_device (document_id, device_id)
   SELECT allocation_id, device_id FROM allocation_line JOIN allocation a ON a.id = allocation_id
     WHERE a.approved_by IS NOT NULL AND state IN ('RESERVED', 'ENDED')
   UNION SELECT waybill_id, device_id FROM waybill_line JOIN waybill w ON w.id = waybill_id
     WHERE w.purpose = 'TO_UNIT' AND w.approved_by IS NOT NULL
   UNION SELECT handover_id, device_id FROM handover_line
     WHERE device_id IS NOT NULL AND effect IS NOT NULL AND outcome IN ('ACCEPTED', 'ACCEPTED_WITH_RESERVE')`,
];

/** `mine` and `other` are duties of one person for one device; `fresh` is what is being inserted. */
const refuseUncovered = (joins: string): string => `
  IF EXISTS (
    SELECT FROM ${joins}
    JOIN duty_pair pair ON pair.duty = mine.duty AND pair.other = other.duty
    WHERE NOT EXISTS (
      SELECT FROM duty_cover c WHERE c.person_id = mine.person_id AND (
        (c.document_id, c.duty, c.other_document_id, c.other_duty) = (mine.document_id, mine.duty, other.document_id, other.duty)
        OR (c.document_id, c.duty, c.other_document_id, c.other_duty) = (other.document_id, other.duty, mine.document_id, mine.duty))))
  THEN
    RAISE EXCEPTION 'one person has two duties of domain 13.1 for one device'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'duties_separate';
  END IF;
  RETURN NULL;`;

const triggers = [
  `CREATE FUNCTION refuse_incompatible_duty() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${refuseUncovered(
    `fresh mine JOIN duty_device own ON own.document_id = mine.document_id
     JOIN duty_device near ON near.device_id = own.device_id
     JOIN duty_done other ON other.document_id = near.document_id AND other.person_id = mine.person_id`,
  )} END $$`,
  `CREATE FUNCTION refuse_incompatible_device() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${refuseUncovered(
    `fresh JOIN duty_done mine ON mine.document_id = fresh.document_id
     JOIN duty_device near ON near.device_id = fresh.device_id
     JOIN duty_done other ON other.document_id = near.document_id AND other.person_id = mine.person_id`,
  )} END $$`,
  `CREATE TRIGGER duty_done_separate AFTER INSERT ON duty_done REFERENCING NEW TABLE AS fresh
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_incompatible_duty()`,
  `CREATE TRIGGER duty_device_separate AFTER INSERT ON duty_device REFERENCING NEW TABLE AS fresh
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_incompatible_device()`,
  `CREATE FUNCTION refuse_change_of_duties() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN RAISE EXCEPTION 'who did what is never rewritten (domain 13.1)' USING ERRCODE = 'restrict_violation'; END $$`,
  ...['duty_done', 'duty_device', 'duty_pair', 'duty_cover'].map(
    (table) =>
      `CREATE TRIGGER ${table}_kept BEFORE UPDATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_duties()`,
  ),

  // No signature without its duty: at the commit, whoever wrote the document.
  `CREATE FUNCTION require_duty(document uuid, person uuid, wanted text, devices uuid[]) RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     IF person IS NULL OR devices IS NULL THEN RETURN; END IF;
     IF NOT EXISTS (SELECT FROM duty_done WHERE document_id = document AND person_id = person AND duty = wanted)
        OR EXISTS (SELECT FROM unnest(devices) AS device (id) WHERE NOT EXISTS (
          SELECT FROM duty_device WHERE document_id = document AND device_id = device.id)) THEN
       RAISE EXCEPTION 'a signature for % is not kept among the duties', wanted
         USING ERRCODE = 'check_violation', CONSTRAINT = 'duties_kept';
     END IF;
   END $$`,
  `CREATE FUNCTION allocation_keeps_duties() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM require_duty(NEW.id, NEW.approved_by, 'APPROVE', (
       SELECT array_agg(device_id) FROM allocation_line WHERE allocation_id = NEW.id AND state IN ('RESERVED', 'ENDED')));
     RETURN NULL;
   END $$`,
  `CREATE CONSTRAINT TRIGGER allocation_duties AFTER INSERT OR UPDATE OF approved_by ON allocation
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.approved_by IS NOT NULL) EXECUTE FUNCTION allocation_keeps_duties()`,
  `CREATE FUNCTION waybill_keeps_duties() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE devices uuid[] := (SELECT array_agg(device_id) FROM waybill_line WHERE waybill_id = NEW.id);
   BEGIN
     PERFORM require_duty(NEW.id, NEW.approved_by, 'RELEASE_APPROVE', devices);
     PERFORM require_duty(NEW.id, NEW.released_by, 'STORE', devices);
     RETURN NULL;
   END $$`,
  `CREATE CONSTRAINT TRIGGER waybill_duties AFTER INSERT OR UPDATE OF approved_by, released_by ON waybill
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.purpose = 'TO_UNIT') EXECUTE FUNCTION waybill_keeps_duties()`,
  `CREATE FUNCTION handover_keeps_duties() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE devices uuid[] := (
     SELECT array_agg(DISTINCT device_id) FROM handover_line WHERE handover_id = NEW.id AND device_id IS NOT NULL
       AND effect IS NOT NULL AND outcome IN ('ACCEPTED', 'ACCEPTED_WITH_RESERVE'));
   BEGIN
     PERFORM require_duty(NEW.id, (NEW.signature ->> 'personId')::uuid,
       CASE NEW.kind WHEN 'RETURN' THEN 'STORE' ELSE 'ACCEPT' END, devices);
     PERFORM require_duty(NEW.id, (NEW.countersignature ->> 'personId')::uuid, 'HAND_OVER', devices);
     RETURN NULL;
   END $$`,
  `CREATE CONSTRAINT TRIGGER handover_duties AFTER INSERT OR UPDATE OF signature, countersignature ON handover
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handover_keeps_duties()`,
  // CR-19 of one document is one of these pairs, and a waiver may cover it (AM-3).
  `ALTER TABLE waybill DROP CONSTRAINT waybill_cr_19`,
  // Roles granted before are read again; directory's handlers here may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class KeepDuties1795474000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...before]) await runner.query(statement);
    const rows = pairs.flatMap(([duty, others]) =>
      others.split(' ').flatMap((other) => [
        [duty, other],
        [other, duty],
      ]),
    );
    await runner.query(`INSERT INTO duty_pair (duty, other) SELECT * FROM unnest($1::text[], $2::text[])`, [
      rows.map(([duty]) => duty),
      rows.map(([, other]) => other),
    ]);
    for (const statement of triggers) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
