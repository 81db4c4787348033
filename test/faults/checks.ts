import type { ServiceName } from '../../tools/stack/services.ts';

// What must hold in the databases of a product that has come to rest, whatever was killed. Each check is one query (or two)
// whose rows are violations. They look at the databases only, as an auditor with the files would.

export interface Violation {
  check: string;
  detail: string;
}

/** Rows of a query against one service's database. */
export type Ask = <Row = Record<string, unknown>>(
  service: ServiceName,
  sql: string,
  values?: unknown[],
) => Promise<Row[]>;

export const producers = ['directory', 'procurement', 'assets', 'handover', 'audit'] as const;

interface Check {
  name: string;
  run(ask: Ask): Promise<string[]>;
}

const rows =
  (service: ServiceName, sql: string) =>
  async (ask: Ask): Promise<string[]> =>
    (await ask<{ detail: string }>(service, sql)).map(({ detail }) => `${service}: ${detail}`);

const everywhere =
  (services: readonly ServiceName[], sql: string) =>
  async (ask: Ask): Promise<string[]> =>
    (await Promise.all(services.map((service) => rows(service, sql)(ask)))).flat();

/** Legal successors of a life-cycle state, as docs/flows.md has them. What old lists bring begins elsewhere (AM-13). */
const successors: Record<string, string[]> = {
  birth: ['A01'],
  MIGRATED: ['A09', 'A13', 'A16'],
  FOUND_AT_COUNT: ['A17'],
  A01: ['A04', 'A02', 'A20'],
  A02: ['A03', 'A20'],
  A04: ['A05', 'A20'],
  A05: ['A04', 'A06'],
  A06: ['A07', 'A13', 'A04'],
  A07: ['A08', 'A06', 'A04'],
  A08: ['A07', 'A06'],
  A09: ['A06', 'A20'],
  A13: ['A07', 'A20'],
  A16: ['A20'],
  A17: ['A20'],
};

export const checks: Check[] = [
  {
    name: 'numbers of facts are dense and every fact is numbered',
    run: everywhere(
      producers,
      `SELECT 'fact numbers: ' || count(*) || ' facts, ' || count(publish_seq) || ' numbered, highest ' || coalesce(max(publish_seq), 0) AS detail
       FROM outbox HAVING count(*) <> count(publish_seq) OR count(*) <> coalesce(max(publish_seq), 0)`,
    ),
  },
  {
    name: 'every fact is in the log once, byte for byte',
    async run(ask) {
      const violations: string[] = [];
      for (const producer of producers) {
        const fingerprint = `SELECT count(*)::int AS facts, md5(coalesce(string_agg(md5(body) || fact_id || seq, '' ORDER BY seq), '')) AS digest`;
        const [own] = await ask(
          producer,
          `${fingerprint} FROM (SELECT body, fact_id, publish_seq AS seq FROM outbox) AS facts`,
        );
        const [logged] = await ask('audit', `${fingerprint} FROM fact_log WHERE producer = $1`, [producer]);
        if (JSON.stringify(own) !== JSON.stringify(logged))
          violations.push(`${producer} recorded ${JSON.stringify(own)}, the log holds ${JSON.stringify(logged)}`);
      }
      return violations;
    },
  },
  {
    name: 'every reader has read everything',
    async run(ask) {
      const violations: string[] = [];
      for (const reader of ['procurement', 'assets', 'handover', 'audit'] as const)
        for (const { producer, seq } of await ask<{ producer: (typeof producers)[number]; seq: string }>(
          reader,
          `SELECT producer, seq FROM position`,
        )) {
          const [last] = await ask<{ last: string }>(
            producer,
            `SELECT coalesce(max(publish_seq), 0) AS last FROM outbox`,
          );
          if (last?.last !== seq) violations.push(`${reader} has read ${producer} up to ${seq} of ${last?.last}`);
        }
      return violations;
    },
  },
  {
    name: 'every fact of the register has one cause and happened once',
    run: rows(
      'assets',
      `SELECT 'the effect of ' || causation_id || ' was recorded ' || count(*) || ' times' AS detail
       FROM (SELECT DISTINCT causation_id, body_json->>'type' AS type, body_json->'data'->>'part' AS part, fact_id,
                    body_json->'data'->'lines' AS lines
             FROM (SELECT causation_id, fact_id, convert_from(body, 'UTF8')::jsonb AS body_json FROM outbox) AS facts) AS effects,
            jsonb_array_elements(lines) AS line
       WHERE type LIKE 'fact.assets.device-%'
       GROUP BY causation_id, type, line->>'deviceId', line->>'transition' HAVING count(*) > 1`,
    ),
  },
  {
    name: 'devices are numbered 1, 2, 3 … and each number points at the one before',
    async run(ask) {
      return (
        await ask<{ detail: string }>(
          'assets',
          `WITH told AS (
             SELECT line->>'deviceId' AS device, (line->>'deviceSeq')::int AS seq, line->>'previous' AS previous,
                    encode(sha256('\\x00'::bytea || body), 'base64') AS leaf
             FROM outbox, jsonb_array_elements(convert_from(body, 'UTF8')::jsonb->'data'->'lines') AS line
             WHERE line ? 'deviceSeq'),
           chained AS (
             SELECT *, lag(leaf) OVER w AS before, row_number() OVER w AS expected FROM told WINDOW w AS (PARTITION BY device ORDER BY seq))
           SELECT 'device ' || device || ' number ' || seq || ' (expected ' || expected || '), previous ' || coalesce(previous, 'none') AS detail
           FROM chained WHERE seq <> expected OR previous IS DISTINCT FROM before
           UNION ALL
           SELECT 'device ' || d.id || ' stands at ' || d.device_seq || ', its facts end at ' || coalesce(max(t.seq), 0)
           FROM device d LEFT JOIN told t ON t.device = d.id::text GROUP BY d.id, d.device_seq
           HAVING d.device_seq IS DISTINCT FROM max(t.seq)`,
        )
      ).map(({ detail }) => detail);
    },
  },
  {
    name: 'custody has no gap, no overlap and one open interval per device',
    run: rows(
      'assets',
      `WITH ordered AS (
         SELECT device_id, from_at, to_at, lead(from_at) OVER (PARTITION BY device_id ORDER BY from_at, device_seq) AS next
         FROM custody)
       SELECT 'custody of ' || device_id || ' from ' || from_at || ' to ' || coalesce(to_at::text, 'now') || ', next from ' || coalesce(next::text, 'none') AS detail
       FROM ordered WHERE to_at IS DISTINCT FROM next OR to_at <= from_at
       UNION ALL
       SELECT 'device ' || d.id || ' has no custodian' FROM device d WHERE NOT EXISTS (SELECT FROM custody c WHERE c.device_id = d.id AND c.to_at IS NULL)`,
    ),
  },
  {
    name: 'the custody told in facts is the custody in the register',
    run: rows(
      'assets',
      `WITH told AS (
         SELECT line->>'deviceId' AS device, (line->>'deviceSeq')::int AS seq,
                coalesce(line->'custody', line->'changed'->'custody') AS custody
         FROM outbox, jsonb_array_elements(convert_from(body, 'UTF8')::jsonb->'data'->'lines') AS line
         WHERE line ? 'deviceSeq')
       SELECT 'device ' || coalesce(t.device, c.device_id::text) || ' number ' || coalesce(t.seq, c.device_seq) || ': told ' || coalesce(t.custody::text, 'nothing') AS detail
       FROM (SELECT * FROM told WHERE custody IS NOT NULL) t
       FULL JOIN custody c ON c.device_id::text = t.device AND c.device_seq = t.seq
       WHERE t.device IS NULL OR c.device_id IS NULL OR (t.custody->>'partyId')::uuid <> c.party_id
          OR (t.custody->>'from')::timestamptz <> c.from_at OR t.custody->>'hold' <> c.hold`,
    ),
  },
  {
    name: 'every device went a legal way through its life cycle',
    async run(ask) {
      const told = await ask<{ device: string; seq: number; lifecycle: string; birth: string }>(
        'assets',
        `SELECT line->>'deviceId' AS device, (line->>'deviceSeq')::int AS seq,
                left(coalesce(line->>'lifecycle', line->'changed'->>'lifecycle'), 3) AS lifecycle,
                coalesce(line->>'origin', 'birth') AS birth
         FROM outbox, jsonb_array_elements(convert_from(body, 'UTF8')::jsonb->'data'->'lines') AS line
         WHERE line ? 'deviceSeq' AND coalesce(line->>'lifecycle', line->'changed'->>'lifecycle') IS NOT NULL ORDER BY 1, 2`,
      );
      const violations: string[] = [];
      let [device, state] = ['', 'birth'];
      for (const step of told) {
        if (step.device !== device) [device, state] = [step.device, step.birth];
        if (step.lifecycle !== state && !successors[state]?.includes(step.lifecycle))
          violations.push(`device ${device} went from ${state} to ${step.lifecycle} at number ${step.seq}`);
        state = step.lifecycle;
      }
      return violations;
    },
  },
  {
    name: 'what stands of a lot is what its ledger says, and comes to what was received',
    run: rows(
      'assets',
      `SELECT 'holding ' || h.id || ' has ' || h.quantity || ', its ledger says ' || coalesce(l.sum, 0) AS detail
       FROM lot_holding h LEFT JOIN (
         SELECT id, sum(quantity)::int AS sum FROM (
           SELECT to_id AS id, quantity FROM lot_movement
           UNION ALL SELECT from_id, -quantity FROM lot_movement WHERE from_id IS NOT NULL) AS entry GROUP BY id) l USING (id)
       WHERE h.quantity IS DISTINCT FROM coalesce(l.sum, 0)
       UNION ALL
       SELECT 'of lot ' || lot.id || ' stand ' || coalesce(sum(h.quantity), 0) || ' of ' || lot.quantity
       FROM lot LEFT JOIN lot_holding h ON h.lot_id = lot.id GROUP BY lot.id HAVING coalesce(sum(h.quantity), 0) <> lot.quantity`,
    ),
  },
  {
    name: 'nothing is lost between receipt and register: received = registered + refused',
    async run(ask) {
      const captured = await ask<{ id: string }>(
        'procurement',
        `SELECT DISTINCT coalesce(line->>'deviceId', line->>'lotId') AS id FROM outbox, jsonb_array_elements(convert_from(body, 'UTF8')::jsonb->'data'->'lines') AS line
         WHERE type IN ('fact.procurement.goods-received.v1', 'fact.procurement.legacy-list-approved.v1')`,
      );
      const known = await ask<{ id: string }>(
        'assets',
        `SELECT id::text FROM device UNION SELECT device_id::text FROM refused_registration UNION SELECT id::text FROM lot`,
      );
      const registered = new Set(known.map(({ id }) => id));
      const received = new Set(captured.map(({ id }) => id));
      return [
        ...[...received]
          .filter((id) => !registered.has(id))
          .map((id) => `device ${id} was received and is not in the register`),
        ...[...registered]
          .filter((id) => !received.has(id))
          .map((id) => `device ${id} is in the register and was never received`),
      ];
    },
  },
  {
    name: 'the auditor’s picture is the register’s',
    async run(ask) {
      const sql = `SELECT count(*)::int AS intervals, md5(coalesce(string_agg(device_id::text || device_seq || party_id || hold, '' ORDER BY device_id, device_seq), '')) AS digest FROM custody`;
      const [register] = await ask('assets', sql);
      const [picture] = await ask('audit', sql);
      return JSON.stringify(register) === JSON.stringify(picture)
        ? []
        : [
            `custody in the register ${JSON.stringify(register)}, in the auditor's projection ${JSON.stringify(picture)}`,
          ];
    },
  },
  {
    name: 'no dead letters',
    run: everywhere(
      ['procurement', 'assets', 'handover', 'audit'],
      `SELECT 'dead letter ' || producer || ' ' || seq || ': ' || error AS detail FROM dead_letter WHERE resolved_at IS NULL`,
    ),
  },
];
