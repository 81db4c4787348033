import { useEffect, useState } from 'preact/hooks';
import type { Draft } from '../deliveries/draft.rules.js';
import type { Item } from '../sending/outbox.rules.js';
import type { Held } from './snapshot.js';
import { vault } from './vault.js';

// One store for everything on the screen: a handler that a scanner calls forty times a second must never read a list that an
// older rendering closed over.
export interface State {
  phase: 'STARTING' | 'SIGN_IN' | 'CHOOSE_PIN' | 'LOCKED' | 'OPEN' | 'ERASED' | 'OTHER_PERSON';
  personId: string | null;
  held: Held | null;
  drafts: Draft[];
  items: Item[];
  connection: 'ONLINE' | 'OFFLINE' | 'SIGN_IN' | 'BUSY';
  lastContact: string | null;
  readyOffline: boolean;
  updateWaiting: boolean;
  language: string;
  installationId: string | null;
  /** A file could not be kept: the phone is full. */
  full: boolean;
}

let state: State = {
  phase: 'STARTING',
  personId: null,
  held: null,
  drafts: [],
  items: [],
  connection: 'OFFLINE',
  lastContact: null,
  readyOffline: false,
  updateWaiting: false,
  language: 'fr',
  installationId: null,
  full: false,
};
const listeners = new Set<() => void>();

export const now = (): State => state;

export function set(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function useStore(): State {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = (): void => again((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return state;
}

/** Writes follow each other, so that what lies on the phone is the last that was seen. */
let writing: Promise<unknown> = Promise.resolve();
export function afterWrites<T>(work: () => Promise<T>): Promise<T> {
  const next = writing.then(work, work);
  writing = next.catch(() => set({ full: true }));
  return next;
}

export const draftOf = (id: string): Draft | undefined => state.drafts.find((draft) => draft.id === id);

/** Changes a draft as it is now, shows it, and keeps it. */
export function changeDraft(id: string, work: (draft: Draft) => Draft): void {
  const before = draftOf(id);
  if (!before) return;
  const draft = { ...work(before), updatedAt: new Date().toISOString() };
  set({ drafts: state.drafts.map((one) => (one.id === id ? draft : one)) });
  void afterWrites(() => vault.keepDraft(draft)).catch(() => undefined);
}

export function addDraft(draft: Draft): void {
  set({ drafts: [...state.drafts, draft] });
  void afterWrites(() => vault.keepDraft(draft)).catch(() => undefined);
}

export function dropDraft(id: string): void {
  set({ drafts: state.drafts.filter((draft) => draft.id !== id) });
  void afterWrites(() => vault.dropDraft(id)).catch(() => undefined);
}

export async function keepItem(item: Item): Promise<void> {
  await afterWrites(() => vault.keepItem(item));
  const known = state.items.some(({ id }) => id === item.id);
  set({ items: known ? state.items.map((one) => (one.id === item.id ? item : one)) : [...state.items, item] });
}
