import { now, set } from '../store/state.js';
import type { Held, Mandate, Snapshot } from '../store/snapshot.js';
import { vault } from '../store/vault.js';
import { ask } from './api.js';

/** Asks whether anything is new; most of the time the answer is 304 and a few hundred bytes. */
export async function refresh(): Promise<void> {
  const before = now().held;
  const headers: Record<string, string> = before ? { 'if-none-match': before.etag } : {};
  const { status, body, etag } = await ask('/api/handover/field-snapshot', { headers });
  if (status === 304 && before) {
    const held = { ...before, at: new Date().toISOString() };
    return set({ held });
  }
  if (status !== 200 || !body) return;
  const snapshot = body as Snapshot;
  const { names, ranks } = await namesOf(snapshot);
  const mandates = await mandatesOf(snapshot);
  const known = { names: { ...before?.names, ...names }, ranks: { ...before?.ranks, ...ranks } };
  const held: Held = { snapshot, etag: etag ?? '', ...known, mandates, at: new Date().toISOString() };
  await vault.keepHeld(held);
  set({ held });
}

/** Names are read for display, which the server records. */
async function namesOf({ personId, units, consignments }: Snapshot): Promise<Pick<Held, 'names' | 'ranks'>> {
  const people = [
    personId,
    ...units.map((unit) => unit.headPersonId),
    ...consignments.map((one) => one.officerPersonId),
  ];
  const ids = [...new Set(people.flatMap((id) => id ?? []))].slice(0, 200);
  const { status, body } = await ask(`/api/directory/people?ids=${ids.join(',')}&purpose=DISPLAY`);
  if (status !== 200) return { names: {}, ranks: {} };
  const { items } = body as { items: { id: string; displayName?: string; rankText: string | null }[] };
  return {
    names: Object.fromEntries(items.flatMap(({ id, displayName }) => (displayName ? [[id, displayName]] : []))),
    ranks: Object.fromEntries(items.flatMap(({ id, rankText }) => (rankText ? [[id, rankText]] : []))),
  };
}

async function mandatesOf({ personId, units }: Snapshot): Promise<Mandate[]> {
  const lists = await Promise.all(
    units.map(async ({ id }) => {
      const { status, body } = await ask(`/api/directory/mandates?orgUnitId=${id}&limit=200`);
      return status === 200 ? (body as { items: Mandate[] }).items : [];
    }),
  );
  return lists.flat().filter(({ toPersonId }) => toPersonId === personId);
}
