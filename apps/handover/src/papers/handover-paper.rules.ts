import { CONDITION_WORDS } from '@dotation/contracts';
import {
  bothWords,
  dayOf,
  factsOf,
  minuteOf,
  tableOf,
  wordsIn,
  type Fact,
  type PaperForm,
  type Words,
} from '@dotation/documents/paper';
import type { HandoverDto, HandoverLineDto } from '../handovers/handovers.dto.js';
import type { SignedLotDto } from '../lots/lots.dto.js';
import { CHANNEL_WORDS, HOLD_WORDS, numberOf, OUTCOME_WORDS, saidBy } from './words.rules.js';

const PENDING: Words = [
  'En attente : une condition de remise n’est pas remplie, la garde ne passe pas encore.',
  'Pending: a condition of handover is not met, custody does not pass yet.',
];
const RETURNED: Words = ['Renvoyé : la garde n’a pas passé.', 'Returned: custody did not pass.'];
const TO_CONFIRM: Words = [
  'Signé sans mandat établi : la garde reste sous réserve de ratification.',
  'Signed without an established mandate: custody is subject to ratification.',
];
const PROVISIONAL: Words = ['Provisoire : la contre-signature manque.', 'Provisional: not yet countersigned.'];
const RECTIFIED: Words = [
  'Rectifié : un procès-verbal rectificatif existe. Les lignes rayées sont dites.',
  'Rectified: a rectifying record exists. Struck lines are marked.',
];
const NOTE: Words = [
  'Ce procès-verbal constate la remise de la garde, non celle de la propriété, que porte l’acte de donation. Les noms ne sont pas imprimés ; chaque signataire écrit le sien.',
  'This record states the transfer of custody, not of title, which the deed of donation carries. Names are not printed; each signer writes his or her own.',
];

/**
 * D13 as data: what was signed and how it stands now, and nothing that depends on who reads it, so that the same state of a PV
 * is the same paper, byte by byte, for everybody. People's names are not known here (decision 27).
 */
export function handoverPaper(
  pv: HandoverDto,
  names: ReadonlyMap<string, string>,
  waybills: readonly string[],
): PaperForm {
  return {
    title: ['Procès-verbal de remise-réception', 'Handover record'],
    ...{ number: pv.number, day: dayOf(pv.recordedAt) },
    notices: [
      ...(pv.status === 'PENDING' ? [PENDING] : []),
      ...(pv.status === 'RETURNED' ? [RETURNED] : []),
      ...(pv.hold === 'TO_CONFIRM' ? [TO_CONFIRM] : []),
      ...(pv.status === 'PROVISIONAL' ? [PROVISIONAL] : []),
      ...(pv.rectifications.length > 0 ? [RECTIFIED] : []),
    ],
    sections: [
      factsOf(['Parties et lieu', 'Parties and place'], factsOfPv(pv, names, waybills)),
      ...tableOf(['Articles', 'Items'], pv.lines, [
        { heading: ['N°', 'No.'], width: 8, of: ({ row }) => String(row) },
        { heading: ['Étiquette', 'Tag'], width: 27, as: 'code', of: ({ tag, code }) => tag ?? code },
        { heading: ['N° de série', 'Serial'], width: 33, as: 'code', of: ({ serial }) => serial },
        {
          heading: ['Marque, modèle', 'Make, model'],
          width: null,
          of: ({ maker, model }) => [maker, model].filter(Boolean).join(' ') || null,
        },
        { heading: ['Constat', 'Outcome'], width: 28, of: ({ outcome }) => wordsIn(OUTCOME_WORDS, outcome) },
        {
          heading: ['État', 'Condition'],
          width: 23,
          of: ({ condition }) => (condition === null ? null : wordsIn(CONDITION_WORDS, condition)),
        },
        { heading: ['Réserve, remarque', 'Reserve, remark'], width: 33, of: remarkOf },
      ]),
      ...tableOf(['Biens comptés', 'Counted goods'], pv.lots, [
        { heading: ['Lot', 'Lot'], width: 34, as: 'code', of: ({ number }) => number },
        { heading: ['Marque, modèle', 'Make, model'], width: null, of: ({ maker, model }) => `${maker} ${model}` },
        { heading: ['Acceptés', 'Accepted'], width: 18, as: 'number', of: ({ accepted }) => String(accepted) },
        {
          heading: ['Sous réserve', 'With reserve'],
          width: 22,
          as: 'number',
          of: ({ withReserve }) => String(withReserve),
        },
        { heading: ['Refusés', 'Refused'], width: 18, as: 'number', of: ({ refused }) => String(refused) },
        {
          heading: ['Non arrivés', 'Not arrived'],
          width: 20,
          as: 'number',
          of: ({ notArrived }) => String(notArrived),
        },
        { heading: ['Remarque', 'Remark'], width: 33, of: remarkOfLot },
      ]),
    ],
    signatures: [
      { role: ['Pour réception', 'Received by'], said: saidBy(pv.signature, pv.mandateId) },
      { role: ['Pour remise', 'Handed over by'], said: giver(pv) },
      { role: ['Témoin', 'Witness'], said: numberOf(pv.witnessId) },
    ],
    note: NOTE,
  };
}

function factsOfPv(pv: HandoverDto, names: ReadonlyMap<string, string>, waybills: readonly string[]): Fact[] {
  return [
    [['Unité bénéficiaire', 'Receiving unit'], names.get(pv.orgUnitId) ?? pv.orgUnitId],
    [['Lieu', 'Place'], names.get(pv.placeId) ?? pv.placeId],
    [['Nature', 'Kind'], bothWords(pv.kind === 'RETURN' ? ['Retour', 'Return'] : ['Remise', 'Handover'])],
    [['Bordereaux', 'Waybills'], waybills.join(', ') || '–'],
    [['Garde', 'Custody'], bothWords(wordsIn(HOLD_WORDS, pv.hold))],
    [['Signé le', 'Signed on'], minuteOf(pv.signedAt)],
    [['Enregistré le', 'Recorded on'], minuteOf(pv.recordedAt)],
    [['Signature par', 'Signed by means of'], bothWords(wordsIn(CHANNEL_WORDS, pv.channel))],
    ...(pv.ratifiedAt ? [[['Ratifié le', 'Ratified on'], minuteOf(pv.ratifiedAt)] as Fact] : []),
    ...(pv.completedAt ? [[['Complété le', 'Completed on'], minuteOf(pv.completedAt)] as Fact] : []),
  ];
}

const remarkOf = (line: HandoverLineDto): string =>
  [
    ...(line.correctedBy ? ['Rayé par PV rectificatif / Struck by a rectifying record'] : []),
    ...(line.effect === 'PENDING' && !line.completedAt ? ['En attente / Pending'] : []),
    ...(line.reserve ? [line.reserve] : []),
    ...(line.remark ? [line.remark] : []),
  ].join(' · ');

/** AM-23: the numbers stay as they were signed; what rectifying PVs changed of them is said beside. */
const remarkOfLot = ({ struck, added, remark }: SignedLotDto): string =>
  [
    ...(struck > 0 ? [`Rayés par PV rectificatif / Struck by a rectifying record : ${struck}`] : []),
    ...(added > 0 ? [`Ajoutés par PV rectificatif / Added by a rectifying record : ${added}`] : []),
    ...(remark ? [remark] : []),
  ].join(' · ');

const giver = ({ countersignature, giverId }: HandoverDto): string[] =>
  countersignature ? saidBy(countersignature) : numberOf(giverId);
