import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoToken } from '../../tools/seed/main.ts';
import { newId } from '../../tools/journey/client.ts';
import { g1 } from '../../tools/journey/g1.ts';
import { silentStory } from '../../tools/journey/story.ts';
import { exampleOf, isWrite, readPage, unsendable, type Answer, type Shown } from './page.ts';
import { beginPlay, type Play } from './play.ts';
import { gaps } from './privileges/compare.ts';
import { readTable } from './privileges/table.ts';

// "One merged page with examples that work when pasted": each operation is sent as the page shows it, by the person it names.

/** Whoever has no role to name may read with any token; the auditor’s sees every unit. */
const anybody = 'AUDITOR';

let play: Play;
let tokens: DemoToken[];
let shown: Shown[];

beforeAll(async () => {
  play = await beginPlay();
  // Whoever follows the README plays a journey before the page of the API is opened.
  await g1(play.cast, silentStory, join(import.meta.dirname, '..', 'samples', 'g1-liste-de-colisage.csv'));
  tokens = JSON.parse(readFileSync(join(play.stack.stateDir, 'demo-tokens.json'), 'utf8')) as DemoToken[];
  shown = await readPage(play.stack.baseUrl);
}, 180_000);
afterAll(() => play?.end(), 60_000);

/** What stands nowhere on the page although the operation cannot be sent without it. */
function lacking({ name, operation }: Shown): string[] {
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.required || parameter.in === 'path');
  const bodies = Object.values(operation.requestBody?.content ?? {}).slice(0, 1);
  return [
    ...parameters.filter((parameter) => exampleOf(parameter) === undefined).map((parameter) => parameter.name),
    ...bodies.filter(({ example }) => example === undefined).map(() => 'body'),
  ].map((what) => `${name}: ${what}`);
}

/** As the page builds it: every parameter with an example, and the example of the first kind of body. */
async function paste(one: Shown): Promise<Answer> {
  const [type, media] = Object.entries(one.operation.requestBody?.content ?? {})[0] ?? [];
  const body = typeof media?.example === 'string' ? media.example : JSON.stringify(media?.example);
  return send(one, media && body, type ? { 'content-type': type } : {});
}

/** As a browser sends the page's form; another way to say the same is another request, so it has a key of its own. */
async function pasteForm(one: Shown): Promise<Answer> {
  const form = new FormData();
  for (const [name, { format, example }] of Object.entries(formOf(one) ?? {}))
    form.set(name, format === 'binary' ? new Blob([String(example)], { type: 'text/csv' }) : String(example));
  return send(one, form, isWrite(one) ? { 'Idempotency-Key': newId() } : {});
}

const formOf = ({ operation }: Shown): Record<string, { format?: string; example?: unknown }> | undefined =>
  operation.requestBody?.content['multipart/form-data']?.schema?.properties;

async function send(
  { method, path, operation }: Shown,
  body: string | FormData | undefined,
  own: Record<string, string>,
): Promise<Answer> {
  const role = operation['x-roles']?.[0] ?? anybody;
  const token = tokens.find((person) => person.role === role) ?? tokens.find((person) => person.role === anybody);
  const headers: Record<string, string> = { authorization: `Bearer ${token?.token}` };
  const url = new URL(path, play.stack.baseUrl);
  let address = path;
  for (const parameter of operation.parameters ?? []) {
    const example = exampleOf(parameter);
    if (example === undefined) continue;
    if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, encodeURIComponent(String(example)));
    else if (parameter.in === 'query') url.searchParams.set(parameter.name, String(example));
    else headers[parameter.name] = String(example);
  }
  url.pathname = address;
  const answer = await fetch(url, { method, headers: { ...headers, ...own }, ...(body && { body }) });
  return { status: answer.status, text: answer.ok ? '' : await answer.text() };
}

async function refusedOf(operations: Shown[], pasted = paste): Promise<string[]> {
  const refused: string[] = [];
  for (const one of operations) {
    const { status, text } = await pasted(one);
    if (status < 200 || status > 299) refused.push(`${one.name} answered ${status} ${text}`);
  }
  return refused;
}

const sendable = (): Shown[] => shown.filter(({ name }) => !(name in unsendable));

it('shows an example of everything an operation cannot be sent without', () => {
  expect(shown.length).toBeGreaterThan(90);
  expect(shown.flatMap(lacking)).toEqual([]);
});

it('skips only operations that there are', () => {
  expect(Object.keys(unsendable).filter((name) => !shown.some((one) => one.name === name))).toEqual([]);
});

/** Written by hand: approvals, roles, rules, corrections, accounts, secrets, and what leaves with personal data. */
const secondFactorFor = [
  ...['audit_rotateWebhookSecret', 'audit_subscribeWebhook'],
  ...['directory_confirmCorrection', 'directory_confirmGrant', 'directory_confirmRuleValue'],
  ...['directory_deactivatePerson', 'directory_findPeople', 'directory_nameHead'],
  ...['directory_grantRole', 'directory_grantWaiver', 'directory_proposeCorrection', 'directory_proposeRuleValue'],
  ...['directory_reactivatePerson', 'directory_recordSystem', 'directory_revokeRole', 'directory_revokeWaiver'],
  ...['gateway_endPersonsSession', 'gateway_endPersonsSessions', 'gateway_issueToken', 'gateway_revokeToken'],
  ...['gateway_endSubjectLink', 'gateway_linkSubject'],
  ...['gateway_issueOwnToken', 'gateway_rotateToken'],
  ...['gateway_reportLoss', 'gateway_reviewQuarantined'],
  ...['handover_approveAllocation', 'handover_approveRelease', 'handover_grantAccessOverride'],
  ...['identity_createAccount', 'identity_disableAccount', 'identity_enableAccount', 'identity_resetAccount'],
  'procurement_resolveInvoice',
  ...['assets_confirmVoid', 'procurement_approveLegacyList', 'procurement_approveRequisition'],
  'procurement_acceptSubstitute',
  'procurement_approveOrderProposal',
  ...['procurement_confirmMatrix', 'procurement_proposeMatrix'],
  ...['procurement_resolveScreenedName', 'procurement_resolveScreenedRow'],
];

it('asks who signed in for a second factor where these operations are meant, and nowhere else', () => {
  const asked = shown.filter(({ operation }) => operation['x-step-up']).map(({ operation }) => operation.operationId);
  expect(asked.sort()).toEqual(secondFactorFor.toSorted());
});

it('has a line for each operation in the tables of who may use it', () => {
  expect(
    gaps(
      shown.map(({ name }) => name),
      readTable(),
    ),
  ).toEqual([]);
});

it('has a key of its own for each write', () => {
  const keys = shown.flatMap(({ operation }) =>
    (operation.parameters ?? []).filter(({ name }) => name === 'Idempotency-Key').map(exampleOf),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

it('does what each example says when it is pasted', async () => {
  expect(await refusedOf(sendable())).toEqual([]);
}, 60_000);

it('takes a supplier’s file in a form as the page shows it', async () => {
  const forms = sendable().filter((one) => formOf(one) !== undefined);
  expect(forms.length).toBeGreaterThanOrEqual(3);
  expect(await refusedOf(forms, pasteForm)).toEqual([]);
}, 60_000);

it('gives the first answer again when a write is pasted a second time', async () => {
  expect(await refusedOf(sendable().filter(isWrite))).toEqual([]);
}, 60_000);
