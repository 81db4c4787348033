import type { SerialRule, TrackingMode } from '@dotation/contracts';
import { nameKey, tidy } from '../makers/name.rules.js';
import { categoryOf } from './category.rules.js';

export const JURISDICTIONS = ['NONE', 'EAR', 'ITAR'] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** A part that has a maker of its own: section 889 asks who made it, whatever the label on the box (domain §2.4). */
export interface Component {
  name: string;
  makerId: string;
  mandatory: boolean;
}

/** A model as somebody describes it; what is absent is as its category has it. */
export interface DescribedItem {
  makerId: string;
  category: string;
  model: string;
  description: string;
  serialRule: SerialRule;
  trackingMode?: TrackingMode | null;
  usefulLifeMonths?: number | null;
  attractive?: boolean | null;
  dataBearing?: boolean | null;
  biometric?: boolean | null;
  eumTracked?: boolean | null;
  spectrumLicenceRequired?: boolean | null;
  unspsc?: string | null;
  hsCode?: string | null;
  mpn?: string | null;
  gtin?: string | null;
  countryOfOrigin?: string | null;
  exportJurisdiction?: Jurisdiction | null;
  exportClass?: string | null;
  components?: Component[] | null;
}

/** A model as the catalogue keeps it. */
export interface NewItem extends Required<DescribedItem> {
  modelKey: string;
  trackingMode: TrackingMode;
  attractive: boolean;
  dataBearing: boolean;
  biometric: boolean;
  eumTracked: boolean;
  spectrumLicenceRequired: boolean;
  exportJurisdiction: Jurisdiction;
  components: Component[];
}

export interface ItemProblem {
  field: string;
  code: string;
  detail: string;
}

/** The item with what its category says where the description is silent, or everything wrong with it, by field. */
export function describedItem(said: DescribedItem): { item: NewItem; problems: ItemProblem[] } {
  const category = categoryOf(said.category);
  const given = (text: string | null | undefined): string | null => (text ? tidy(text) : null);
  const item: NewItem = {
    makerId: said.makerId,
    category: said.category,
    model: tidy(said.model),
    modelKey: nameKey(said.model),
    description: tidy(said.description),
    serialRule: said.serialRule,
    trackingMode: said.trackingMode ?? category?.trackingMode ?? 'SERIAL',
    usefulLifeMonths: said.usefulLifeMonths ?? category?.usefulLifeMonths ?? null,
    attractive: said.attractive ?? category?.attractive ?? false,
    dataBearing: said.dataBearing ?? category?.dataBearing ?? false,
    biometric: said.biometric ?? category?.biometric ?? false,
    eumTracked: said.eumTracked ?? true,
    spectrumLicenceRequired: said.spectrumLicenceRequired ?? category?.spectrumLicence ?? false,
    unspsc: given(said.unspsc) ?? category?.unspsc[0] ?? null,
    hsCode: given(said.hsCode) ?? category?.hs[0] ?? null,
    mpn: given(said.mpn),
    gtin: given(said.gtin),
    countryOfOrigin: given(said.countryOfOrigin)?.toUpperCase() ?? null,
    exportJurisdiction: said.exportJurisdiction ?? 'NONE',
    exportClass: given(said.exportClass),
    components: (said.components ?? []).map((part) => ({ ...part, name: tidy(part.name) })),
  };
  return { item, problems: problemsOf(item) };
}

function problemsOf(item: NewItem): ItemProblem[] {
  const problems: ItemProblem[] = [];
  const problem = (field: string, code: string, detail: string): number => problems.push({ field, code, detail });
  if (!categoryOf(item.category)) problem('category', 'category-unknown', `There is no category ${item.category}.`);
  if (item.modelKey === '') problem('model', 'name-unreadable', `"${item.model}" has no letter or digit.`);
  if (item.unspsc !== null && !/^\d{8}$/.test(item.unspsc))
    problem('unspsc', 'unspsc-not-valid', 'A UNSPSC code has eight digits.');
  if (item.hsCode !== null && !/^\d{4}(\.?\d{2}){0,2}$/.test(item.hsCode))
    problem('hsCode', 'hs-code-not-valid', 'A code of the Harmonised System has four to eight digits, like 8471.30.');
  if (item.gtin !== null && !isGtin(item.gtin))
    problem('gtin', 'gtin-not-valid', 'A GTIN has 8, 12, 13 or 14 digits, the last of which checks the others.');
  if (item.countryOfOrigin !== null && !/^[A-Z]{2}$/.test(item.countryOfOrigin))
    problem('countryOfOrigin', 'country-not-valid', 'A country has two letters (ISO 3166-1), like CD.');
  if (item.exportJurisdiction !== 'NONE' && item.exportClass === null)
    problem('exportClass', 'export-class-missing', 'Say the USML category or the ECCN (CR-05).');
  // A lot has no serials: nothing could ever satisfy the rule.
  if (item.trackingMode === 'QUANTITY' && item.serialRule === 'REQUIRED')
    problem('serialRule', 'serial-rule-contradicts', 'What is counted in lots has no serial of its own (AM-8, AM-9).');
  return problems;
}

/** GS1: the digits, weighted 3 and 1 from the right, sum to a multiple of ten. */
export function isGtin(text: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return false;
  const sum = [...text]
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 1 ? 3 : 1), 0);
  return sum % 10 === 0;
}
