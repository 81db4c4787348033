import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, everyPage, newId } from '../../tools/journey/client.ts';
import { seedDemo, seedReference } from '../../tools/seed/main.ts';
import { startStack, type Stack } from '../../tools/stack/stack.ts';

let stack: Stack;
let installation: Client;

beforeAll(async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'dotation-seed-'));
  stack = await startStack({ stateDir, demo: true, durable: false });
  installation = new Client(stack.baseUrl, stack.secrets.bootstrapToken, 'the installation');
}, 180_000);

afterAll(() => stack?.destroy());

it('gives an empty installation its provinces and makers, once, however often it is filled', async () => {
  await seedReference(installation);
  await seedReference(installation);
  expect(await everyPage(installation, '/directory/places?kind=PROVINCE')).toHaveLength(26);
  const hp = await installation.get<{ items: unknown[] }>('/procurement/makers?name=Hewlett%20Packard');
  expect(hp.items).toMatchObject([{ name: 'HP' }]);
});

it('leaves such an installation without people, and the bootstrap token good for the first administrator', async () => {
  await expect(installation.post('/gateway/tokens', {})).rejects.toMatchObject({ status: 401 });
});

it('fills a demo over it, and the same again changes nothing', async () => {
  const options = { baseUrl: stack.baseUrl, bootstrapToken: stack.secrets.bootstrapToken, stateDir: stack.stateDir };
  const first = await seedDemo(options);
  const auditor = new Client(stack.baseUrl, first.tokens.find(({ key }) => key === 'auditor')?.token ?? '');
  const lists = ['/directory/places', '/directory/organisation-units', '/procurement/purchase-orders'];
  const before = await Promise.all(lists.map((list) => everyPage(auditor, list)));

  expect(await seedDemo(options)).toEqual(first);
  expect(await Promise.all(lists.map((list) => everyPage(auditor, list)))).toEqual(before);

  const tokens = join(stack.stateDir, 'demo-tokens.json');
  expect(statSync(tokens).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(tokens, 'utf8'))).toEqual(first.tokens);
  expect(JSON.parse(readFileSync(join(stack.stateDir, 'demo-ids.json'), 'utf8'))).toEqual(first.ids);
}, 60_000);

it('takes the bootstrap token’s rights once the administrator is at work', async () => {
  const place = { kind: 'SITE', name: 'Elsewhere', access: 'NORMAL' };
  await expect(installation.post('/directory/places', place, { key: newId() })).rejects.toMatchObject({ status: 401 });
});
