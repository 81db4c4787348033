import type { Draft } from '../deliveries/draft.rules.js';

/** A command that waits to be sent. Its id is the Idempotency-Key: however often it is sent, it happens once. */
export interface Item {
  id: string;
  seq: number;
  /** Commands of one delivery are sent one after the other. */
  group: string;
  personId: string;
  method: 'POST' | 'PUT';
  path: string;
  body: Record<string, unknown>;
  files: string[];
  madeAt: string;
  label: string;
  /** RELEASED: of a lost phone, and its person has not said yet that it shall go. */
  state: 'WAITING' | 'SENT' | 'REFUSED' | 'REPLACED' | 'RELEASED';
  attempts: number;
  /** Why the server refused it: its code, and its own words. */
  problem?: { code: string; detail: string; rows: { code: string; detail: string }[] };
  answer?: { number?: string; status?: string; hold?: string };
  sentAt?: string;
  /** It comes from a lost phone: TOLD once the server knows that it was sent. */
  released?: 'FETCHED' | 'TOLD';
  /** What it was made of, to show it and to correct it when it is refused. */
  draft?: Draft;
}

export type Verdict = 'SENT' | 'SIGN_IN' | 'LATER' | 'REFUSED';

/** What an answer means for the queue. A network that failed has status 0. */
export function verdictOf(status: number, code: string): Verdict {
  if (status >= 200 && status < 300) return 'SENT';
  if (status === 401) return 'SIGN_IN';
  // The session changed under us, or the server is busy with this very key: not a word about the command.
  if (code === 'request-forged' || [0, 408, 425, 429].includes(status) || status >= 500) return 'LATER';
  return 'REFUSED';
}

/** The next to be sent: the oldest, unless one before it in its delivery still waits. */
export function nextOf(items: readonly Item[], personId: string): Item | undefined {
  return items
    .filter(({ state, personId: whose }) => state === 'WAITING' && whose === personId)
    .sort((one, other) => one.seq - other.seq)[0];
}

/** 5 s, 10 s, 20 s … at most 10 minutes; what is refused for a moment is tried again for ever. */
export function pauseMs(failures: number): number {
  return failures === 0 ? 0 : Math.min(5_000 * 2 ** (failures - 1), 600_000);
}
