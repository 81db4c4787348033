import { openDB, type IDBPDatabase } from 'idb';
import type { Draft } from '../deliveries/draft.rules.js';
import type { Item } from '../sending/outbox.rules.js';
import type { Held } from './snapshot.js';
import { makeLock, openLock, seal, unseal, waitAfter, waitLeft, type Lock, type Sealed, type Wrong } from './seal.js';

const sealedStores = ['held', 'drafts', 'outbox', 'files'] as const;
type SealedStore = (typeof sealedStores)[number];

/** Readable without the PIN: whose phone it is, its lock, and its key for the words of decision 20. */
interface Meta {
  lock: Lock;
  personId: string;
  wrong: Wrong;
  phone: PhoneKey;
  /** Erased because it was reported lost, and the server has not heard it yet. */
  erased: PhoneKey;
  /** The session last seen here. */
  sessionId: string;
  /** The session that was here when somebody erased the phone: it sets nothing up any more. */
  left: string;
  language: string;
  seq: number;
}

export interface PhoneKey {
  id: string;
  keys: CryptoKeyPair;
  registered: boolean;
}

let database: Promise<IDBPDatabase> | undefined;
let key: CryptoKey | null = null;

function open(): Promise<IDBPDatabase> {
  return (database ??= openDB('dotation-field', 1, {
    upgrade(made) {
      for (const name of ['meta', ...sealedStores]) made.createObjectStore(name);
    },
  }));
}

export async function meta<K extends keyof Meta>(name: K): Promise<Meta[K] | undefined> {
  return (await (await open()).get('meta', name)) as Meta[K] | undefined;
}
export async function setMeta<K extends keyof Meta>(name: K, value: Meta[K]): Promise<void> {
  await (await open()).put('meta', value, name);
}

/** The first PIN of this phone. */
export async function choosePin(pin: string, personId: string): Promise<void> {
  const made = await makeLock(pin);
  await setMeta('lock', made.lock);
  await setMeta('personId', personId);
  key = made.key;
}

/** When the last wrong PIN was said on this page, by a clock that nobody sets; its beginning when there was none. */
let wrongHere = 0;

/** The key, or how long to wait before the next try: 0 for a wrong PIN that may be tried again at once. */
async function tryPin(pin: string): Promise<CryptoKey | number> {
  const [lock, wrong = { count: 0, at: 0 }] = [await meta('lock'), await meta('wrong')];
  const left = waitLeft(wrong, performance.now() - wrongHere, Date.now());
  if (left > 0) return left;
  // Counted before it is tried: who closes the app in between has tried, too.
  await setMeta('wrong', { count: wrong.count + 1, at: Date.now() });
  const opened = lock ? await openLock(lock, pin) : null;
  if (!opened) {
    wrongHere = performance.now();
    return waitAfter(wrong.count + 1);
  }
  await setMeta('wrong', { count: 0, at: 0 });
  return opened;
}

/** True when it opened; else how long to wait before the next try. */
export async function unlock(pin: string): Promise<true | number> {
  const tried = await tryPin(pin);
  if (typeof tried === 'number') return tried;
  key = tried;
  return true;
}

/** Says the same PIN again, as a signature by name; a wrong one counts like any other. */
export async function isPin(pin: string): Promise<true | number> {
  const tried = await tryPin(pin);
  return typeof tried === 'number' ? tried : true;
}

const encoder = new TextEncoder();

async function put(store: SealedStore, id: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
  if (!key) throw new Error('The phone is locked.');
  const sealed = await seal(key, content);
  await (await open()).put(store, sealed, id);
}

async function get(store: SealedStore, id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const sealed = (await (await open()).get(store, id)) as Sealed | undefined;
  return sealed && key ? unseal(key, sealed) : undefined;
}

const writeJson = (store: SealedStore, id: string, value: unknown): Promise<void> =>
  put(store, id, encoder.encode(JSON.stringify(value)) as Uint8Array<ArrayBuffer>);

async function allJson<T>(store: SealedStore): Promise<T[]> {
  const ids = (await (await open()).getAllKeys(store)) as string[];
  const contents = await Promise.all(ids.map((id) => get(store, id)));
  return contents.flatMap((content) => (content ? [JSON.parse(new TextDecoder().decode(content)) as T] : []));
}

export const vault = {
  held: async (): Promise<Held | undefined> => (await allJson<Held>('held'))[0],
  keepHeld: (held: Held): Promise<void> => writeJson('held', 'held', held),
  drafts: (): Promise<Draft[]> => allJson<Draft>('drafts'),
  keepDraft: (draft: Draft): Promise<void> => writeJson('drafts', draft.id, draft),
  dropDraft: async (id: string): Promise<void> => (await open()).delete('drafts', id),
  items: (): Promise<Item[]> => allJson<Item>('outbox'),
  keepItem: (item: Item): Promise<void> => writeJson('outbox', item.id, item),
  file: (hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> => get('files', hash),
  keepFile: (hash: string, content: Uint8Array<ArrayBuffer>): Promise<void> => put('files', hash, content),
  dropFile: async (hash: string): Promise<void> => (await open()).delete('files', hash),
};

/** The commands of a signed sheet and the end of its draft: all of it or nothing, whenever the tab is killed. */
export async function commit(items: readonly Item[], draftId: string): Promise<void> {
  if (!key) throw new Error('The phone is locked.');
  const opened = key;
  const sealed = await Promise.all(
    items.map(
      async (item) =>
        [item.id, await seal(opened, encoder.encode(JSON.stringify(item)) as Uint8Array<ArrayBuffer>)] as const,
    ),
  );
  const tx = (await open()).transaction(['outbox', 'drafts'], 'readwrite');
  for (const [id, content] of sealed) void tx.objectStore('outbox').put(content, id);
  void tx.objectStore('drafts').delete(draftId);
  await tx.done;
}

/** Numbers of the queue go up, whichever tab asks. */
export async function nextSeq(): Promise<number> {
  const tx = (await open()).transaction('meta', 'readwrite');
  const seq = (((await tx.store.get('seq')) as number | undefined) ?? 0) + 1;
  void tx.store.put(seq, 'seq');
  await tx.done;
  return seq;
}

/** Nothing of ours stays on the phone, but the key that has to say so, or which session is to end. */
export async function eraseAll(kept: { erased?: PhoneKey; left?: string | undefined } = {}): Promise<void> {
  const opened = await open();
  const tx = opened.transaction(['meta', ...sealedStores], 'readwrite');
  for (const name of ['meta', ...sealedStores]) void tx.objectStore(name).clear();
  for (const [name, value] of Object.entries(kept)) if (value) void tx.objectStore('meta').put(value, name);
  await tx.done;
  key = null;
}
