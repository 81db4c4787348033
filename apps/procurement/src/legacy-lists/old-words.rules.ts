import { CONDITIONS, type Condition, type LegacyOrigin, type Lifecycle } from '@dotation/contracts';
import { headingKey } from '../packing-lists/heading.rules.js';

/** Where a device of an old list stands (AM-13); what was found at a count is looked at before anything else. */
export const BORN_IN = {
  MIGRATED: ['A09_IN_SERVICE', 'A13_MISSING', 'A16_INACCESSIBLE'],
  FOUND_AT_COUNT: ['A17_RECOVERED'],
} as const satisfies Record<LegacyOrigin, readonly Lifecycle[]>;

const STATES: Readonly<Record<string, readonly string[]>> = {
  A09_IN_SERVICE: ['en service', 'en usage', 'utilise', 'operationnel', 'fonctionnel', 'actif', 'in service', 'in use'],
  A13_MISSING: ['manquant', 'manquante', 'introuvable', 'perdu', 'perdue', 'disparu', 'missing', 'lost', 'not found'],
  A16_INACCESSIBLE: ['inaccessible', 'zone inaccessible', 'zone rouge', 'non verifiable', 'not accessible'],
  A17_RECOVERED: ['retrouve', 'retrouvee', 'trouve', 'found', 'recovered'],
};
const CONDITION_WORDS: Readonly<Partial<Record<Condition, readonly string[]>>> = {
  EXCELLENT: ['excellent', 'neuf', 'neuve', 'tres bon', 'tres bon etat', 'new'],
  USABLE: ['bon', 'bonne', 'bon etat', 'moyen', 'passable', 'utilisable', 'good', 'fair', 'usable'],
  REPAIRABLE: ['a reparer', 'en panne', 'panne', 'defectueux', 'reparable', 'mauvais', 'poor', 'broken', 'repairable'],
  SALVAGE: ['hors usage', 'hors service', 'hs', 'irreparable', 'unserviceable', 'salvage'],
  SCRAP: ['epave', 'ferraille', 'rebut', 'scrap'],
  UNKNOWN: ['inconnu', 'inconnue', 'unknown'],
};

const wordOf = <T extends string>(
  words: Readonly<Partial<Record<T, readonly string[]>>>,
  text: string,
): T | undefined => {
  const key = headingKey(text);
  const entries = Object.entries(words) as [T, readonly string[]][];
  return entries.find(([name, all]) => all.includes(key) || headingKey(name) === key)?.[0];
};

/** “en service”, “introuvable” or the state's own name; undefined for what is none. */
export function stateSaid(text: string): Lifecycle | undefined {
  return wordOf(STATES, text) as Lifecycle | undefined;
}

/** “bon état”, “en panne” or the condition's own name. */
export function conditionSaid(text: string): Condition | undefined {
  const own = CONDITIONS.find((condition) => condition === text.trim());
  return own ?? wordOf<Condition>(CONDITION_WORDS, text);
}

/** Days of a spreadsheet that was not told that they are days; 20,000 is in 1954, 60,000 in 2064. */
const SERIAL_DAY = /^[2-5]\d{4}$/;

/** 2014-05-31, 31/05/2014, 31.5.2014 or the number a spreadsheet keeps of it; a year alone is no day. */
export function daySaid(text: string): string | undefined {
  const tight = text.trim();
  if (SERIAL_DAY.test(tight)) return isoOf(Date.UTC(1899, 11, 30) + Number(tight) * 86_400_000);
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(tight) ?? [];
  const [, day, month, year] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(tight) ?? [];
  const [y, m, d] = [isoYear ?? year, isoMonth ?? month, isoDay ?? day].map(Number) as [number, number, number];
  if (Number.isNaN(y)) return undefined;
  const iso = isoOf(Date.UTC(y, m - 1, d));
  // The 31st of February is no day, and no other one either.
  return iso === `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}` ? iso : undefined;
}

const isoOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
