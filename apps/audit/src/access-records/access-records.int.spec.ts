import { randomUUID } from 'node:crypto';
import { DirectoryAccessRecordedV1 } from '@dotation/contracts';
import type { AccessRecordedLine } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { signedPrincipal } from '../../../../test/support/app.ts';
import type { AuditApp } from '../../test/audit-app.ts';
import { auditApp } from '../../test/audit-app.ts';
import { openLine } from '../../test/event-line.ts';
import type { Producers } from '../../test/producers.ts';
import { startProducers, until } from '../../test/producers.ts';
import type { AccessRecordPage } from './access-records.dto.js';

let told: Producers;
let audit: AuditApp;
const reader = randomUUID();
let factId: string;

const line = (n: number): AccessRecordedLine => ({
  ...{ accessId: n, readerId: n % 2 ? reader : randomUUID(), tokenId: 'token', kind: n % 3 ? 'LIST' : 'PERSONAL_DATA' },
  ...{ operation: 'GET /people/:id', filter: `{"id":"${n}"}`, purpose: 'DOCUMENT', rows: n, scope: '*' },
  readAt: new Date(Date.UTC(2026, 2, n)).toISOString(),
});

beforeAll(async () => {
  told = await startProducers();
  audit = await auditApp(told.nats, { EVENTS_HEARTBEAT_MS: '100' }, { accessTiming: { look: 50, gather: 300 } });
  const lines = Array.from({ length: 9 }, (_, n) => line(n + 1));
  const [fact] = await told.tellParts(DirectoryAccessRecordedV1, { documentId: uuidv7() }, lines);
  factId = fact?.factId as string;
  await audit.caughtUp(told);
});
afterAll(async () => {
  await audit?.close();
  await told?.close();
});

async function list(query: string): Promise<AccessRecordPage> {
  const auditor = await audit.as({ roles: ['AUDITOR'] });
  return (await auditor.get(`/access-records?${query}`).expect(200)).body as AccessRecordPage;
}

it('lists what was read, newest first, page by page, by reader, kind and time', async () => {
  const first = await list('service=directory&limit=4');
  const rest = await list(`service=directory&limit=10&after=${first.next}`);
  expect([...first.items, ...rest.items].map(({ accessId }) => accessId)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(first.items[0]).toMatchObject({ readerId: reader, filter: { id: '9' }, purpose: 'DOCUMENT', rows: 9 });
  const ids = async (query: string) => (await list(`service=directory&${query}`)).items.map(({ accessId }) => accessId);
  expect(await ids(`readerId=${reader}`)).toEqual([9, 7, 5, 3, 1]);
  expect(await ids('kind=PERSONAL_DATA')).toEqual([9, 6, 3]);
  expect(await ids('from=2026-03-02T00:00:00Z&to=2026-03-04T00:00:00Z')).toEqual([3, 2]);
});

it('is told within its time what audit’s own readers read, from audit’s own facts', async () => {
  const auditor = await audit.as({ roles: ['AUDITOR'] });
  await auditor.get('/facts?limit=1').expect(200);
  const { personId } = auditor.principal;
  await until(async () => (await list(`readerId=${personId}`)).items.length === 1);
  expect((await list(`readerId=${personId}`)).items[0]).toMatchObject({
    ...{ service: 'audit', kind: 'AUDITOR_READ', operation: 'GET /facts', filter: { limit: '1' }, rows: 1 },
  });
});

it.each(['DISPATCHER', 'DONOR', 'DATA_STEWARD', 'EUM_OFFICER', 'SYS_ADMIN', 'UNIT_HEAD'])(
  'CR-61 hides from %s who read what: in the list, in the log, and in the stream',
  async (role) => {
    const person = await audit.as({ roles: [role] });
    await person.get('/access-records').expect(403);
    for (const path of [`/facts/${factId}`, `/facts/${factId}/bytes`])
      expect([403, 404]).toContain((await person.get(path)).status);
    const log = await person.get('/facts?limit=100');
    expect(log.text).not.toContain('access-recorded');
    if (role === 'SYS_ADMIN') return;
    const headers = await signedPrincipal(person.principal.personId, [role], 'audit');
    const events = await openLine(`${audit.url}/events?after=0`, headers);
    await until(async () => Number(events.lastEventId) > 0 || events.comments > 1);
    expect(JSON.stringify(events.events)).not.toContain('access-recorded');
    events.close();
  },
);

it('shows an investigator the fact itself', async () => {
  const investigator = await audit.as({ roles: ['INVESTIGATOR'] });
  await investigator.get(`/facts/${factId}`).expect(200);
});
