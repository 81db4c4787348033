import { federalPercent } from '@dotation/contracts';
import type { State } from '../devices/life.rules.js';

/** The eleven elements of a property record (2 CFR 200.313(d)(1), domain §2.3), in the order of the text. */
export const ELEMENTS = [
  'DESCRIPTION',
  'IDENTIFICATION',
  'FUNDING_SOURCE',
  'TITLE',
  'ACQUISITION_DATE',
  'COST',
  'FEDERAL_PARTICIPATION',
  'LOCATION',
  'USE',
  'CONDITION',
  'DISPOSITION',
] as const;
export type Element = (typeof ELEMENTS)[number];

export const BLANK_REASONS = [
  'NOT_DESCRIBED',
  'NO_SERIAL_NOR_TAG',
  'NO_ORDER_YET',
  'SHARES_NOT_100',
  'AWARD_UNKNOWN',
  'TITLE_UNKNOWN',
  'NOT_YET_ACCEPTED',
  'NO_COST',
  'FEDERAL_UNKNOWN',
  'NO_CUSTODIAN',
  'REPORTED_MISSING',
  'NOT_SAID',
  'NOT_IN_SOURCE',
] as const;
export type BlankReason = (typeof BLANK_REASONS)[number];

/** An element that is not there, and why. */
export interface Blank {
  element: Element;
  reason: BlankReason;
  /** Why its old list does not say it, in the words of whoever brought the list (AM-13). */
  said?: string;
}

export interface Award {
  awardId: string;
  fain: string;
  donor: string;
  federal: boolean | null;
}

/** What is known of one device at the time asked for. */
export interface Known {
  maker: string | null;
  model: string | null;
  description: string | null;
  tag: string | null;
  serial: string | null;
  identifiers: readonly unknown[];
  /** Signed by whoever received it (CR-07). */
  noSerialReason: string | null;
  state: State;
  hasCustodian: boolean;
  /** It is still where it was when the register first knew of it. */
  isWhereItBegan: boolean;
}

/** A share of the cost with what the record says of its award; null where it says nothing. */
export interface Source {
  awardId: string;
  percent: number;
  fain: string | null;
  donor: string | null;
  federal: boolean | null;
}

export function sourcesOf({ funding }: State, awards: ReadonlyMap<string, Award>): Source[] {
  return (funding ?? []).map(({ awardId, percent }) => {
    const { fain = null, donor = null, federal = null } = awards.get(awardId) ?? {};
    return { awardId, percent, fain, donor, federal };
  });
}

/** Never bought: what inspection refused goes back to the supplier and is nobody's property under an award; voided, it never was. */
export function isProperty({ lifecycle }: State): boolean {
  return lifecycle !== undefined && lifecycle !== 'A02_REJECTED' && lifecycle !== 'A20_VOIDED';
}

/** Q1: which of the eleven elements are blank, each with its reason. No disposal is recorded yet, so none is missing. */
export function blanksOf(device: Known, sources: readonly Source[]): Blank[] {
  const { state } = device;
  const unbought = state.orderLineId === undefined;
  const missing: [Element, BlankReason | false | undefined][] = [
    ['DESCRIPTION', (!device.description || !device.maker || !device.model) && 'NOT_DESCRIBED'],
    ['IDENTIFICATION', isUnidentified(device) && 'NO_SERIAL_NOR_TAG'],
    ['FUNDING_SOURCE', fundingBlank(sources, unbought)],
    ['TITLE', state.title === undefined && 'TITLE_UNKNOWN'],
    ['ACQUISITION_DATE', state.acquisitionDate === undefined && 'NOT_YET_ACCEPTED'],
    ['COST', !isPriced(state) && (unbought ? 'NO_ORDER_YET' : 'NO_COST')],
    ['FEDERAL_PARTICIPATION', federalBlank(sources, unbought)],
    ['LOCATION', locationBlank(device)],
    ['USE', state.use === undefined && 'NOT_SAID'],
    ['CONDITION', state.condition === undefined && 'NOT_SAID'],
  ];
  const blanks = missing.flatMap(([element, reason]) => (reason ? [{ element, reason }] : []));
  return state.origin === undefined ? blanks : blanksOfOldList(device, blanks);
}

/** A cost above 0, or 0 for a reason (AM-12). */
function isPriced({ costMinor = 0, zeroCostReason }: State): boolean {
  return costMinor > 0 || zeroCostReason !== undefined;
}

/** AM-13: what an old list does not say is blank for the reason that was given, until something else makes it known. */
function blanksOfOldList({ state, isWhereItBegan }: Known, blanks: readonly Blank[]): Blank[] {
  const said = new Map((state.blanks ?? []).map(({ element, reason }) => [element, reason]));
  // Its award is not known, so neither is what part of its money was federal.
  const source = said.get('FUNDING_SOURCE');
  if (source !== undefined) said.set('FEDERAL_PARTICIPATION', source);
  const lasts: Partial<Record<Element, boolean>> = {
    DESCRIPTION: true,
    LOCATION: isWhereItBegan,
    USE: state.use === 'UNKNOWN',
    CONDITION: state.condition === 'UNKNOWN',
  };
  return ELEMENTS.flatMap((element): Blank[] => {
    const own = blanks.find((blank) => blank.element === element);
    const why = said.get(element);
    if (own === undefined && !(why !== undefined && lasts[element])) return [];
    // It was reported missing, or its shares do not add up: that is no blank of the list.
    if (why === undefined) return own === undefined ? [] : [own];
    return own?.reason === 'REPORTED_MISSING' ? [own] : [{ element, reason: 'NOT_IN_SOURCE', said: why }];
  });
}

/** A serial, or why there is none, or any other number by which it can be told from the rest. */
function isUnidentified({ serial, tag, identifiers, noSerialReason }: Known): boolean {
  return serial === null && tag === null && identifiers.length === 0 && noSerialReason === null;
}

function fundingBlank(sources: readonly Source[], unbought: boolean): BlankReason | false {
  if (sources.length === 0) return unbought ? 'NO_ORDER_YET' : 'SHARES_NOT_100';
  const hundredths = sources.reduce((sum, { percent }) => sum + Math.round(percent * 100), 0);
  if (hundredths !== 10_000) return 'SHARES_NOT_100';
  return sources.some(({ fain }) => fain === null) && 'AWARD_UNKNOWN';
}

function federalBlank(sources: readonly Source[], unbought: boolean): BlankReason | false {
  if (sources.length === 0) return unbought ? 'NO_ORDER_YET' : 'SHARES_NOT_100';
  return federalPercent(sources) === null && 'FEDERAL_UNKNOWN';
}

function locationBlank({ hasCustodian, state }: Known): BlankReason | false {
  if (!hasCustodian) return 'NO_CUSTODIAN';
  return state.lifecycle === 'A13_MISSING' && 'REPORTED_MISSING';
}

export interface Completeness {
  devices: number;
  /** Of them without any blank. */
  complete: number;
  blanks: { element: Element; reason: BlankReason; devices: number }[];
}

/** Counts blanks over the devices of a register, page by page. */
export class Tally {
  private devices = 0;
  private complete = 0;
  private readonly counts = new Map<string, Completeness['blanks'][number]>();

  add(blanks: readonly Blank[]): void {
    this.devices += 1;
    if (blanks.length === 0) this.complete += 1;
    for (const { element, reason } of blanks) {
      const key = `${element} ${reason}`;
      const counted = this.counts.get(key) ?? { element, reason, devices: 0 };
      counted.devices += 1;
      this.counts.set(key, counted);
    }
  }

  result(): Completeness {
    const order = (element: Element): number => ELEMENTS.indexOf(element);
    const blanks = [...this.counts.values()].sort(
      (a, b) => order(a.element) - order(b.element) || a.reason.localeCompare(b.reason),
    );
    return { devices: this.devices, complete: this.complete, blanks };
  }
}
