import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE prohibited_entity (
     id             uuid           CONSTRAINT prohibited_entity_pk PRIMARY KEY,
     name           text           NOT NULL,
     aliases        text[]         NOT NULL,
     relation       text           NOT NULL CHECK (relation IN ('LISTED', 'SUBSIDIARY', 'AFFILIATE', 'OEM_BRAND')),
     mac_prefixes   text[]         NOT NULL,
     effective_from date           NOT NULL,
     effective_to   date,
     reason         text           NOT NULL,
     source         text           NOT NULL,
     -- Null: shipped, and looked at by nobody here yet.
     reviewed_on    date,
     -- AM-30: one person proposes its last day, another confirms it.
     proposed_to    date,
     proposed_by    uuid,
     recorded_by    uuid           NOT NULL,
     recorded_at    timestamptz(3) NOT NULL,
     CONSTRAINT prohibited_entity_days CHECK (effective_to >= effective_from)
   )`,
  `CREATE TABLE prohibited_entity_review (
     id          uuid           CONSTRAINT prohibited_entity_review_pk PRIMARY KEY,
     entity_id   uuid           NOT NULL CONSTRAINT prohibited_entity_review_entity REFERENCES prohibited_entity,
     note        text           NOT NULL,
     before      jsonb          NOT NULL,
     reviewed_by uuid           NOT NULL,
     reviewed_at timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX prohibited_entity_review_of ON prohibited_entity_review (entity_id)`,
  `CREATE TABLE screening_resolution (
     id              uuid           CONSTRAINT screening_resolution_pk PRIMARY KEY,
     kind            text           NOT NULL CHECK (kind IN ('SUPPLIER', 'MAKER')),
     subject_id      uuid           NOT NULL,
     entity_id       uuid           NOT NULL CONSTRAINT screening_resolution_entity REFERENCES prohibited_entity,
     decision        text           NOT NULL CHECK (decision IN ('CLEARED', 'CONFIRMED')),
     reason          text           NOT NULL,
     document_sha256 text,
     decided_by      uuid           NOT NULL,
     decided_at      timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX screening_resolution_of ON screening_resolution (subject_id, entity_id, decided_at DESC)`,
  `CREATE TABLE screening_finding (
     goods_receipt_id uuid           NOT NULL CONSTRAINT screening_finding_receipt REFERENCES goods_receipt,
     line_id          uuid           NOT NULL,
     row              integer        NOT NULL,
     kind             text           NOT NULL,
     said             text           NOT NULL,
     strength         text           NOT NULL CHECK (strength IN ('MATCH', 'POSSIBLE')),
     entity_id        uuid           NOT NULL CONSTRAINT screening_finding_entity REFERENCES prohibited_entity,
     opened_at        timestamptz(3) NOT NULL,
     decision         text           CHECK (decision IN ('CLEARED', 'CONFIRMED')),
     reason           text,
     document_sha256  text,
     decided_by       uuid,
     decided_at       timestamptz(3),
     CONSTRAINT screening_finding_pk PRIMARY KEY (line_id, kind, said, entity_id),
     CONSTRAINT screening_finding_decided CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (reason IS NULL))
   )`,
  `CREATE INDEX screening_finding_of ON screening_finding (goods_receipt_id)`,
  `ALTER TABLE known_reference ADD COLUMN name text`,
  // Names of suppliers that directory told before are read again; its handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

interface Shipped {
  name: string;
  aliases: string[];
  macPrefixes: string[];
  relation?: string;
  to?: string;
}

/**
 * The five groups that section 889 names and brands known to be theirs, to begin with. An installation reviews and extends
 * the list: their affiliates are many and change hands. Prefixes as the IEEE has assigned them.
 */
const shipped: Shipped[] = [
  {
    name: 'Huawei Technologies',
    aliases: ['Huawei', 'HiSilicon', 'Futurewei', 'Huawei Device'],
    macPrefixes: ['00:E0:FC', '00:18:82', '00:25:9E', '28:6E:D4'],
  },
  { name: 'Honor Device', aliases: ['Honor'], macPrefixes: [], relation: 'SUBSIDIARY', to: '2020-11-17' },
  { name: 'ZTE Corporation', aliases: ['ZTE', 'Nubia'], macPrefixes: ['00:19:C6', '00:15:EB', '00:26:ED'] },
  { name: 'Hytera Communications', aliases: ['Hytera', 'HMF', 'PowerTrunk'], macPrefixes: ['64:69:BC'] },
  {
    name: 'Hangzhou Hikvision Digital Technology',
    aliases: ['Hikvision', 'EZVIZ', 'HiLook', 'HiWatch', 'Pyronix', 'Hikmicro'],
    macPrefixes: ['44:19:B6', 'C0:56:E3', '4C:BD:8F', 'BC:AD:28', '28:57:BE'],
  },
  {
    name: 'Dahua Technology',
    aliases: ['Dahua', 'Zhejiang Dahua', 'Imou'],
    macPrefixes: ['3C:EF:8C', '90:02:A9', '4C:11:BF', 'E0:50:8B', '38:AF:29'],
  },
  { name: 'Lorex Technology', aliases: ['Lorex'], macPrefixes: [], relation: 'SUBSIDIARY', to: '2022-12-31' },
];

const withItsLine = 'EXISTS (SELECT FROM goods_receipt_line l WHERE l.id = line_id)';
/** The list and what was resolved about makers and suppliers are the mission's; a finding is seen with its line. */
const visible: Record<string, string> = {
  prohibited_entity: 'true',
  prohibited_entity_review: 'true',
  screening_resolution: 'true',
  screening_finding: withItsLine,
};

export class Screen1795483000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('procurement', table, rows));
    for (const sql of tables) await runner.query(sql);
    for (const [index, { name, aliases, macPrefixes, relation = 'LISTED', to = null }] of shipped.entries()) {
      await runner.query(
        `INSERT INTO prohibited_entity (id, name, aliases, relation, mac_prefixes, effective_from, effective_to, reason, source,
           recorded_by, recorded_at)
         VALUES (('00000000-0000-7000-8889-' || lpad($1, 12, '0'))::uuid, $2, $3, $4, $5, '2020-08-13', $6,
           'Covered telecommunications equipment (2 CFR 200.216).', 'Public Law 115-232, section 889(f)(3)',
           '00000000-0000-7000-8000-000000000000', now())`,
        [String(index + 1), name, aliases, relation, macPrefixes, to],
      );
    }
    for (const sql of policies) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
