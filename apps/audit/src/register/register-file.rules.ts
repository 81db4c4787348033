import type { WrittenCell } from '@dotation/documents';
import type { RegisterRowDto } from './register.dto.js';
import { wordOf, type Language } from './register-words.rules.js';

interface ColumnOf {
  fr: string;
  en: string;
  cell: (row: RegisterRowDto, known: Known) => WrittenCell;
}

interface Known {
  asOf: string;
  knownAt: string;
  position: number;
  language: Language;
}

const list = (texts: (string | null)[]): string => texts.filter((text) => text !== null).join(' + ');

/** Numbered as the elements of 2 CFR 200.313(d)(1), so that an auditor ticks them off in order. */
const columns: readonly ColumnOf[] = [
  { fr: '1 Désignation', en: '1 Description', cell: (row) => row.description },
  { fr: '1 Marque', en: '1 Maker', cell: (row) => row.maker },
  { fr: '1 Modèle', en: '1 Model', cell: (row) => row.model },
  { fr: '1 Catégorie', en: '1 Category', cell: (row) => row.category },
  { fr: '2 N° de série', en: '2 Serial number', cell: (row) => row.serial },
  { fr: '2 Étiquette', en: '2 Asset tag', cell: (row) => row.tag },
  {
    fr: '2 Autres identifiants',
    en: '2 Other identifiers',
    cell: ({ identifiers }) =>
      list(identifiers.filter(({ type }) => type !== 'MFR_SERIAL').map(({ type, raw }) => `${type} ${raw}`)),
  },
  { fr: '2 Sans n° de série parce que', en: '2 No serial because', cell: (row) => row.noSerialReason },
  { fr: '3 FAIN', en: '3 FAIN', cell: ({ funding }) => list(funding.map(({ fain }) => fain)) },
  {
    fr: '3 Source de financement',
    en: '3 Source of funding',
    cell: ({ funding }) => list(funding.map(({ donor, fain, percent }) => `${donor ?? fain ?? '?'} ${percent} %`)),
  },
  { fr: '4 Titre de propriété', en: '4 Title', cell: (row, { language }) => wordOf('title', row.title, language) },
  { fr: '5 Date d’acquisition', en: '5 Acquisition date', cell: (row) => row.acquisitionDate },
  { fr: '6 Coût', en: '6 Cost', cell: ({ costMinor, currency }) => major(costMinor, currency) },
  {
    fr: '6 Coût nul parce que',
    en: '6 No cost because',
    cell: (row, { language }) => wordOf('zeroCost', row.zeroCostReason, language),
  },
  { fr: '6 Monnaie', en: '6 Currency', cell: (row) => row.currency },
  { fr: '7 Participation fédérale %', en: '7 Federal participation %', cell: (row) => row.federalPercent },
  { fr: '8 Lieu', en: '8 Location', cell: ({ custodian }) => custodian?.place.name ?? null },
  { fr: '8 Détenteur', en: '8 Held by', cell: ({ custodian }) => custodian?.label ?? null },
  { fr: '8 Depuis', en: '8 Since', cell: (row) => row.since },
  { fr: '8 En route', en: '8 On the way', cell: ({ custodian }) => custodian?.enRoute ?? null },
  { fr: '9 Usage', en: '9 Use', cell: (row, { language }) => wordOf('use', row.use, language) },
  { fr: '10 État', en: '10 Condition', cell: (row, { language }) => wordOf('condition', row.condition, language) },
  { fr: '11 Date de cession', en: '11 Date of disposal', cell: ({ disposition }) => disposition?.date ?? null },
  {
    fr: '11 Prix de vente',
    en: '11 Sale price',
    cell: ({ disposition, currency }) => major(disposition?.salePriceMinor ?? null, currency),
  },
  {
    fr: 'Cycle de vie',
    en: 'Life-cycle state',
    cell: (row, { language }) => wordOf('lifecycle', row.lifecycle, language),
  },
  {
    fr: 'Éléments en blanc',
    en: 'Blank elements',
    cell: ({ blanks }, { language }) =>
      list(
        blanks.map(({ element, reason, said }) => {
          const [what, why] = [wordOf('element', element, language), wordOf('reason', reason, language)];
          return `${what}: ${why}${said ? ` (${said})` : ''}`;
        }),
      ),
  },
  { fr: 'Origine', en: 'Origin', cell: (row, { language }) => wordOf('origin', row.origin, language) },
  { fr: 'Id de l’appareil', en: 'Device id', cell: (row) => row.deviceId },
  { fr: 'Situation au', en: 'As of', cell: (_, { asOf }) => asOf },
  { fr: 'Connue au', en: 'Known at', cell: (_, { knownAt }) => knownAt },
  { fr: 'Position du journal', en: 'Log position', cell: (_, { position }) => position },
];

export function headingIn(language: Language): string[] {
  return columns.map((column) => column[language]);
}

export function cellsOf(row: RegisterRowDto, known: Known): WrittenCell[] {
  return columns.map(({ cell }) => cell(row, known));
}

/** Minor units as people write money: 84500 in USD is 845, in a currency without cents 84500. */
function major(minor: number | null, currency: string | null): number | null {
  if (minor === null || currency === null) return null;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return Number((minor / 10 ** maximumFractionDigits).toFixed(maximumFractionDigits));
}
