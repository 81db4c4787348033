import { SERIAL_RULES, TRACKING_MODES } from '@dotation/contracts';
import type { Headings, LoadProblem, LoadRow } from '@dotation/documents';
import { nameKey } from '../makers/name.rules.js';
import { CATEGORIES } from './category.rules.js';
import { describedItem, JURISDICTIONS, type Component, type DescribedItem, type NewItem } from './item.rules.js';

export type ItemField = Exclude<keyof DescribedItem, 'makerId' | 'eumTracked' | 'spectrumLicenceRequired'> | 'maker';

/** The first of each is what an export writes. */
export const catalogueHeadings: Headings<ItemField> = {
  needed: ['maker', 'category', 'model', 'description'],
  synonyms: {
    maker: ['marque', 'fabricant', 'constructeur', 'maker', 'manufacturer', 'brand', 'make'],
    category: ['categorie', 'category', 'type'],
    model: ['modele', 'model', 'reference'],
    description: ['description', 'designation', 'libelle'],
    serialRule: ['regle de serie', 'numero de serie', 'serial rule', 'serial number'],
    trackingMode: ['mode de suivi', 'suivi', 'tracking mode', 'tracking'],
    usefulLifeMonths: ['duree de vie mois', 'duree de vie', 'useful life months', 'useful life'],
    attractive: ['attrayant', 'attractive'],
    dataBearing: ['porteur de donnees', 'data bearing'],
    biometric: ['biometrique', 'biometric'],
    unspsc: ['unspsc', 'code unspsc', 'unspsc code'],
    hsCode: ['code sh', 'sh', 'hs code', 'hs'],
    mpn: ['reference fabricant', 'mpn', 'part number'],
    gtin: ['gtin', 'ean', 'upc', 'code barres'],
    countryOfOrigin: ['pays d origine', 'origine', 'country of origin', 'origin'],
    exportJurisdiction: ['controle export', 'export control', 'jurisdiction'],
    exportClass: ['classe export', 'export class', 'eccn'],
    components: ['composants', 'components'],
  },
};

/** What the catalogue already knows of what a file names. */
export interface KnownNames {
  /** Ids of makers by the key of each of their names. */
  makers: ReadonlyMap<string, string>;
  /** Models that are in the catalogue, as `modelOf` says them. */
  models: ReadonlySet<string>;
}

export const modelOf = (makerId: string, modelKey: string): string => `${makerId} ${modelKey}`;

/** Every maker a file names, as a maker or as that of a component. */
export function makersNamed(rows: readonly LoadRow<ItemField>[]): string[] {
  const parts = rows.flatMap(({ values }) => partsOf(values.components).map(({ maker }) => maker));
  return [...new Set([...rows.flatMap(({ values }) => values.maker ?? []), ...parts].map(nameKey))];
}

/** The models of a file, one for each row, and everything wrong with them by row and field. */
export function itemsFrom(
  rows: readonly LoadRow<ItemField>[],
  { makers, models }: KnownNames,
): { items: NewItem[]; problems: LoadProblem[] } {
  const problems: LoadProblem[] = [];
  const seen = new Map<string, number>();
  const items = rows.map(({ row, line, values }) => {
    const problem = (field: string, code: string, detail: string): number =>
      problems.push({ row, line, field, code, detail });
    const one = <T extends string>(
      field: ItemField,
      allowed: readonly T[],
      names: Readonly<Record<string, T>> = {},
    ) => {
      const text = values[field];
      if (text === undefined) return undefined;
      const found = allowed.find((code) => code === text.toUpperCase()) ?? names[nameKey(text)];
      if (!found) problem(field, 'value-not-known', `"${text}" is none of ${allowed.join(', ')}.`);
      return found;
    };
    const flag = (field: ItemField): boolean | undefined => {
      const text = values[field];
      if (text === undefined) return undefined;
      const said = yesOrNo[nameKey(text)];
      if (said === undefined) problem(field, 'value-not-known', `"${text}" is neither oui (yes) nor non (no).`);
      return said;
    };
    const known = (field: ItemField, maker: string): string => {
      const id = makers.get(nameKey(maker));
      if (!id) problem(field, 'maker-unknown', `No maker is known as ${maker}: record it first.`);
      return id ?? '';
    };
    const missing = (['maker', 'category', 'model', 'description'] as const).filter((field) => !values[field]);
    for (const field of missing) problem(field, 'value-missing', 'Every row needs it.');
    const { item, problems: wrong } = describedItem({
      makerId: values.maker ? known('maker', values.maker) : '',
      category: (values.category && categoryNames[nameKey(values.category)]) ?? values.category ?? '',
      model: values.model ?? '',
      description: values.description ?? '',
      serialRule: one('serialRule', SERIAL_RULES, serialRuleNames) ?? 'REQUIRED',
      trackingMode: one('trackingMode', TRACKING_MODES),
      usefulLifeMonths: monthsIn(values.usefulLifeMonths, problem),
      ...{ attractive: flag('attractive'), dataBearing: flag('dataBearing'), biometric: flag('biometric') },
      ...{ unspsc: values.unspsc, hsCode: values.hsCode, mpn: values.mpn, gtin: values.gtin },
      ...{ countryOfOrigin: values.countryOfOrigin, exportClass: values.exportClass },
      exportJurisdiction: one('exportJurisdiction', JURISDICTIONS),
      components: partsOf(values.components).map(({ name, maker, mandatory }): Component => ({
        name,
        mandatory,
        makerId: known('components', maker),
      })),
    });
    for (const { field, code, detail } of wrong) {
      if (!missing.some((absent) => absent === field)) problem(field, code, detail);
    }
    const key = modelOf(item.makerId, item.modelKey);
    const earlier = seen.get(key);
    if (item.makerId !== '' && item.modelKey !== '') {
      if (models.has(key)) problem('model', 'model-taken', 'This model is in the catalogue.');
      else if (earlier !== undefined) problem('model', 'model-repeated', `Row ${earlier} is the same model.`);
      seen.set(key, earlier ?? row);
    }
    return item;
  });
  return { items, problems };
}

const yesOrNo: Readonly<Record<string, boolean>> = {
  ...{ OUI: true, O: true, YES: true, Y: true, X: true, TRUE: true, VRAI: true, 1: true },
  ...{ NON: false, N: false, NO: false, FALSE: false, FAUX: false, 0: false },
};
const serialRuleNames: Readonly<Record<string, (typeof SERIAL_RULES)[number]>> = {
  ...{ OBLIGATOIRE: 'REQUIRED', OUI: 'REQUIRED', SIPRESENT: 'IF_PRESENT', LOT: 'BATCH', AUCUN: 'NONE', NON: 'NONE' },
};
const categoryNames: Readonly<Record<string, string>> = Object.fromEntries(
  CATEGORIES.flatMap(({ code, nameEn, nameFr }) => [code, nameEn, nameFr].map((name) => [nameKey(name), code])),
);

function monthsIn(
  text: string | undefined,
  problem: (field: string, code: string, detail: string) => number,
): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1200) return Number(text);
  problem('usefulLifeMonths', 'months-not-valid', 'It is a whole number of months from 1 to 1200.');
  return undefined;
}

/** “Modem LTE = Sierra Wireless; Batterie (option) = Victron” */
function partsOf(text = ''): { name: string; maker: string; mandatory: boolean }[] {
  return text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...maker] = part.split('=');
      const optional = /\(option(nel|al)?\)/i;
      return {
        name: name.replace(optional, '').trim(),
        maker: maker.join('=').trim(),
        mandatory: !optional.test(name),
      };
    });
}

/** How an export says the components, so that an import reads the same. */
export function partsSaid(parts: readonly { name: string; maker: string; mandatory: boolean }[]): string {
  return parts.map(({ name, maker, mandatory }) => `${name}${mandatory ? '' : ' (option)'} = ${maker}`).join('; ');
}
