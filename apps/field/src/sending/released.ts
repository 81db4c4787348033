import { newId } from '../ids.js';
import { keepItem, now } from '../store/state.js';
import { nextSeq } from '../store/vault.js';
import { ask, type Session } from './api.js';
import type { Item } from './outbox.rules.js';

interface Released {
  id: string;
  method: 'POST' | 'PUT';
  path: string;
  body: Record<string, unknown>;
  madeAt: string;
}

const everyMs = 10 * 60_000;
let askedAt = -Infinity;

/**
 * CR-63: what its person had not sent from a phone that was lost, and another person released. It is shown, and goes when its person
 * says so: it may have been the finder who made it. Its id is the one it had there, so it happens once.
 */
export async function fetchReleased({ personId }: Session, asked: boolean): Promise<void> {
  if (!asked && performance.now() - askedAt < everyMs) return;
  const { status, body } = await ask('/api/gateway/own-phones/released-commands?limit=200');
  if (status !== 200) return;
  askedAt = performance.now();
  const known = new Set(now().items.map(({ id }) => id));
  for (const { id, method, path, body: said, madeAt } of (body as { items: Released[] }).items) {
    if (known.has(id)) continue;
    await keepItem({
      ...{ id, seq: await nextSeq(), group: id, personId, method, path, body: said, files: [], madeAt, label: '' },
      ...{ state: 'RELEASED', attempts: 0, released: 'FETCHED' },
    });
  }
}

/** Tells the server what was sent of it, until it has heard. */
export async function tellSent({ csrf }: Session): Promise<void> {
  const untold = now().items.filter(({ state, released }) => state === 'SENT' && released === 'FETCHED');
  for (const item of untold) if (await isHeard(item, csrf)) await keepItem({ ...item, released: 'TOLD' });
}

async function isHeard({ id }: Item, csrf: string): Promise<boolean> {
  const { status } = await ask(`/api/gateway/own-phones/released-commands/${id}/sending`, {
    method: 'POST',
    headers: { 'idempotency-key': newId(), 'x-csrf-token': csrf },
  });
  return status === 201 || status === 404;
}
