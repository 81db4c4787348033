import type { WrittenCell } from '@dotation/documents';

export const ORDER_FORMATS = ['csv', 'xlsx', 'json'] as const;
export type OrderFormat = (typeof ORDER_FORMATS)[number];

export interface WrittenOrder {
  number: string;
  revision: number;
  orderedOn: string;
  incoterm: string | null;
  currency: string;
  lines: readonly {
    lineNumber: number;
    maker: string;
    model: string;
    quantity: number;
    unitPriceMinor: number;
    received: number;
    open: number;
    substitutesLine: number | null;
    funding: readonly { awardId: string; percent: number }[];
  }[];
}

/** What an order names, in words. */
export interface Names {
  supplier: string | null;
  /** FAIN by award. */
  awards: ReadonlyMap<string, string>;
  /** Of the currency. */
  decimals: number;
}

const headings = {
  fr: [
    ...[
      'N° de commande',
      'Révision',
      'Date',
      'Fournisseur',
      'Incoterm',
      'Devise',
      'Ligne',
      'Remplace la ligne',
      'Marque',
    ],
    ...['Modèle', 'Quantité', 'Prix unitaire', 'Montant', 'Reçu', 'Ouvert', 'Financement'],
  ],
  en: [
    ...['Order', 'Revision', 'Date', 'Supplier', 'Incoterm', 'Currency', 'Line', 'Substitutes line', 'Maker', 'Model'],
    ...['Quantity', 'Unit price', 'Amount', 'Received', 'Open', 'Funding'],
  ],
} as const;

/** An order as a table, a row per line; prices as people write them. */
export function orderTable(
  order: WrittenOrder,
  { supplier, awards, decimals }: Names,
  language: keyof typeof headings,
): { heading: readonly string[]; rows: WrittenCell[][] } {
  const { number, revision, orderedOn, incoterm, currency } = order;
  const price = (minor: number): number => Number((minor / 10 ** decimals).toFixed(decimals));
  const rows = order.lines.map((line) => [
    ...[number, revision, orderedOn, supplier, incoterm, currency, line.lineNumber, line.substitutesLine, line.maker],
    ...[
      line.model,
      line.quantity,
      price(line.unitPriceMinor),
      price(line.unitPriceMinor * line.quantity),
      line.received,
    ],
    ...[
      line.open,
      line.funding.map(({ awardId, percent }) => `${awards.get(awardId) ?? awardId} ${percent} %`).join(', '),
    ],
  ]);
  return { heading: headings[language], rows };
}
