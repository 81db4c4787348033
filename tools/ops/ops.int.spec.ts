import { PlaceRecordedV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { AuditApp } from '../../apps/audit/test/audit-app.ts';
import { auditApp } from '../../apps/audit/test/audit-app.ts';
import type { Producers } from '../../apps/audit/test/producers.ts';
import { startProducers, until } from '../../apps/audit/test/producers.ts';
import { listLetters, prettyBytes, retryLetter, showLetter } from './dead-letters.ts';
import type { Installation } from './installation.ts';
import { withDatabase } from './installation.ts';
import { lettersText, letterText, statusText } from './print.ts';
import { read } from './read.ts';
import { findingsOf } from './status.rules.ts';

let told: Producers;
let audit: AuditApp;
let installation: Installation;

beforeAll(async () => {
  told = await startProducers();
  audit = await auditApp(told.nats);
  const { workerUrl: databaseUrl, ownerUrl } = audit.database;
  installation = {
    places: [{ service: 'audit', url: audit.url, databaseUrl, ownerUrl }],
    natsUrl: told.nats.url,
  };
  const placeId = uuidv7();
  const place = { placeId, kind: 'STORE', name: 'Goma', access: 'NORMAL' as const, accessFrom: '2026-01-01T00:00:00Z' };
  await told.tell(PlaceRecordedV1, placeId, place);
  await audit.caughtUp(told);
});
afterAll(async () => {
  await audit?.close();
  await told?.close();
});

const codes = async (): Promise<string[]> => findingsOf(await read(installation)).map(({ code }) => code);

it('says that all is well when it is', async () => {
  const reading = await read(installation);
  expect(findingsOf(reading)).toEqual([]);
  expect(statusText(reading, [])).toMatch(/audit .*ready[\s\S]*projected 1 of 1[\s\S]*directory 1 [\s\S]*All is well/);
});

it('lists a message that is no fact, shows its bytes, and has the reader try it again', async () => {
  const body = Buffer.concat([Buffer.from('{"not a fact":'), Buffer.from([0xff, 0x00, 0x1b])]);
  await told.publishRaw('directory', 'fact.directory.nonsense.v1', body);
  await until(async () => (await codes()).includes('dead-letters'));
  const [letter, ...more] = await listLetters(installation, false);
  expect(more).toEqual([]);
  expect(letter).toMatchObject({ id: 'audit/directory/2', type: 'fact.directory.nonsense.v1', tries: 1 });
  expect(lettersText([letter as never])).toContain('audit/directory/2');
  const shown = await showLetter(installation, 'audit/directory/2');
  expect(shown?.body.equals(body)).toBe(true);
  expect(letterText(shown as never, prettyBytes(shown?.body as Buffer))).toContain('7b 22 6e 6f 74');
  expect(await retryLetter(installation, 'audit/directory/2')).toBe(true);
  await until(async () => (await listLetters(installation, false))[0]?.tries === 2);
  expect(await retryLetter(installation, 'audit/directory/99')).toBe(false);
  expect(await retryLetter(installation, '../etc/passwd')).toBe(false);
  expect(await showLetter(installation, 'gateway/assets/1')).toBeNull();
});

it('says when broker, database and process cannot be reached', async () => {
  const nowhere = 'postgres://audit_worker:x@127.0.0.1:1/audit';
  const gone: Installation = {
    places: [{ service: 'audit', url: 'http://127.0.0.1:1', databaseUrl: nowhere, ownerUrl: nowhere }],
    natsUrl: 'nats://127.0.0.1:1',
  };
  const findings = findingsOf(await read(gone));
  expect(findings.map(({ code }) => code)).toEqual(['database-unreachable', 'broker-unreachable', 'service-down']);
  expect(findings[0]?.text).toBe('PostgreSQL cannot be reached: nothing listens there.');
  // Something else on the broker's port is not a broker.
  const wrong = await read({ ...installation, natsUrl: audit.url.replace('http', 'nats') });
  expect(wrong.broker).not.toBeNull();
});

it('names the fact a stopped projection stands before', async () => {
  await withDatabase(installation.places[0]?.databaseUrl as string, (source) =>
    source.query(`UPDATE projection SET stopped_reason = 'cannot be read', stopped_at = now()`),
  );
  expect(findingsOf(await read(installation)).map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^The projections stopped before position 2 .*cannot be read/),
  );
});

it('bytes are shown so that a terminal takes no orders from them', () => {
  expect(prettyBytes(Buffer.from('{"a":1}'))).toBe('{\n  "a": 1\n}');
  expect(prettyBytes(Buffer.from('plain \u001b[31m text'))).toBe('plain \\u{1b}[31m text');
  expect(prettyBytes(Buffer.from([0xc3, 0x28]))).toBe(`000000  ${'c3 28'.padEnd(47)}  .(`);
});
