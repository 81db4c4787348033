import { createHash, randomUUID } from 'node:crypto';
import { signedPrincipal } from '../../../../test/support/app.ts';
import type { TestPerson } from '../../../../test/support/app.ts';
import type { AuditApp } from '../../test/audit-app.ts';
import { auditApp } from '../../test/audit-app.ts';
import { parties, received } from '../../test/delivery.ts';
import type { Producers } from '../../test/producers.ts';
import { startProducers } from '../../test/producers.ts';
import type { FactsPage } from './facts.dto.js';

let told: Producers;
let audit: AuditApp;
let auditor: TestPerson;

beforeAll(async () => {
  told = await startProducers();
  audit = await auditApp(told.nats);
  auditor = await audit.as({ roles: ['AUDITOR'] });
  await received(told, await parties(told), 200, new Date());
  await audit.caughtUp(told);
});
afterAll(async () => {
  await audit?.close();
  await told?.close();
});

async function pages(query: string): Promise<FactsPage['items']> {
  const items: FactsPage['items'] = [];
  for (let after: string | null = ''; after !== null;) {
    const page = (await auditor.get(`/facts?limit=3${query}${after && `&after=${after}`}`).expect(200))
      .body as FactsPage;
    items.push(...page.items);
    after = page.next;
  }
  return items;
}

it('gives the log page by page, every fact once, in order', async () => {
  const facts = await pages('');
  expect(facts.map(({ position }) => position)).toEqual(facts.map((_, index) => index + 1));
  expect(new Set(facts.map(({ producer }) => producer))).toEqual(new Set(['directory', 'procurement', 'assets']));
});

it('gives one producer’s facts by their own numbers', async () => {
  const facts = await pages('&producer=assets');
  expect(facts.length).toBeGreaterThan(2);
  expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, index) => index + 1));
});

it('cuts a page by bytes as well', async () => {
  const all = (await auditor.get('/facts?limit=500').expect(200)).body as FactsPage;
  expect(all.items.length).toBeGreaterThan(5);
  expect(all.items.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(4_060_000);
});

it('gives the exact bytes of a fact, which have the hash it says', async () => {
  const [registered] = await pages('&type=fact.assets.device-registered.v1');
  const one = (await auditor.get(`/facts/${registered?.factId}`).expect(200)).body as {
    body: string;
    leafHash: string;
  };
  const bytes = Buffer.from(one.body, 'base64');
  const hash = createHash('sha256')
    .update(Buffer.from([0]))
    .update(bytes)
    .digest('base64');
  expect(hash).toBe(one.leafHash);
  const headers = await signedPrincipal(auditor.principal.personId, ['AUDITOR'], 'audit');
  const raw = await fetch(`${audit.url}/facts/${registered?.factId}/bytes`, { headers });
  expect(raw.headers.get('content-type')).toBe('application/cloudevents+json');
  expect(Buffer.from(await raw.arrayBuffer()).equals(bytes)).toBe(true);
  await auditor.get(`/facts/${randomUUID()}`).expect(404);
  await auditor.get(`/facts/1`).expect(400);
});
