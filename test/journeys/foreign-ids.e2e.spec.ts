import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUSINESS_ROLES } from '@dotation/contracts';
import { newId } from '../../tools/journey/client.ts';
import type { DemoIds, DemoToken } from '../../tools/seed/main.ts';
import { withClient } from '../../tools/stack/databases.ts';
import type { ServiceName } from '../../tools/stack/stack.ts';
import {
  exampleOf,
  isWrite,
  plain,
  readPage,
  requestOf,
  send,
  withUnknownIds,
  type Answer,
  type Request,
  type Shown,
} from './page.ts';
import { beginPlay, type Play } from './play.ts';

// Foreign ids (CR-67, AM-4): somebody with every role there is, in the unit of Rubaya and at its place only, sends each
// request of the API page, which acts on the world of PMH Mbuji-Mayi and the store behind it. Each answer must be the one
// that ids get which nobody has. Then the same is asked of the database, with no application in between.

let play: Play;
let ids: DemoIds;
let tokens: DemoToken[];
let shown: Shown[];
let ours: string;
/** Ids that both worlds know: the mission's orders, the catalogue, the list of section 889, provinces, one's own superiors. */
let shared: Set<string>;

beforeAll(async () => {
  play = await beginPlay();
  const kept = (file: string): unknown => JSON.parse(readFileSync(join(play.stack.stateDir, file), 'utf8'));
  ids = kept('demo-ids.json') as DemoIds;
  tokens = kept('demo-tokens.json') as DemoToken[];
  const { orgUnits, places } = ids;
  const provinces = await play.cast
    .as('auditor')
    .get<{ items: { id: string }[] }>('/directory/places?kind=PROVINCE&limit=200');
  const listed = await play.cast.as('auditor').get<{ items: { id: string }[] }>('/procurement/prohibited-entities');
  const proposals = await play.cast
    .as('auditor')
    .get<{ items: { id: string; requisitionId: string | null }[] }>('/procurement/order-proposals?limit=200');
  // A change of an order is as the order is; an order that is not one yet is as its requisition.
  const amendments = proposals.items.filter(({ requisitionId }) => requisitionId === null);
  const projects = await play.cast.as('auditor').get<{ items: { id: string }[] }>('/procurement/projects');
  const invoices = await play.cast.as('auditor').get<{ items: { id: string }[] }>('/procurement/invoices?limit=200');
  const orders = await play.cast
    .as('auditor')
    .get<{ items: { id: string }[] }>('/procurement/purchase-orders?limit=200');
  shared = new Set([
    ...[...listed.items, ...projects.items, ...amendments, ...orders.items, ...invoices.items].map(({ id }) => id),
    ...Object.values({
      ...ids.awards,
      ...ids.catalogueItems,
      ...ids.makers,
      ...ids.organisations,
      ...ids.purchaseOrders,
    }),
    ...Object.values(ids.orderLines),
    // An order names people of the mission, whom nobody has to know.
    ...[ids.people['requester']!, ids.people['buyer']!, ids.people['approver']!],
    ...provinces.items.map(({ id }) => id),
    ...[orgUnits['pmhRubaya']!, orgUnits['cpNordKivu']!, orgUnits['commissariatGeneral']!],
    ...[places['pmhRubaya']!, places['rubaya']!, places['masisi']!],
  ]);
  ours = await somebodyOfRubaya();
  shown = await readPage(play.stack.baseUrl);
  await play.mark();
}, 240_000);
afterAll(() => play?.end(), 60_000);

interface Grant {
  role: string;
  orgUnitId?: string;
  placeId?: string;
  validTo?: string;
}

/** Every role but the administrator's and the auditor's, who have no other one (CR-60, CR-61), held in the unit and at the place of Rubaya. */
async function somebodyOfRubaya(): Promise<string> {
  const scopes = [{ orgUnitId: ids.orgUnits['pmhRubaya']! }, { placeId: ids.places['pmhRubaya']! }];
  const together = BUSINESS_ROLES.filter((role) => role !== 'AUDITOR');
  return (await somebodyWith(together.flatMap((role) => scopes.map((scope) => ({ role, ...scope }))))).token;
}

/** A new person of Rubaya with these roles, a token, and the ids of the role assignments. */
async function somebodyWith(roles: Grant[]): Promise<{ token: string; assignments: string[] }> {
  const [administrator, second] = [play.cast.as('administrator'), play.cast.as('administrator2')];
  const personId = newId();
  const orgUnitId = ids.orgUnits['pmhRubaya']!;
  await administrator.post(
    '/directory/people',
    { displayName: 'Willy Kasereka-Muhindo', orgUnitId },
    { key: personId },
  );
  const assignments: string[] = [];
  for (const role of roles) {
    const granted = await administrator.post<{ id: string; pending: boolean }>(
      `/directory/people/${personId}/roles`,
      role,
    );
    // CR-60: some roles need a second administrator.
    if (granted.pending) await second.post(`/directory/role-assignments/${granted.id}/confirmation`, {});
    assignments.push(granted.id);
  }
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const body = { personId, label: 'Rubaya', scopes: ['read', 'write'], expiresAt };
  const { token } = await administrator.post<{ token: string }>('/gateway/tokens', body);
  return { token, assignments };
}

/** What a filter without an example is asked with. A filter of ids that is not here fails the test. */
const filters: Record<string, () => string> = {
  orgUnitId: () => ids.orgUnits['pmhMbujiMayi']!,
  beneficiaryUnitId: () => ids.orgUnits['pmhMbujiMayi']!,
  parentId: () => ids.orgUnits['cpKasaiOriental']!,
  placeId: () => ids.places['pmhMbujiMayi']!,
  personId: () => ids.people['unitHead']!,
  ids: () => ids.people['unitHead']!,
  readerId: () => ids.people['unitHead']!,
  awardId: () => ids.awards['inl']!,
  catalogueItemId: () => ids.catalogueItems['laptop']!,
  makerId: () => ids.makers['hp']!,
  supplierId: () => ids.organisations['supplier']!,
  purchaseOrderId: () => ids.purchaseOrders['demo']!,
  deviceId: () => anyOf('/assets/devices/{id}'),
  kitId: () => anyOf('/assets/kits/{id}'),
  lotId: () => anyOf('/assets/lots/{id}'),
  shipmentId: () => anyOf('/procurement/shipments/{id}'),
  receiptId: () => anyOf('/procurement/receipts/{id}'),
  documentId: () => anyOf('/handover/handovers/{id}'),
  waybillId: () => anyOf('/handover/waybills/{id}'),
  phoneId: () => anyOf('/gateway/phones/{id}/loss', 'POST'),
  allocationId: () => anyOf('/handover/allocations/{id}'),
};

function anyOf(path: string, method = 'GET'): string {
  const found = shown.find(({ name }) => name === `${method} /api${path}`);
  const [parameter] = (found?.operation.parameters ?? []).filter((one) => one.in === 'path');
  if (!parameter) throw new Error(`The API page has no GET /api${path}.`);
  return String(exampleOf(parameter));
}

const sent = (one: Shown): Request => requestOf(one, (name) => filters[name]?.());

const answerTo = (request: Request, token = ours): Promise<Answer> => send(play.stack.baseUrl, request, token);

/** What belongs to the other world, to look for in answers and tables: ids and words. */
async function othersWords(): Promise<string[]> {
  const auditor = play.cast.as('auditor');
  const devices = await auditor.get<{ items: { id: string; serial: string | null; tag: string | null }[] }>(
    '/assets/devices?limit=200',
  );
  const papers = await Promise.all(
    ['allocations', 'waybills', 'handovers', 'deeds'].map((kind) =>
      auditor.get<{ items: { id: string; number: string }[] }>(`/handover/${kind}?limit=200`),
    ),
  );
  const receipts = await auditor.get<{ items: { id: string; number: string }[] }>('/procurement/receipts?limit=200');
  const { people, orgUnits, places } = ids;
  const words = [
    ...devices.items.flatMap(({ id, serial, tag }) => [id, serial, tag]),
    ...[...papers, receipts].flatMap(({ items }) => items.flatMap(({ id, number }) => [id, number])),
    ...[people['unitHead']!, people['deputy']!, orgUnits['pmhMbujiMayi']!, orgUnits['cpKasaiOriental']!],
    ...[places['pmhMbujiMayi']!, places['mbujiMayi']!, places['store']!, 'PNC-PMH-MBM', 'PMH de Mbuji-Mayi'],
  ];
  return words.filter((word) => word !== null);
}

describe('a foreign id over HTTP', () => {
  it('can be sent by every path and every filter that takes an id', () => {
    const lacking = shown.flatMap(({ name, operation }) =>
      (operation.parameters ?? [])
        .filter((one) => one.in === 'path' || (one.in === 'query' && /(Id|^ids)$/.test(one.name)))
        .filter((one) => exampleOf(one) === undefined && filters[one.name] === undefined)
        .map((one) => `${name}: ${one.name}`),
    );
    expect(lacking).toEqual([]);
  });

  it('is answered like an id that nobody has, by every operation', async () => {
    const words = await othersWords();
    const differences: string[] = [];
    const leaks: string[] = [];
    let swapped = 0;
    // A phone is known by its key: whoever sends what it signed is the phone.
    for (const operation of shown.filter(({ path }) => !bySignature.test(path))) {
      const request = sent(operation);
      const unknown = withUnknownIds(request, shared);
      const foreign = await answerTo(request);
      if (unknown.request.url !== request.url || unknown.request.body !== request.body) {
        swapped += 1;
        const [given, expected] = [
          plain(foreign),
          plain(await answerTo(unknown.request), (text) => unknown.back(text)),
        ];
        if (given !== expected) differences.push(`${operation.name}\n  foreign ${given}\n  unknown ${expected}`);
      }
      const said = `${request.url} ${request.body ?? ''}`;
      leaks.push(
        ...words
          .filter((word) => foreign.text.includes(word) && !said.includes(word))
          .map((word) => `${operation.name} says ${word}: ${foreign.text.slice(0, 300)}`),
      );
    }
    expect(differences).toEqual([]);
    expect(leaks).toEqual([]);
    expect(swapped).toBeGreaterThan(60);
  }, 120_000);

  it('CR-61 an auditor writes nowhere', async () => {
    const auditor = tokens.find(({ key }) => key === 'auditor')!.token;
    const allowed: string[] = [];
    // His own subscriptions, sessions and tokens change nothing that anybody else reads.
    const own = /^\/api\/(audit\/webhooks|gateway\/(sessions|own-tokens|own-phones))/;
    for (const operation of shown.filter((one) => isWrite(one) && !own.test(one.path))) {
      const { status, text } = await answerTo(sent(operation), auditor);
      if (status !== 403 && !isPublic(operation)) allowed.push(`${operation.name} answered ${status} ${text}`);
    }
    expect(allowed).toEqual([]);
  }, 60_000);

  it('stops what a role allowed within five seconds of its end, withdrawn or run out', async () => {
    const orgUnitId = ids.orgUnits['pmhRubaya']!;
    const withdrawn = await somebodyWith([{ role: 'UNIT_HEAD', orgUnitId }]);
    // Long enough to be read once before it ends, also on a busy machine.
    const ending = new Date(Date.now() + 8_000);
    const expiring = await somebodyWith([{ role: 'UNIT_HEAD', orgUnitId, validTo: ending.toISOString() }]);
    const reads = async (token: string): Promise<number> =>
      (await answerTo({ url: '/api/handover/waybills', method: 'GET', body: undefined, type: undefined }, token))
        .status;
    expect([await reads(withdrawn.token), await reads(expiring.token)]).toEqual([200, 200]);
    const [assignment] = withdrawn.assignments;
    await play.cast.as('administrator').post(`/directory/role-assignments/${assignment}/revocation`, undefined);
    const revokedAt = Date.now();
    for (const [token, from] of [
      [withdrawn.token, revokedAt],
      [expiring.token, ending.getTime()],
    ] as const) {
      for (let askedAt = Date.now(); (await reads(token)) !== 403; askedAt = Date.now()) {
        if (askedAt > from + 5_000) throw new Error('The role still counts.');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }, 30_000);

  it('CR-60 an administrator has no business rights, in writing or in reading', async () => {
    const administrator = tokens.find(({ key }) => key === 'administrator')!.token;
    // What sets an installation up: reference data, not a transition of any device.
    const technical = /\/procurement\/(makers|catalogue-items|awards)|\/audit\/webhooks/;
    const business = shown.filter(({ path }) => /^\/api\/(procurement|assets|handover|audit)\//.test(path));
    const allowed: string[] = [];
    for (const operation of business.filter(({ path }) => !technical.test(path))) {
      const { status, text } = await answerTo(sent(operation), administrator);
      if (status !== 403) allowed.push(`${operation.name} answered ${status} ${text.slice(0, 200)}`);
    }
    expect(allowed).toEqual([]);
  }, 60_000);
});

const bySignature = /^\/api\/gateway\/phones\/\{id\}\/(contacts|quarantine|wiping)$/;

/** Needs no role: the page itself, the way in for the first administrator, and the word of a phone. */
const isPublic = ({ path }: Shown): boolean =>
  path.startsWith('/api/gateway/first-administrator') || bySignature.test(path);

/** Tables without a policy, which hold nothing of any unit. One that is not here and shows a row to nobody fails the test. */
const withoutScope: Record<string, string[]> = {
  directory: ['organisation', 'rule_value'],
  procurement: [...['maker', 'maker_name', 'catalogue_item', 'document_number', 'rule_value']],
  assets: ['document_number', 'tag_series'],
  handover: ['document_number', 'duty_pair', 'organisation', 'rule_value'],
  audit: ['log_head', 'projection', 'projected', 'file'],
};
const ofEveryService = ['migrations', 'relay', 'position'];
/** The heart of each service: the test is only worth something where an unlimited caller finds the other world. */
const heart: Record<string, string[]> = {
  directory: ['organisation_unit', 'person', 'place', 'vetting_result', 'role_assignment', 'outbox', 'idempotency'],
  procurement: ['goods_receipt', 'goods_receipt_line', 'received_serial', 'inspection'],
  assets: ['device', 'device_identifier', 'custody', 'tagging', 'reservation', 'incident'],
  handover: [
    'allocation',
    'allocation_line',
    'waybill',
    'waybill_line',
    'handover',
    'handover_line',
    'deed',
    'exception',
  ],
  audit: ['device', 'device_code', 'device_fact', 'custody', 'fact_log', 'document'],
};

describe('with the application’s filter switched off, row-level security alone', () => {
  /** Rows of each table that hold one of these words, as the running role sees them in this scope. */
  async function rowsWith(service: string, scope: string | null, words: string[]): Promise<Map<string, number>> {
    return withClient(play.stack.adminUrl(service as ServiceName), async (client) => {
      await client.query(`SET ROLE "${service}"`);
      if (scope !== null) await client.query(`SELECT set_config('app.scope', $1, false)`, [scope]);
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')`,
      );
      const counts = new Map<string, number>();
      for (const { name } of tables) {
        // A body of a fact is bytes; its text is looked into as well.
        const text = name === 'fact_log' || name === 'outbox' ? `convert_from(t.body, 'UTF8')` : 't::text';
        const { rows } = await client.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM "${name}" t WHERE $1::text[] = '{}' OR EXISTS (
             SELECT FROM unnest($1::text[]) AS word WHERE strpos(${text}, word) > 0)`,
          [words],
        );
        counts.set(name, rows[0]!.count);
      }
      return counts;
    });
  }
  const found = (counts: Map<string, number>): string[] =>
    [...counts].filter(([, count]) => count > 0).map(([name, count]) => `${name}: ${count}`);

  it.each(Object.keys(heart))('shows %s nothing of the other world', async (service) => {
    const words = await othersWords();
    const everything = await rowsWith(service, '*', words);
    expect(heart[service]!.filter((table) => (everything.get(table) ?? 0) === 0)).toEqual([]);
    const { orgUnits, places } = ids;
    for (const scope of [orgUnits['pmhRubaya']!, `${orgUnits['pmhRubaya']!},${places['pmhRubaya']!}`]) {
      expect(found(await rowsWith(service, scope, words))).toEqual([]);
    }
    // Whoever answers for an award that paid nothing here finds not even the order and the award (domain §8.6).
    const papers = [...words, ids.awards['inl']!, ids.purchaseOrders['demo']!, ...Object.values(ids.orderLines)];
    expect(found(await rowsWith(service, `;${newId()}`, papers))).toEqual([]);
  });

  it.each(Object.keys(heart))('shows %s no row at all when nobody said who asks', async (service) => {
    const counts = await rowsWith(service, null, []);
    for (const table of [...ofEveryService, ...withoutScope[service]!]) counts.delete(table);
    expect(found(counts)).toEqual([]);
  });
});
