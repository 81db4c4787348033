import { argon2Sync, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { demoPassword } from '../../tools/seed/main.ts';
import { Browser } from '../support/browser.ts';
import { medianOf, milliseconds, timed, type Figure } from './figures.ts';
import type { Stage } from './stage.ts';

const people = 100;
/** Somebody at work looks at the register some twenty times a second. */
const glanceEveryMs = 50;

/** A hundred people sign in at the same moment; somebody who is at work goes on working. */
export async function signInTogether({ stack, cast, logins }: Stage): Promise<Figure[]> {
  const reader = cast.as('storekeeper');
  const glance = async (): Promise<number> => (await timed(() => reader.get('/assets/devices?limit=50'))).ms;
  const alone = await watch(glance, pause(4_000));
  const home = stack.baseUrl.replace('127.0.0.1', 'localhost');
  const password = demoPassword(stack.secrets.bootstrapToken);
  const all = timed(() =>
    Promise.all(Array.from({ length: people }, (_, index) => signIn(home, logins[index % logins.length]!, password))),
  );
  const during = await watch(glance, all);
  const { ms } = await all;
  // What the passwords alone cost, one after the other: argon2id with the settings of identity.
  const check = await medianOf(10, async () => {
    const nonce = randomBytes(16);
    const cost = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 };
    argon2Sync('argon2id', { message: 'quatre tambours verts', nonce, ...cost });
  });
  const floor = check * people;
  return [
    {
      what: `${people} people sign in at once (OpenID redirects, password, session)`,
      measured: milliseconds(ms),
      floor: `${milliseconds(floor)}: ${people} argon2id hashes on one processor`,
      ratio: floor / ms,
      aim: '–',
      reached: null,
    },
    {
      what: 'a list of 50 devices meanwhile, p95',
      measured: milliseconds(p95(during)),
      floor: `${milliseconds(p95(alone))}: the same with nobody signing in`,
      ratio: p95(alone) / p95(during),
      aim: 'under 500 ms',
      reached: p95(during) < 500,
    },
  ];
}

async function signIn(home: string, login: string, password: string): Promise<void> {
  const browser = new Browser(home);
  const page = await browser.open('/auth/login?returnTo=/api/gateway/session');
  const done = await browser.submit(page, '/password', { login, password });
  if (done.status !== 200 || !done.html.includes(login))
    throw new Error(`${login} is not in: ${done.status} ${done.url}`);
}

async function watch(glance: () => Promise<number>, until: Promise<unknown>): Promise<number[]> {
  const seen: number[] = [];
  const over = { now: false };
  void until.finally(() => (over.now = true)).catch(() => undefined);
  while (!over.now) {
    seen.push(await glance());
    await pause(glanceEveryMs);
  }
  return seen;
}

function p95(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}
