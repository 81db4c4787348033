import { CONDITION_WORDS, type Signature } from '@dotation/contracts';
import { bothWords, dayOf, factsOf, minuteOf, tableOf, wordsIn } from '@dotation/documents/paper';
import type { PaperForm, Section, Words } from '@dotation/documents/paper';
import type { WaybillDto } from '../waybills/waybills.dto.js';
import { numberOf, OUTCOME_WORDS, PURPOSE_WORDS, saidBy } from './words.rules.js';

/** What a paper says of a waybill beside what its readers see. */
export interface WaybillSteps {
  draftedAt: Date;
  approvedAt: Date | null;
}

const NOTICES: Record<string, Words> = {
  DRAFT: ['Projet : les biens ne sont pas libérés.', 'Draft: the goods are not released.'],
  WITHDRAWN: ['Retiré : rien n’est parti sous ce numéro.', 'Withdrawn: nothing left under this number.'],
  CLOSED_SHORT: ['Clos avec manquants.', 'Closed with lines missing.'],
};
const SHORTAGE: Words = [
  'Tout manquant et toute avarie se notent ici, ligne par ligne, avant que le chauffeur reparte avec ce bordereau.',
  'Every shortage and damage is noted here, line by line, before the driver leaves with this waybill.',
];
const NAMES: Words = [
  'Les noms ne sont pas imprimés ; chaque signataire écrit le sien.',
  'Names are not printed; each signer writes his or her own.',
];

/** D11 in its three parts: what it is about, what left, what came; the last is filled in by hand where nothing is recorded. */
export function waybillPaper(waybill: WaybillDto, steps: WaybillSteps, names: ReadonlyMap<string, string>): PaperForm {
  const { driver } = waybill.signatures as { driver?: Signature };
  return {
    title: ['Bordereau d’expédition', 'Waybill'],
    ...{ number: waybill.number, day: dayOf(waybill.departedAt ?? steps.draftedAt) },
    notices: noticesOf(waybill),
    sections: [
      factsOf(['1. Références', '1. References'], [...legOf(waybill, names), ...loadOf(waybill)]),
      factsOf(
        ['2. Expédition', '2. Dispatch'],
        [
          [['Parti le', 'Departed on'], waybill.departedAt ? minuteOf(waybill.departedAt) : ''],
          [['Arrivée prévue', 'Expected'], waybill.eta ? minuteOf(waybill.eta) : '–'],
          [['Transporteur', 'Carrier'], names.get(waybill.carrierId) ?? `N° ${waybill.carrierId}`],
          [['Véhicule', 'Vehicle'], waybill.vehiclePlate],
          [['Scellés', 'Seals'], waybill.seals.join(', ') || '–'],
          [['Ordre de sortie', 'Release order'], steps.approvedAt ? minuteOf(steps.approvedAt) : '–'],
        ],
      ),
      ...tableOf(['Articles', 'Items'], waybill.lines, [
        { heading: ['N°', 'No.'], width: 8, of: (line) => String(waybill.lines.indexOf(line) + 1) },
        { heading: ['Étiquette', 'Tag'], width: 27, as: 'code', of: ({ tag }) => tag },
        { heading: ['N° de série', 'Serial'], width: 32, as: 'code', of: ({ serial }) => serial },
        { heading: ['Marque, modèle', 'Make, model'], width: null, of: ({ maker, model }) => `${maker} ${model}` },
        { heading: ['Colis', 'Carton'], width: 15, of: ({ carton }) => carton ?? '' },
        {
          heading: ['État au départ', 'Condition out'],
          width: 22,
          of: ({ conditionOut }) => (conditionOut === null ? '' : wordsIn(CONDITION_WORDS, conditionOut)),
        },
        {
          heading: ['Reçu, manquant, avarie', 'Received, short, damaged'],
          width: 34,
          of: ({ outcome }) => (outcome === null ? '' : wordsIn(OUTCOME_WORDS, outcome)),
        },
      ]),
      ...lotsOf(waybill),
      factsOf(
        ['3. Réception', '3. Receipt'],
        [
          [['Reçu le', 'Received on'], ''],
          [['Colis reçus', 'Cartons received'], ''],
          [['Scellés intacts', 'Seals intact'], ''],
          [['Clos le', 'Closed on'], waybill.closedAt ? minuteOf(waybill.closedAt) : ''],
          [['Manquants, avaries', 'Shortages, damages'], waybill.closeReason ?? ''],
          [['Réclamation', 'Claim'], waybill.claimReference ?? ''],
        ],
      ),
      { kind: 'clauses', heading: ['À savoir', 'Please note'], clauses: [SHORTAGE] },
    ],
    signatures: [
      { role: ['Magasinier', 'Storekeeper'], said: numberOf(waybill.releasedBy) },
      { role: ['Chauffeur', 'Driver'], said: driver ? saidBy(driver) : numberOf(waybill.driverId) },
      { role: ['Pour réception', 'Received by'], said: [] },
    ],
    note: NAMES,
  };
}

/** D10: what may leave the stock, approved by somebody else than the store-keeper who lets it go (CR-19). */
export function releaseOrderPaper(
  waybill: WaybillDto,
  steps: WaybillSteps,
  names: ReadonlyMap<string, string>,
): PaperForm {
  const waits: Words = ['Non approuvé : rien ne sort sur ce papier.', 'Not approved: nothing leaves on this paper.'];
  return {
    title: ['Ordre de sortie de stock', 'Release order'],
    ...{ number: waybill.number, day: dayOf(steps.approvedAt ?? steps.draftedAt) },
    notices: waybill.status === 'WITHDRAWN' ? noticesOf(waybill) : steps.approvedAt === null ? [waits] : [],
    sections: [
      factsOf(
        ['Références', 'References'],
        [
          ...legOf(waybill, names),
          [['Demandé le', 'Asked on'], minuteOf(steps.draftedAt)],
          [['Approuvé le', 'Approved on'], steps.approvedAt ? minuteOf(steps.approvedAt) : ''],
        ],
      ),
      ...tableOf(['Articles à sortir', 'Items to release'], waybill.lines, [
        { heading: ['N°', 'No.'], width: 10, of: (line) => String(waybill.lines.indexOf(line) + 1) },
        { heading: ['Étiquette', 'Tag'], width: 35, as: 'code', of: ({ tag }) => tag },
        { heading: ['N° de série', 'Serial'], width: 45, as: 'code', of: ({ serial }) => serial },
        { heading: ['Marque, modèle', 'Make, model'], width: null, of: ({ maker, model }) => `${maker} ${model}` },
        { heading: ['Sorti', 'Released'], width: 20, of: () => '' },
      ]),
      ...lotsOf(waybill),
    ],
    signatures: [
      { role: ['Demandé par', 'Asked by'], said: numberOf(waybill.draftedBy) },
      { role: ['Approuvé par', 'Approved by'], said: numberOf(waybill.approvedBy) },
      { role: ['Magasinier', 'Storekeeper'], said: numberOf(waybill.releasedBy) },
    ],
    note: [
      'Qui approuve n’est pas qui garde le magasin (CR-19). Les noms ne sont pas imprimés ; chaque signataire écrit le sien.',
      'Who approves is not who keeps the store (CR-19). Names are not printed; each signer writes his or her own.',
    ],
  };
}

const noticesOf = ({ status }: WaybillDto): Words[] => [NOTICES[status]].flatMap((notice) => (notice ? [notice] : []));

function legOf(waybill: WaybillDto, names: ReadonlyMap<string, string>): [Words, string][] {
  const named = (id: string): string => names.get(id) ?? id;
  return [
    [['Chargement', 'Point of loading'], named(waybill.fromPlaceId)],
    [['Livraison', 'Place of delivery'], named(waybill.toPlaceId)],
    [['Destinataire', 'Consignee'], named(waybill.toOrgUnitId)],
    [['Nature', 'Kind'], bothWords(wordsIn(PURPOSE_WORDS, waybill.purpose))],
    [['Office répondant', 'Office in charge'], named(waybill.officer.orgUnitId)],
  ];
}

function loadOf({ lines, lots }: WaybillDto): [Words, string][] {
  const cartons = new Set([...lines, ...lots].flatMap(({ carton }) => carton ?? [])).size;
  const units = lots.reduce((sum, { quantity }) => sum + quantity, lines.length);
  return [[['Unités, colis', 'Units, cartons'], `${units}${cartons > 0 ? `, ${cartons}` : ''}`]];
}

const lotsOf = ({ lots }: WaybillDto): Section[] =>
  tableOf(['Biens comptés', 'Counted goods'], lots, [
    { heading: ['Lot', 'Lot'], width: 38, as: 'code', of: ({ number }) => number },
    { heading: ['Marque, modèle', 'Make, model'], width: null, of: ({ maker, model }) => `${maker} ${model}` },
    { heading: ['Colis', 'Carton'], width: 20, of: ({ carton }) => carton ?? '' },
    { heading: ['Quantité', 'Quantity'], width: 20, as: 'number', of: ({ quantity }) => String(quantity) },
    { heading: ['Reçu', 'Received'], width: 30, of: ({ signed }) => (signed > 0 ? String(signed) : '') },
  ]);
