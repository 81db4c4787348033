import { ownSession } from '../phone/own-session.js';
import { phoneWords, registerPhone } from '../phone/phone.js';
import { afterWrites, keepItem, now, set } from '../store/state.js';
import { vault } from '../store/vault.js';
import { ask, type Session } from './api.js';
import { nextOf, pauseMs, verdictOf, type Item, type Verdict } from './outbox.rules.js';
import { refresh } from './refresh.js';
import { fetchReleased, tellSent } from './released.js';

let failures = 0;
let notBefore = 0;
let again = false;

/**
 * Sends what waits, one after the other. One tab of the browser at a time; `asked` is a person's tap, which does not wait for
 * a pause to end.
 */
export async function flush(asked = false): Promise<void> {
  if (now().phase !== 'OPEN' || (!asked && Date.now() < notBefore)) return;
  await navigator.locks.request('dotation-outbox', { ifAvailable: true }, async (lock) => {
    // Whoever taps while it is at work means what he added meanwhile: it goes once more, at once.
    again = !lock;
    if (!lock) return;
    do {
      again = false;
      await contact(asked);
    } while (again);
  });
}

async function contact(asked: boolean): Promise<void> {
  // Another tab may have sent and signed meanwhile: what lies on the phone counts.
  set({ items: await afterWrites(() => vault.items()) });
  if ((await phoneWords()) === 'ERASED') return;
  const who = await ownSession();
  if (who === undefined) return later('OFFLINE');
  if (who === null) return set({ connection: 'SIGN_IN' });
  if (who.personId !== now().personId) return set({ phase: 'OTHER_PERSON' });
  await registerPhone(who);
  set({ connection: 'ONLINE', lastContact: new Date().toISOString() });
  await fetchReleased(who, asked);
  for (let item = nextOf(now().items, who.personId); item; item = nextOf(now().items, who.personId)) {
    const verdict = await sendOne(item, who);
    if (verdict === 'SIGN_IN') return set({ connection: 'SIGN_IN' });
    if (verdict === 'LATER') return later(navigator.onLine ? 'BUSY' : 'OFFLINE');
  }
  failures = 0;
  notBefore = 0;
  await tellSent(who);
  await refresh();
}

function later(connection: 'OFFLINE' | 'BUSY'): void {
  failures += 1;
  // Without a network the next sign of one starts it again; only a server that is there is spared.
  notBefore = connection === 'BUSY' ? Date.now() + pauseMs(failures) : 0;
  set({ connection });
}

async function sendOne(item: Item, who: Session): Promise<Verdict> {
  for (const hash of item.files) {
    const content = await vault.file(hash);
    if (!content) continue;
    const { status, body } = await ask(`/api/audit/files/${hash}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream', 'x-csrf-token': who.csrf },
      body: content,
    });
    const verdict = verdictOf(status, codeOf(body));
    if (verdict === 'REFUSED') return refused(item, body);
    if (verdict !== 'SENT') return verdict;
    // Kept until the command that names it is through, and not longer.
  }
  const { status, body } = await ask(item.path, {
    method: item.method,
    headers: { 'content-type': 'application/json', 'idempotency-key': item.id, 'x-csrf-token': who.csrf },
    body: JSON.stringify(item.body),
  });
  const verdict = verdictOf(status, codeOf(body));
  if (verdict === 'REFUSED') return refused(item, body);
  if (verdict !== 'SENT') {
    await keepItem({ ...item, attempts: item.attempts + 1 });
    return verdict;
  }
  const { number, status: stands, hold } = (body ?? {}) as { number?: string; status?: string; hold?: string };
  await keepItem({
    ...item,
    state: 'SENT',
    sentAt: new Date().toISOString(),
    answer: { number, status: stands, hold },
  });
  const needed = new Set(now().items.flatMap((one) => (one.state === 'SENT' || one.id === item.id ? [] : one.files)));
  for (const hash of item.files) if (!needed.has(hash)) await vault.dropFile(hash);
  return 'SENT';
}

async function refused(item: Item, body: unknown): Promise<Verdict> {
  const said = (body ?? {}) as { detail?: string; title?: string; rows?: { code?: string; detail?: string }[] };
  const rows = (said.rows ?? []).map(({ code = '', detail = '' }) => ({ code, detail }));
  const problem = { code: codeOf(body), detail: said.detail ?? said.title ?? '', rows };
  await keepItem({ ...item, state: 'REFUSED', attempts: item.attempts + 1, problem });
  return 'REFUSED';
}

function codeOf(body: unknown): string {
  const code = (body as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Sends whenever there is a reason to believe that it works. */
export function keepFlushing(): void {
  const go = (): void => void flush();
  addEventListener('online', () => {
    notBefore = 0;
    go();
  });
  addEventListener('offline', () => set({ connection: 'OFFLINE' }));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') go();
  });
  setInterval(go, 15_000);
}
