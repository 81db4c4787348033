// Random weeks of a register: documents of all kinds, late, repeated, on devices in any state; and what must hold after each.
import { randomUUID } from 'node:crypto';
import { uuidv7 } from '@dotation/service';
import fc from 'fast-check';
import type { Lifecycle } from '@dotation/contracts';
import {
  allocationCancelled,
  aPost,
  arrived,
  closedShort,
  commandHandedOver,
  costsAdjusted,
  completed,
  deed,
  dispatched,
  goodsLinked,
  inspectionClosed,
  ratified,
  rectified,
  seenElsewhere,
  signed,
  store,
  type Document,
  goodsReceived,
} from './documents.ts';

const posts = [aPost(), aPost()] as const;
type Ids = readonly string[];
type Build = (ids: Ids, at: string, allocationId: string) => Document;
const post = (at: string): (typeof posts)[number] => posts[at.charCodeAt(18) % 2] as (typeof posts)[number];

/** Every document there is about devices in the register; `reserve`, `tag` and `void` are commands, not documents. */
export const documents = {
  accept: (ids) => inspectionClosed(uuidv7(), ids),
  reject: (ids) => inspectionClosed(uuidv7(), ids, ids),
  link: (ids) => goodsLinked(uuidv7(), ids),
  exchange: (ids, at) => goodsReceived(ids.length, at, (n) => ({ replacesDeviceId: ids[n] ?? null })),
  cancel: (ids, _, allocationId) => allocationCancelled(allocationId, ids),
  dispatch: (ids, at) => dispatched(ids, { post: post(at), at }),
  changeCarrier: (ids, at) => dispatched(ids, { post: post(at), at, purpose: 'ONWARD' }),
  sendBack: (ids, at) => dispatched(ids, { post: post(at), at, purpose: 'RETURN' }),
  arrive: (ids, at) => arrived(ids, { post: post(at), at }),
  confirm: (ids, at) => arrived(ids, { post: post(at), at, effect: 'CONFIRMS' }),
  sign: (ids, at) => signed({ post: post(at), at, accepted: ids }),
  signToConfirm: (ids, at) => signed({ post: post(at), at, accepted: ids, hold: 'TO_CONFIRM' }),
  refuse: (ids, at) => signed({ post: post(at), at, refused: ids }),
  pending: (ids, at) =>
    signed({
      post: post(at),
      at,
      others: ids.map((deviceId) => ({ deviceId, outcome: 'ACCEPTED', effect: 'PENDING' })),
    }),
  complete: (ids, at) => completed(uuidv7(), ids, post(at), at),
  changeCommand: (ids, at) => commandHandedOver(post(at), randomUUID(), at, { present: ids }),
  missAtCommand: (ids, at) => commandHandedOver(post(at), randomUUID(), at, { absent: ids }),
  ratify: (ids, at) => ratified(uuidv7(), ids, at),
  takeBack: (ids, at) => signed({ post: post(at), at, kind: 'RETURN', accepted: ids, receiver: store }),
  closeShort: (ids) => closedShort(uuidv7(), ids),
  seeElsewhere: (ids, at) => seenElsewhere(ids, post(at), at),
  strike: (ids, at) => rectified({ struck: ids, post: post(at), at }),
  add: (ids, at) => rectified({ added: ids, post: post(at), at }),
  correct: (ids, at) => rectified({ struck: ids, added: ids, post: post(at), at }),
  adjust: (ids, at) => costsAdjusted(ids, 79_000 + Number(at.slice(18, 19))),
  donate: (ids, at) => deed(ids, post(at), at),
} as const satisfies Record<string, Build>;

export type Kind = keyof typeof documents | 'reserve' | 'tag' | 'void';
const kinds = [...Object.keys(documents), 'reserve', 'tag', 'void'] as Kind[];

/** What people would do next with a device in this state; without it, most random documents would only conflict. */
const likely: Partial<Record<Lifecycle, Kind[]>> = {
  A01_RECEIVED_PENDING_INSPECTION: ['accept', 'accept', 'tag', 'link', 'reject'],
  A02_REJECTED: ['exchange', 'link', 'void'],
  A04_IN_STOCK: ['reserve', 'reserve', 'donate'],
  A05_ALLOCATED: ['dispatch', 'dispatch', 'dispatch', 'cancel', 'donate'],
  A06_IN_TRANSIT_OUT: ['arrive', 'arrive', 'changeCarrier', 'closeShort', 'seeElsewhere', 'takeBack'],
  A07_DELIVERED_PENDING_ACK: ['sign', 'signToConfirm', 'refuse', 'pending', 'complete', 'sendBack', 'donate', 'add'],
  A08_HANDED_OVER: ['strike', 'correct', 'sendBack', 'donate', 'ratify', 'changeCommand', 'missAtCommand'],
  A13_MISSING: ['arrive', 'seeElsewhere'],
};

/** One thing somebody does; which document it is may depend on the state it meets. */
export interface Deed {
  sensible: boolean;
  pick: number;
  devices: number[];
  /** Minutes between the time on the document and the server's; a phone may be days offline, or its clock wrong. */
  claimed: number;
  /** Who does it: in the database test each does his own in order, all of them at once. */
  actor: number;
}

export const DEVICES = 4;
export const ACTORS = 4;

export const someDeeds = (least: number, most: number): fc.Arbitrary<Deed[]> =>
  fc.array(
    fc.record({
      sensible: fc.boolean().chain((first) => (first ? fc.constant(true) : fc.boolean())),
      pick: fc.nat(1000),
      devices: fc.uniqueArray(fc.nat(DEVICES - 1), { minLength: 1, maxLength: DEVICES }),
      claimed: fc.oneof(fc.constant(0), fc.integer({ min: -10_000, max: 10_000 })),
      actor: fc.nat(ACTORS - 1),
    }),
    { minLength: least, maxLength: most },
  );

/** Each document and command once, on the first device alone. */
export const everyDeed: readonly Deed[] = kinds.map((_, pick) => ({
  sensible: false,
  pick,
  devices: [0],
  claimed: 0,
  actor: 0,
}));

export function kindOf({ sensible, pick }: Deed, state: Lifecycle | undefined): Kind {
  const choices = (sensible && state && likely[state]) || kinds;
  return choices[pick % choices.length] as Kind;
}

export interface Interval {
  from: number;
  to: number | null;
  recordedAt: number;
}
export interface Told {
  deviceSeq: number;
  previous: string | null;
  leafHash: string;
  /** Null for facts that change no state. */
  transition: string | null;
  lifecycle: Lifecycle | null;
}
export interface History {
  deviceId: string;
  lifecycle: Lifecycle;
  deviceSeq: number;
  intervals: Interval[];
  told: Told[];
}

/** Domain §8.4 as amended, from state to state, written down without the code under test. */
const legal = new Set([
  'T02 A01 A01',
  'T02 A01 A04',
  'T03 A01 A02',
  'T01 A01 A01',
  'T01 A02 A02',
  'T06 A04 A05',
  'T06 A06 A06',
  'T06 A07 A07',
  'T07 A05 A04',
  'T08 A05 A06',
  'T09 A06 A07',
  'T11 A06 A13',
  'T12 A07 A08',
  'T13 A07 A07',
  'T17 A08 A08',
  'T25 A13 A07',
  'T34 A01 A20',
  'T34 A02 A20',
  'T34 A04 A20',
  'T36 A06 A06',
  'T36 A07 A06',
  'T37 A07 A06',
  'T37 A08 A06',
  'T37 A06 A04',
  'T38 A02 A03',
  'T40 A06 A06',
  'T40 A07 A07',
  'T40 A13 A13',
  'T41 A08 A07',
  'T42 A08 A08',
  ...['A01', 'A04', 'A05', 'A06', 'A07', 'A08', 'A13'].map((state) => `T43 ${state} ${state}`),
  ...['A04', 'A05', 'A06', 'A07', 'A08'].map((state) => `T14 ${state} ${state}`),
]);

/** Everything that is wrong with the history of a device; empty when it holds. */
export function wrongs({ deviceId, lifecycle, deviceSeq, intervals, told }: History): string[] {
  const wrong: string[] = [];
  const say = (what: string): number => wrong.push(`${deviceId}: ${what}`);
  if (intervals.length === 0) say('nobody ever had it');
  intervals.forEach(({ from, to, recordedAt }, index) => {
    const next = intervals[index + 1];
    const before = intervals[index - 1];
    if (to !== null && to <= from) say(`interval ${index + 1} is empty or backwards`);
    if (next && to === null) say(`interval ${index + 1} is open and not the last`);
    if (next && to !== null && to < next.from) say(`gap after interval ${index + 1}`);
    if (next && to !== null && to > next.from) say(`intervals ${index + 1} and ${index + 2} overlap`);
    if (!next && to !== null) say('nobody has it now');
    if (from > Math.max(recordedAt, (before?.from ?? from) + 1)) say(`interval ${index + 1} starts in the future`);
  });
  let state = 'A01';
  told.forEach((line, index) => {
    if (line.deviceSeq !== index + 1) say(`number ${line.deviceSeq} where ${index + 1} belongs`);
    if (line.previous !== (told[index - 1]?.leafHash ?? null))
      say(`number ${line.deviceSeq} is not linked to the one before`);
    if (line.transition === null) return;
    const next = line.lifecycle?.slice(0, 3) ?? state;
    if (!legal.has(`${line.transition} ${state} ${next}`)) say(`${line.transition} from ${state} to ${next}`);
    state = next;
  });
  if (told.length !== deviceSeq) say(`${deviceSeq} is its number, ${told.length} facts were told`);
  if (state !== lifecycle.slice(0, 3)) say(`it is in ${lifecycle}, its facts lead to ${state}`);
  return wrong;
}
