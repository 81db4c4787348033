import {
  LIFECYCLES,
  type ChangedDimensions,
  type Condition,
  type Custodian,
  type FundingShare,
  type Lifecycle,
  type Title,
  type Transition,
} from '@dotation/contracts';
import { waitsFor } from './acceptance.rules.js';
import { nextCustody, startOfCustody, type Occasion, type StartOf } from './custody.rules.js';
import type { Device } from './device.rules.js';

interface Rule {
  transition: Transition;
  from: readonly Lifecycle[];
  /** Null where the life cycle does not move. */
  to: Lifecycle | null;
  title?: { from: readonly Title[]; to: Title };
  /** Ends the reservation of the device: it was accepted, lost, returned or let go. */
  endsReservation?: 'ACCEPTED' | 'LOST' | 'RETURNED' | 'CANCELLED';
}

const A01 = 'A01_RECEIVED_PENDING_INSPECTION';
const A04 = 'A04_IN_STOCK';
const A05 = 'A05_ALLOCATED';
const A06 = 'A06_IN_TRANSIT_OUT';
const A07 = 'A07_DELIVERED_PENDING_ACK';
const A08 = 'A08_HANDED_OVER';
const A09 = 'A09_IN_SERVICE';
const A13 = 'A13_MISSING';
const conditional: readonly Title[] = ['IOM_CONDITIONAL', 'FEDERALLY_OWNED'];

const neverBought: readonly Lifecycle[] = ['A02_REJECTED', 'A03_RETURNED_TO_SUPPLIER', 'A20_VOIDED'];

/** Domain §8.4 and the additions of the flows, one row each, in the words of the people who do it. */
export const RULES = {
  /** T02 when nothing is missing; `accept` below also covers a device that must wait in A01. */
  accept: { transition: 'T02', from: [A01], to: A04 },
  reject: { transition: 'T03', from: [A01], to: 'A02_REJECTED' },
  /** AM-14: given back for the one that comes in its place. */
  exchange: { transition: 'T38', from: ['A02_REJECTED', 'A10_IN_MAINTENANCE'], to: 'A03_RETURNED_TO_SUPPLIER' },
  /** The order line came after the goods (AM-6). */
  linkOrder: { transition: 'T01', from: [A01, 'A02_REJECTED'], to: null },
  /** What an accepted device waited for has come. */
  completeAcceptance: { transition: 'T02', from: [A01], to: A04 },
  /** A second person said whose plate it is (AM-8). */
  settleDispute: { transition: 'T02', from: [A01], to: null },
  reserve: { transition: 'T06', from: [A04], to: A05 },
  /** CR-67: on the road, for another unit from now on; only the reservation changes. */
  reallocate: { transition: 'T06', from: [A06, A07], to: null },
  release: { transition: 'T07', from: [A05], to: A04, endsReservation: 'CANCELLED' },
  dispatch: { transition: 'T08', from: [A05], to: A06 },
  arrive: { transition: 'T09', from: [A06], to: A07 },
  lose: { transition: 'T11', from: [A06], to: A13, endsReservation: 'LOST' },
  handOver: { transition: 'T12', from: [A07], to: A08, endsReservation: 'ACCEPTED' },
  /** A transfer PV; no document of this version brings a device to A11, so it is always a conflict. */
  receiveTransfer: { transition: 'T12', from: ['A11_IN_TRANSIT_TRANSFER'], to: A08 },
  deposit: { transition: 'T13', from: [A07], to: A07 },
  donate: {
    transition: 'T14',
    from: [A04, A05, A06, A07, A08, A09, 'A10_IN_MAINTENANCE', 'A11_IN_TRANSIT_TRANSFER', 'A12_UNSERVICEABLE'],
    to: null,
    title: { from: conditional, to: 'STATE_DRC' },
  },
  /** Remise et reprise: the successor answers for what is there, the outgoing head for what is not (CR-28). */
  handOverCommand: { transition: 'T17', from: [A08, A09], to: null },
  missAtCommand: { transition: 'T17', from: [A08, A09], to: null },
  find: { transition: 'T25', from: [A13], to: A07 },
  /** A record of nothing, or of a device that has another one; where it may be, its note says before. */
  void: {
    transition: 'T34',
    from: [A01, 'A02_REJECTED', A04, A09, A13, 'A16_INACCESSIBLE', 'A17_RECOVERED'],
    to: 'A20_VOIDED',
  },
  /** From A07 only where goods that had arrived were reallocated and go on to another unit. */
  changeCarrier: { transition: 'T36', from: [A06, A07], to: A06 },
  sendBack: { transition: 'T37', from: [A07, A08, A09], to: A06 },
  takeBack: { transition: 'T37', from: [A06], to: A04, endsReservation: 'RETURNED' },
  seeElsewhere: { transition: 'T40', from: [A06, A07, A13], to: null },
  strike: { transition: 'T41', from: [A08], to: A07 },
  /** What was signed without authority is ratified: the hold becomes FIRM (AM-2). */
  confirm: { transition: 'T42', from: [A08, A09], to: null },
  /** AM-12: an invoice makes its cost another, wherever it is by then, also written off; but for what was never bought. */
  adjustCost: { transition: 'T43', from: LIFECYCLES.filter((state) => !neverBought.includes(state)), to: null },
} as const satisfies Record<string, Rule>;
export type Move = keyof typeof RULES;

/** How a move ends the reservation of its device, if it does. */
export function endOfReservation(move: Move): 'ACCEPTED' | 'LOST' | 'RETURNED' | 'CANCELLED' | undefined {
  return (RULES[move] as Rule).endsReservation;
}

/** One thing a document does to one device. */
export interface Step {
  move: Move;
  /** Who has the device from here; absent when custody does not move. */
  custodian?: Custodian | null;
  /** Of a move on the road: the unit it goes to. */
  consigneeId?: string;
  condition?: Condition | null;
  /** accept: the date of acceptance is the acquisition date (domain §2.3). */
  acceptedOn?: string;
  /** accept, linkOrder: who has the title by the terms of the awards on that day. */
  title?: Title;
  /** linkOrder: what procurement knows of the order line. */
  order?: {
    orderLineId: string;
    costMinor: number;
    zeroCostReason?: string;
    currency: string;
    funding: FundingShare[];
  };
  /** adjustCost: all that its invoices come to. */
  costMinor?: number;
}

export interface Moved {
  kind: 'moved';
  transition: Transition;
  changed: ChangedDimensions;
  device: Device;
}
export interface Conflicted {
  kind: 'conflicted';
  transition: Transition;
  detail: string;
  device: Device;
}
export type Decision = Moved | Conflicted;

/**
 * What a step does to a device: the dimensions it changes, or why it cannot. Never throws for a business reason: documents
 * decide, the register follows, and what it cannot follow becomes an exception of the document.
 */
export function decide(device: Device, step: Step, occasion: Occasion, startOf: StartOf = startOfCustody): Decision {
  const rule: Rule = RULES[step.move];
  const objection = objectionTo(device, step, rule);
  if (objection !== null) return { kind: 'conflicted', transition: rule.transition, detail: objection, device };

  const changed: ChangedDimensions = {};
  if (rule.to !== null && rule.to !== device.lifecycle) changed.lifecycle = rule.to;
  if (rule.title && rule.title.to !== device.title) changed.title = rule.title.to;
  if (step.condition && step.condition !== device.condition) changed.condition = step.condition;
  const custody = step.custodian ? nextCustody(device.custody, step.custodian, occasion, startOf) : null;
  if (custody !== null) changed.custody = custody;

  switch (step.move) {
    case 'accept':
      return accepted(device, { ...changed, acquisitionDate: step.acceptedOn, title: acceptedTitle(device, step) });
    case 'completeAcceptance':
      return accepted(device, changed);
    case 'linkOrder':
      return linked(device, step.order as NonNullable<Step['order']>, { ...changed, title: linkedTitle(device, step) });
    case 'settleDispute':
      return undisputed(device, changed);
    case 'adjustCost':
      return moved('T43', device, { costMinor: step.costMinor });
    default:
      return moved(rule.transition, device, changed);
  }
}

function objectionTo(device: Device, { move }: Step, rule: Rule): string | null {
  if (!rule.from.includes(device.lifecycle)) return `${move} is not possible in ${device.lifecycle}.`;
  if (rule.title && !rule.title.from.includes(device.title)) return `The title is already with ${device.title}.`;
  if (move === 'accept' && device.acquisitionDate !== null) return `It was accepted on ${device.acquisitionDate}.`;
  if (move === 'reject' && device.acquisitionDate !== null) return `It was accepted on ${device.acquisitionDate}.`;
  if (move === 'completeAcceptance' && device.acquisitionDate === null) return 'It is not accepted yet.';
  return null;
}

function acceptedTitle(device: Device, { title }: Step): Title | undefined {
  return device.title === 'SUPPLIER' ? title : undefined;
}

/** AM-6: accepted before anybody knew which award pays it; its terms hold from the acquisition on. */
function linkedTitle(device: Device, { title }: Step): Title | undefined {
  return device.title === 'IOM_CONDITIONAL' && title !== 'IOM_CONDITIONAL' ? title : undefined;
}

/** CR-12: an accepted device leaves A01 only when nothing is missing any more; until then the fact says what is. */
function accepted(device: Device, changed: ChangedDimensions): Decision {
  const missing = waitsFor(device);
  const { lifecycle, ...others } = changed;
  const waited = device.waitingFor.length > 0;
  return moved('T02', device, {
    ...others,
    ...(missing.length === 0 ? { lifecycle } : {}),
    ...(missing.length > 0 || waited ? { waitingFor: missing } : {}),
  });
}

/** Before acceptance the order line completes the receipt (T01); after it, it may be what the device waited for (T02). */
function linked(device: Device, order: NonNullable<Step['order']>, changed: ChangedDimensions): Decision {
  const known = { ...device, ...order };
  const told: ChangedDimensions = { ...changed, ...order };
  if (device.lifecycle !== A01 || device.acquisitionDate === null) return moved('T01', known, told);
  return accepted(known, { ...told, lifecycle: A04 });
}

/** As with an order line: before acceptance it completes the receipt, after it, it may be what the device waited for. */
function undisputed(device: Device, changed: ChangedDimensions): Decision {
  const known = { ...device, disputed: false };
  const told: ChangedDimensions = { ...changed, disputed: false };
  if (device.acquisitionDate === null) return moved('T01', known, told);
  return accepted(known, { ...told, lifecycle: A04 });
}

function moved(transition: Transition, device: Device, told: ChangedDimensions): Moved {
  // A dimension that did not change is absent from the fact, not undefined.
  const changed = Object.fromEntries(
    Object.entries(told).filter(([, value]) => value !== undefined),
  ) as ChangedDimensions;
  const { custody, ...dimensions } = changed;
  return {
    kind: 'moved',
    transition,
    changed,
    device: {
      ...device,
      ...dimensions,
      ...(custody ? { custody: { ...custody, from: new Date(custody.from) } } : {}),
    },
  };
}

/** The step an accepted device takes once something it waited for has come; null when that changes nothing. */
export function completion(device: Device): Step | null {
  if (device.acquisitionDate === null || device.lifecycle !== A01) return null;
  const missing = waitsFor(device);
  return missing.join() === device.waitingFor.join() ? null : { move: 'completeAcceptance' };
}
