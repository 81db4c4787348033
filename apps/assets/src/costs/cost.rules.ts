import { splitByShares, type FundingShare, type Lifecycle } from '@dotation/contracts';
import type { Effect } from '../register/effects.rules.js';

/** Who reads what was paid for goods: those who buy, receive, pay, give and check, not the units (domain §8.6). */
export const costReaders = [
  ...(['PROCUREMENT', 'STOREKEEPER', 'RECEPTION_COMMITTEE', 'FINANCE', 'REQUESTER', 'BUDGET_HOLDER'] as const),
  ...([
    'APPROVER',
    'DISPATCHER',
    'EUM_OFFICER',
    'INVESTIGATOR',
    'REVIEW_BOARD',
    'DONOR',
    'AUDITOR',
    'DATA_STEWARD',
  ] as const),
];

/** AM-12: devices whose cost invoices changed; a record that was voided keeps the one it had. */
export function costsAdjusted(lines: readonly { deviceId?: string | null; costMinor: number }[]): Effect[] {
  return lines.flatMap(({ deviceId, costMinor }) =>
    deviceId
      ? [
          {
            deviceId,
            stepFor: (device) =>
              device.lifecycle === 'A20_VOIDED' || device.costMinor === costMinor
                ? null
                : { move: 'adjustCost', costMinor },
          } satisfies Effect,
        ]
      : [],
  );
}

export const PLACES_OF_MONEY = [
  'STOCK',
  'TRANSIT',
  'HANDED_OVER',
  'MISSING',
  'WRITTEN_OFF',
  'DISPOSED',
  'LOTS',
] as const;
export type PlaceOfMoney = (typeof PLACES_OF_MONEY)[number];

/** Where the money of a device is (Q21); null: it is nobody's property under an award, it was never bought. */
export function placeOfMoney(lifecycle: Lifecycle): PlaceOfMoney | null {
  switch (lifecycle) {
    case 'A02_REJECTED':
    case 'A03_RETURNED_TO_SUPPLIER':
    case 'A20_VOIDED':
      return null;
    case 'A06_IN_TRANSIT_OUT':
    case 'A07_DELIVERED_PENDING_ACK':
    case 'A11_IN_TRANSIT_TRANSFER':
      return 'TRANSIT';
    case 'A13_MISSING':
    case 'A14_STOLEN':
    case 'A15_SEIZED_CONFLICT':
    case 'A17_RECOVERED':
      return 'MISSING';
    case 'A18_WRITTEN_OFF':
      return 'WRITTEN_OFF';
    case 'A19_DISPOSED':
      return 'DISPOSED';
    case 'A01_RECEIVED_PENDING_INSPECTION':
    case 'A04_IN_STOCK':
    case 'A05_ALLOCATED':
      return 'STOCK';
    default:
      return 'HANDED_OVER';
  }
}

/** So many devices, or one lot, alike in all that matters for money. */
export interface Held {
  place: PlaceOfMoney;
  category: string;
  currency: string;
  funding: FundingShare[];
  /** Whether the documents of its order line have an account; without one its order is its account. */
  isAccounted: boolean;
  /** Of each. */
  costMinor: number;
  count: number;
}

export interface Account {
  category: string;
  currency: string;
  invoicedMinor: number;
  notRegisteredMinor: number;
  notInvoicedMinor: number;
  awards: { awardId: string; minor: number }[];
}

type Sums = Record<PlaceOfMoney, number>;

export interface MoneyOfCategory {
  category: string;
  currency: string;
  invoicedMinor: number;
  notRegisteredMinor: number;
  notInvoicedMinor: number;
  registeredMinor: number;
  places: Sums;
  /** registered − (invoiced − not registered + not invoiced): 0, or something is wrong. */
  differenceMinor: number;
}

export interface MoneyOfAward {
  awardId: string;
  category: string;
  currency: string;
  byDocumentsMinor: number;
  registeredMinor: number;
  places: Sums;
  differenceMinor: number;
}

/** Q21: the documents on one side, the register on the other, by category and by award; neither is made from the other. */
export function reconciled(
  held: readonly Held[],
  accounts: readonly Account[],
): { money: MoneyOfCategory[]; awards: MoneyOfAward[] } {
  const money = new Map<string, MoneyOfCategory>();
  const awards = new Map<string, MoneyOfAward>();
  const ofCategory = ({ category, currency }: { category: string; currency: string }): MoneyOfCategory => {
    const none = {
      invoicedMinor: 0,
      notRegisteredMinor: 0,
      notInvoicedMinor: 0,
      registeredMinor: 0,
      differenceMinor: 0,
    };
    return put(money, `${category}|${currency}`, { category, currency, ...none, places: nowhere() });
  };
  const ofAward = (awardId: string, { category, currency }: { category: string; currency: string }): MoneyOfAward => {
    const none = { byDocumentsMinor: 0, registeredMinor: 0, differenceMinor: 0 };
    return put(awards, `${awardId}|${category}|${currency}`, {
      awardId,
      category,
      currency,
      ...none,
      places: nowhere(),
    });
  };
  for (const account of accounts) {
    const sums = ofCategory(account);
    sums.invoicedMinor += account.invoicedMinor;
    sums.notRegisteredMinor += account.notRegisteredMinor;
    sums.notInvoicedMinor += account.notInvoicedMinor;
    for (const { awardId, minor } of account.awards) ofAward(awardId, account).byDocumentsMinor += minor;
  }
  for (const one of held) {
    const sums = ofCategory(one);
    const minor = one.costMinor * one.count;
    sums.registeredMinor += minor;
    sums.places[one.place] += minor;
    if (!one.isAccounted) sums.notInvoicedMinor += minor;
    for (const [awardId, part] of splitByShares(one.costMinor, one.funding)) {
      const own = ofAward(awardId, one);
      own.registeredMinor += part * one.count;
      own.places[one.place] += part * one.count;
      if (!one.isAccounted) own.byDocumentsMinor += part * one.count;
    }
  }
  for (const sums of money.values())
    sums.differenceMinor =
      sums.registeredMinor - (sums.invoicedMinor - sums.notRegisteredMinor + sums.notInvoicedMinor);
  for (const sums of awards.values()) sums.differenceMinor = sums.registeredMinor - sums.byDocumentsMinor;
  const byKey = <T>(sums: Map<string, T>): T[] =>
    [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return { money: byKey(money), awards: byKey(awards) };
}

function nowhere(): Sums {
  return Object.fromEntries(PLACES_OF_MONEY.map((place) => [place, 0])) as Sums;
}

function put<T>(sums: Map<string, T>, key: string, fresh: T): T {
  const found = sums.get(key) ?? fresh;
  sums.set(key, found);
  return found;
}
