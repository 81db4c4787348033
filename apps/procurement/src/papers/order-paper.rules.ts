import { factsOf, moneyOf, tableOf, type PaperForm, type Words } from '@dotation/documents/paper';
import type { PurchaseOrderDto } from '../purchase-orders/purchase-orders.dto.js';
import { extractOf, NAMES, numbered } from './people.rules.js';

/** Supplier and awards in words, and how many lines there are beyond those the reader sees. */
export interface OrderNames {
  supplier: string | null;
  awards: ReadonlyMap<string, string>;
  hiddenLines: number;
}

const CANCELLED: Words = [
  'Annulé : rien n’est commandé sous ce numéro.',
  'Cancelled: nothing is ordered under this number.',
];
const SECTION_889: Words = [
  'Le fournisseur déclare que rien de ce qu’il livre n’est visé par la section 889 (Public Law 115-232), ni en tout ni en partie.',
  'The supplier declares that nothing delivered is covered by section 889 (Public Law 115-232), in whole or in part.',
];
const END_USE: Words = [
  'Les biens sont destinés à l’utilisateur final que l’acheteur désigne ; le fournisseur ne les livre à nul autre.',
  'The goods are for the end user the buyer names; the supplier delivers them to no one else.',
];

/** D03: what is ordered, from whom, at which price, and which award pays; what came of it is the receipt's to say. */
export function orderPaper(order: PurchaseOrderDto, { supplier, awards, hiddenLines }: OrderNames): PaperForm {
  const sum = order.lines.reduce((all, { quantity, unitPriceMinor }) => all + quantity * unitPriceMinor, 0);
  const fains = [...new Set(order.lines.flatMap(({ funding }) => funding.map(({ awardId }) => awardId)))];
  return {
    title: ['Bon de commande', 'Purchase order'],
    ...{ number: order.number, day: order.orderedOn },
    notices: [...(order.status === 'CANCELLED' ? [CANCELLED] : []), ...extractOf(hiddenLines)],
    sections: [
      factsOf(
        ['Commande', 'Order'],
        [
          [['Fournisseur', 'Supplier'], supplier ?? order.supplierId ?? ''],
          [['Incoterm', 'Incoterm'], order.incoterm ?? ''],
          [['Révision', 'Revision'], String(order.revision)],
          [['Monnaie', 'Currency'], order.currency],
          [['Subvention (FAIN)', 'Award (FAIN)'], fains.map((id) => awards.get(id) ?? id).join(', ')],
          [['Livraison', 'Delivery'], ''],
          [['Garantie', 'Warranty'], ''],
        ],
      ),
      ...tableOf(
        ['Lignes', 'Lines'],
        order.lines,
        [
          { heading: ['N°', 'No.'], width: 10, of: ({ lineNumber }) => String(lineNumber) },
          {
            heading: ['Marque, modèle', 'Make, model'],
            width: null,
            of: ({ maker, model, substitutesLine }) =>
              `${maker} ${model}${substitutesLine === null ? '' : ` (remplace / substitutes ${substitutesLine})`}`,
          },
          { heading: ['Quantité', 'Quantity'], width: 18, as: 'number', of: ({ quantity }) => String(quantity) },
          {
            heading: ['Prix unitaire', 'Unit price'],
            width: 34,
            as: 'number',
            of: ({ unitPriceMinor }) => moneyOf(unitPriceMinor, order.currency),
          },
          {
            heading: ['Montant', 'Amount'],
            width: 36,
            as: 'number',
            of: ({ quantity, unitPriceMinor }) => moneyOf(quantity * unitPriceMinor, order.currency),
          },
        ],
        ['', ['Total', 'Total'], '', '', moneyOf(sum, order.currency)],
      ),
      { kind: 'clauses', heading: ['Clauses', 'Clauses'], clauses: [SECTION_889, END_USE] },
    ],
    signatures: [
      { role: ['Demandé par', 'Asked by'], said: numbered(order.requesterId) },
      { role: ['Acheté par', 'Bought by'], said: numbered(order.buyerId) },
      { role: ['Approuvé par', 'Approved by'], said: numbered(order.approverId) },
      { role: ['Pour le fournisseur', 'For the supplier'], said: [] },
    ],
    note: NAMES,
  };
}
