import { CONDITION_WORDS } from '@dotation/contracts';
import { dayOf, factsOf, minuteOf, tableOf, wordsIn, type PaperForm, type Words } from '@dotation/documents/paper';
import type { ReceiptDto, ReceiptLineDto } from '../receipts/receipt-answers.dto.js';
import { extractOf, NAMES, numbered } from './people.rules.js';

/** Number of the order and how many of each of its lines were ordered; without an order, neither. */
export interface OrderedOf {
  number: string | null;
  quantities: ReadonlyMap<string, number>;
  /** Lines of the receipt that its reader does not see. */
  hiddenLines: number;
}

const WAITING: Words = [
  'Le registre n’a pas encore répondu à toutes les lignes.',
  'The register has not answered every line yet.',
];
const NOT_INSPECTED: Words = ['Pas encore contrôlé par la commission.', 'Not inspected by the committee yet.'];
const DISCREPANCIES: Readonly<Record<string, Words>> = {
  SHORT: ['Manquant', 'Short'],
  OVER: ['Excédent', 'Over'],
  DAMAGED: ['Endommagé', 'Damaged'],
  OTHER: ['Autre', 'Other'],
  REGISTER_REFUSED: ['Refusé par le registre', 'Refused by the register'],
};
const INSPECTED: Readonly<Record<string, Words>> = {
  ACCEPTED: ['Accepté', 'Accepted'],
  REJECTED: ['Rejeté', 'Rejected'],
};

/** D04: what came, from whom and with what, per line of the order, and every serial of it. */
export function receiptPaper(receipt: ReceiptDto, names: ReadonlyMap<string, string>, ordered: OrderedOf): PaperForm {
  const named = (id: string): string => names.get(id) ?? id;
  const numberedLines = [...Map.groupBy(receipt.lines, lineKey).values()];
  return {
    title: ['Bon de réception', 'Receiving report'],
    ...{ number: receipt.number, day: dayOf(receipt.receivedAt) },
    notices: [
      ...(receipt.lines.some(({ register }) => register === 'WAITING') ? [WAITING] : []),
      ...(receipt.inspectionId === null ? [NOT_INSPECTED] : []),
      ...extractOf(ordered.hiddenLines),
    ],
    sections: [
      factsOf(
        ['Livraison', 'Delivery'],
        [
          [['Magasin', 'Store'], named(receipt.storeUnitId)],
          [['Lieu', 'Place'], named(receipt.placeId)],
          [['Reçu le', 'Received on'], minuteOf(receipt.receivedAt)],
          [['Enregistré le', 'Recorded on'], minuteOf(receipt.recordedAt)],
          [['Bon de commande', 'Purchase order'], ordered.number ?? '–'],
          [['Bon de livraison', 'Delivery note'], receipt.deliveryNote ?? receipt.noDeliveryNoteReason ?? ''],
          [['Transporteur', 'Carrier'], receipt.carrierId === null ? '' : named(receipt.carrierId)],
          [['Chauffeur', 'Driver'], receipt.driverId === null ? '' : `N° ${receipt.driverId}`],
          [['Scellés', 'Seals'], ''],
        ],
      ),
      ...tableOf(['Par modèle', 'By model'], numberedLines, [
        { heading: ['Marque, modèle', 'Make, model'], width: null, of: ([line]) => modelOf(line) },
        {
          heading: ['Commandé', 'Ordered'],
          width: 24,
          as: 'number',
          of: ([line]) => quantityOf(ordered.quantities.get(line?.orderLineId ?? '')),
        },
        { heading: ['Livré', 'Delivered'], width: 24, as: 'number', of: (lines) => String(sumOf(lines)) },
        { heading: ['Accepté', 'Accepted'], width: 24, as: 'number', of: (lines) => acceptedOf(lines) },
        { heading: ['Rejeté', 'Rejected'], width: 24, as: 'number', of: (lines) => rejectedOf(lines) },
      ]),
      ...tableOf(['Écarts', 'Discrepancies'], receipt.discrepancies, [
        { heading: ['Écart', 'Discrepancy'], width: 40, of: ({ code }) => wordsIn(DISCREPANCIES, code) },
        { heading: ['Quantité', 'Quantity'], width: 22, as: 'number', of: ({ quantity }) => String(quantity) },
        { heading: ['Précision', 'Detail'], width: null, of: ({ detail }) => detail ?? '' },
      ]),
      ...tableOf(['Annexe : numéros de série', 'Annex: serials'], receipt.lines, [
        { heading: ['N°', 'No.'], width: 11, of: ({ row }) => String(row) },
        { heading: ['N° de série', 'Serial'], width: 42, as: 'code', of: ({ serial }) => serial },
        { heading: ['Marque, modèle', 'Make, model'], width: null, of: modelOf },
        { heading: ['Quantité', 'Quantity'], width: 17, as: 'number', of: ({ quantity }) => String(quantity) },
        { heading: ['Colis', 'Carton'], width: 24, of: ({ carton }) => carton ?? '' },
        { heading: ['État', 'Condition'], width: 22, of: ({ condition }) => wordsIn(CONDITION_WORDS, condition) },
        { heading: ['Constat', 'Outcome'], width: 28, of: outcomeOf },
      ]),
    ],
    signatures: [
      { role: ['Magasinier', 'Storekeeper'], said: numbered(receipt.receivedBy) },
      { role: ['Témoin', 'Witness'], said: numbered(receipt.witnessId) },
      { role: ['Chauffeur', 'Driver'], said: numbered(receipt.driverId) },
    ],
    note: NAMES,
  };
}

const lineKey = ({ orderLineId, catalogueItemId }: ReceiptLineDto): string => `${orderLineId ?? ''} ${catalogueItemId}`;
const modelOf = (line: ReceiptLineDto | undefined): string => (line ? `${line.maker} ${line.model}` : '');
const quantityOf = (quantity: number | undefined): string => (quantity === undefined ? '–' : String(quantity));
const sumOf = (lines: readonly ReceiptLineDto[]): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** Nothing is accepted or rejected before somebody looked. */
const inspected = (lines: readonly ReceiptLineDto[]): ReceiptLineDto[] => lines.filter(({ inspection }) => inspection);
const rejectedOf = (lines: readonly ReceiptLineDto[]): string =>
  inspected(lines).length === 0 ? '' : String(inspected(lines).reduce((sum, line) => sum + line.rejectedQuantity, 0));
const acceptedOf = (lines: readonly ReceiptLineDto[]): string =>
  inspected(lines).length === 0
    ? ''
    : String(inspected(lines).reduce((sum, line) => sum + line.quantity - line.rejectedQuantity, 0));

function outcomeOf({ register, refusal, inspection }: ReceiptLineDto): Words | string {
  if (register === 'REFUSED') return wordsIn(DISCREPANCIES, refusal ? 'REGISTER_REFUSED' : register);
  return inspection === null ? '' : wordsIn(INSPECTED, inspection);
}
