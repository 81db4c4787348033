/** What is counted of one property record. */
export interface Counted {
  lifecycle: string | null;
  category: string | null;
  /** Where it is, or where it is on the way to. */
  placeId: string | null;
  awardIds: string[];
  acquisitionDate: string | null;
  costMinor: number | null;
  currency: string | null;
}

export interface Count {
  /** Null: not known. */
  key: string | null;
  devices: number;
}
export interface Counts {
  devices: number;
  lifecycles: Count[];
  categories: Count[];
  places: Count[];
  /** A device paid by two awards is counted under both. */
  awards: Count[];
  /** Whole years since acceptance, on the day asked for. */
  ages: Count[];
  costs: { currency: string; minor: number; devices: number }[];
}

/** Whole years from one day to another, as birthdays are counted. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return Math.max(0, to.slice(5, 10) < from.slice(5, 10) ? years - 1 : years);
}

/** Counts the devices of a register by what a dashboard asks, page by page. */
export class Census {
  readonly #asOf: string;
  #devices = 0;
  readonly #counts = {
    lifecycles: new Map<string | null, number>(),
    categories: new Map<string | null, number>(),
    places: new Map<string | null, number>(),
    awards: new Map<string | null, number>(),
    ages: new Map<string | null, number>(),
  };
  readonly #costs = new Map<string, { minor: number; devices: number }>();

  constructor(asOf: string) {
    this.#asOf = asOf.slice(0, 10);
  }

  add({ lifecycle, category, placeId, awardIds, acquisitionDate, costMinor, currency }: Counted): void {
    const { lifecycles, categories, places, awards, ages } = this.#counts;
    const one = (of: Map<string | null, number>, key: string | null) => of.set(key, (of.get(key) ?? 0) + 1);
    this.#devices += 1;
    one(lifecycles, lifecycle);
    one(categories, category);
    one(places, placeId);
    for (const awardId of awardIds.length > 0 ? new Set(awardIds) : [null]) one(awards, awardId);
    one(ages, acquisitionDate === null ? null : String(yearsBetween(acquisitionDate, this.#asOf)));
    if (costMinor === null || currency === null) return;
    const sum = this.#costs.get(currency) ?? { minor: 0, devices: 0 };
    this.#costs.set(currency, { minor: sum.minor + costMinor, devices: sum.devices + 1 });
  }

  /** Most first; what is equal stands in the order of its key, so that the same register counts the same. */
  result(): Counts {
    const sorted = (of: Map<string | null, number>): Count[] =>
      [...of].map(([key, devices]) => ({ key, devices })).sort(byDevices);
    const { lifecycles, categories, places, awards, ages } = this.#counts;
    return {
      devices: this.#devices,
      ...{ lifecycles: sorted(lifecycles), categories: sorted(categories), places: sorted(places) },
      ...{ awards: sorted(awards), ages: sorted(ages).sort((a, b) => Number(a.key ?? -1) - Number(b.key ?? -1)) },
      costs: [...this.#costs]
        .map(([currency, sum]) => ({ currency, ...sum }))
        .sort((a, b) => a.currency.localeCompare(b.currency)),
    };
  }
}

const byDevices = (a: Count, b: Count): number => b.devices - a.devices || (a.key ?? '').localeCompare(b.key ?? '');
