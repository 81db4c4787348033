import { base64url, newId, sha256 } from '../ids.js';
import { ask, type Session } from '../sending/api.js';
import { set } from '../store/state.js';
import { isTooLarge, parts, wordOf, type Unsent } from './batch.rules.js';
import { eraseAll, meta, setMeta, vault, type PhoneKey } from '../store/vault.js';

// Decision 20: the phone has a key pair whose private half nobody can read. With it the phone says that a session is on it,
// asks what it has to do, and, once it was reported lost, hands over what it had not sent and erases itself.
type Word = 'contact' | 'session' | 'quarantine' | 'wiping';

async function signature(id: string, keys: CryptoKeyPair, word: Word, payload: string): Promise<string> {
  const text = ['dotation phone v1', id, word, await sha256(payload)].join('\n');
  const way = { name: 'ECDSA', hash: 'SHA-256' };
  return base64url(new Uint8Array(await crypto.subtle.sign(way, keys.privateKey, new TextEncoder().encode(text))));
}

let boundSession = '';

/** Registers this phone and says that the session is on it. Without an answer it is done the next time. */
export async function registerPhone(who: Session): Promise<void> {
  if (boundSession === who.sessionId) return;
  const phone = (await meta('phone')) ?? { id: newId(), keys: await newKeys(), registered: false };
  await setMeta('phone', phone);
  const headers = { 'content-type': 'application/json', 'x-csrf-token': who.csrf };
  if (!phone.registered) {
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', phone.keys.publicKey);
    const label = navigator.userAgent.match(/Android[^;)]*;?[^;)]*/)?.[0].slice(0, 100) ?? 'Navigateur';
    const body = JSON.stringify({ label, publicKey: { kty, crv, x, y } });
    const { status } = await ask('/api/gateway/own-phones', {
      ...{ method: 'POST', headers: { ...headers, 'idempotency-key': phone.id }, body },
    });
    if (status !== 201 && status !== 200) return;
    await setMeta('phone', { ...phone, registered: true });
  }
  set({ installationId: phone.id });
  const signed = await signature(phone.id, phone.keys, 'session', who.sessionId);
  const { status } = await ask(`/api/gateway/own-phones/${phone.id}/sessions`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': newId() },
    body: JSON.stringify({ signature: signed }),
  });
  if (status === 201) boundSession = who.sessionId;
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
}

async function say(
  { id, keys }: PhoneKey,
  word: Word,
  path: string,
  field: string,
  payload: string,
): Promise<{ status: number; body: unknown }> {
  return ask(`/api/gateway/phones/${id}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ [field]: payload, signature: await signature(id, keys, word, payload) }),
  });
}

/** Asks what this phone has to do, with no session; a lost one sends what it had, then erases everything (CR-63). */
export async function phoneWords(): Promise<'GO_ON' | 'ERASED'> {
  const phone = await meta('phone');
  if (!phone?.registered) return 'GO_ON';
  set({ installationId: phone.id });
  const orders = await say(phone, 'contact', 'contacts', 'sentAt', new Date().toISOString());
  if (orders.status !== 200 || !(orders.body as { wipe?: boolean }).wipe) return 'GO_ON';
  const unsent = (await vault.items())
    .filter(({ state }) => state === 'WAITING' || state === 'REFUSED')
    .map(({ id, method, path, body, madeAt }): Unsent => ({ id, method, path, body, madeAt }));
  // Until all of it is kept there, or at least what it was, nothing is erased here.
  const handed = await Promise.all(unsent.map((row) => (isTooLarge(row) ? inAWord(row) : row)));
  for (const part of parts(handed)) if (!(await isKept(phone, part))) return 'GO_ON';
  await eraseAll({ erased: phone });
  set({ phase: 'ERASED', held: null, drafts: [], items: [] });
  await sayErased();
  return 'ERASED';
}

/** Said until the server has heard it; then the key goes too. */
export async function sayErased(): Promise<boolean> {
  const phone = await meta('erased');
  if (!phone) return false;
  const { status } = await say(phone, 'wiping', 'wiping', 'wipedAt', new Date().toISOString());
  if (status === 200) await eraseAll();
  return true;
}

const inAWord = async (row: Unsent): Promise<Unsent> => wordOf(row, await sha256(JSON.stringify(row.body)));

/**
 * One command that the server will never keep holds up neither the others nor the erasing: it is found by sending each alone, and
 * then told of. Only what is refused even as a word about itself is lost with the phone.
 */
async function isKept(phone: PhoneKey, part: Unsent[]): Promise<boolean> {
  const { status } = await say(phone, 'quarantine', 'quarantine', 'batch', JSON.stringify(part));
  if (status === 200) return true;
  if (status !== 422 && status !== 413) return false;
  const [row] = part;
  if (part.length > 1) {
    for (const one of part) if (!(await isKept(phone, [one]))) return false;
    return true;
  }
  return !row || row.complete === false || isKept(phone, [await inAWord(row)]);
}
