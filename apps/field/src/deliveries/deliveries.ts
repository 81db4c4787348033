import { newId, sha256 } from '../ids.js';
import { codeOf } from '../codes/code.rules.js';
import type { Item } from '../sending/outbox.rules.js';
import type { Consignment } from '../store/snapshot.js';
import { addDraft, afterWrites, changeDraft, draftOf, keepItem, now, set } from '../store/state.js';
import { commit, nextSeq, vault } from '../store/vault.js';
import { acknowledgement, filesOf, type Signing } from './command.rules.js';
import { hear, lineOf, newDraft, type Draft, type Heard } from './draft.rules.js';

/** What is under way and not on its way back to the server already. */
export function toReceive(): Consignment[] {
  const { held, drafts, items } = now();
  const busy = new Set([
    ...drafts.map(({ waybillId }) => waybillId),
    ...items.flatMap(({ state, sentAt, group }) =>
      state === 'WAITING' || (state === 'SENT' && (sentAt ?? '') > (held?.at ?? '')) ? [group] : [],
    ),
  ]);
  // Where only quantities wait (AM-9), there is nothing this app can read yet.
  const consignments = held?.snapshot.consignments ?? [];
  return consignments.filter(({ waybillId, expected }) => !busy.has(waybillId) && expected > 0);
}

/** The draft of this delivery, begun now if there is none. */
export function draftFor(consignment: Consignment): Draft {
  const before = now().drafts.find(({ waybillId }) => waybillId === consignment.waybillId);
  if (before) return before;
  const draft = newDraft(newId(), consignment, new Date());
  addDraft(draft);
  return draft;
}

export async function hashFor({ salt }: Consignment, code: string): Promise<string> {
  return (await sha256(`${salt}:${code}`)).slice(0, 32);
}

/** Scans follow each other in the order they were made, however long a hash takes. */
let hearing: Promise<unknown> = Promise.resolve();
export function read(draftId: string, text: string, how: 'SCAN' | 'READ'): Promise<Heard | null> {
  const next = hearing.then(async () => {
    const draft = draftOf(draftId);
    if (!draft || codeOf(text) === '') return null;
    const hash = await hashFor(draft.consignment, codeOf(text));
    let heard: Heard = 'again';
    changeDraft(draftId, (current) => {
      const result = hear(current, text, hash, how, newId());
      heard = result.heard;
      return result.draft;
    });
    return heard;
  });
  hearing = next.catch(() => undefined);
  return next;
}

/** Which delivery announces this code. */
export async function whereIs(text: string): Promise<Consignment | undefined> {
  const code = codeOf(text);
  const known = [...now().drafts.map(({ consignment }) => consignment), ...toReceive()];
  for (const consignment of known) {
    if (lineOf(consignment.lines, code, await hashFor(consignment, code))) return consignment;
  }
  return undefined;
}

/** Puts the signed sheet into the queue, the witness who is entered on the spot before it (AM-1), and ends the draft. */
export async function sign(draft: Draft, signing: Signing, witnessName: string | null): Promise<Item> {
  const personId = now().personId ?? '';
  const madeAt = new Date().toISOString();
  const base = { group: draft.waybillId, personId, madeAt, method: 'POST', state: 'WAITING', attempts: 0 } as const;
  const witnessId = witnessName ? newId() : null;
  const witness: Item[] = witnessId
    ? [
        {
          ...base,
          ...{
            id: witnessId,
            seq: await nextSeq(),
            path: '/api/directory/people',
            files: [],
            label: `witness ${witnessName}`,
          },
          body: { displayName: witnessName },
        },
      ]
    : [];
  const said = { ...signing, witnessId };
  const item: Item = {
    ...base,
    ...{ id: draft.id, seq: await nextSeq(), path: '/api/handover/handovers', label: `pv ${draft.consignment.number}` },
    ...{ body: acknowledgement(draft, said), files: filesOf(draft, said) },
    draft,
  };
  await afterWrites(() => commit([...witness, item], draft.id));
  const { drafts, items } = now();
  set({ drafts: drafts.filter(({ id }) => id !== draft.id), items: [...items, ...witness, item] });
  return item;
}

/** A refused sheet becomes a draft again, under an id of its own: what the server refused stays refused, and stays listed. */
export async function reopen(item: Item): Promise<Draft | null> {
  if (!item.draft) return null;
  const draft: Draft = { ...item.draft, id: newId(), blind: null, updatedAt: new Date().toISOString() };
  await afterWrites(() => vault.keepDraft(draft));
  set({ drafts: [...now().drafts, draft] });
  await keepItem({ ...item, state: 'REPLACED' });
  return draft;
}
