import type { Signature } from '@dotation/contracts';
import { renderSVG } from 'uqr';
import type { HandoverDto, HandoverLineDto } from './handovers.dto.js';

/** French, English. */
export type Words = [string, string];

/** What the PV says of unit and place, by the names they had when it was signed. */
export interface Named {
  unit: string | null;
  place: string | null;
  waybills: readonly string[];
}

export interface HandoverPaper {
  number: string;
  day: string;
  contentHash: string;
  notices: Words[];
  facts: [Words, string][];
  lines: (Record<'row' | 'tag' | 'serial' | 'model' | 'remark', string> & {
    outcome: Words;
    condition: Words | null;
  })[];
  lots: Record<'number' | 'model' | 'accepted' | 'withReserve' | 'refused' | 'notArrived' | 'remark', string>[];
  signatures: { role: Words; said: string[] }[];
  /** Where anybody asks whether the paper is what was recorded, and the same as a code (AM-29). */
  check: { address: string; code: string } | null;
}

const OUTCOMES: Record<string, Words> = {
  ACCEPTED: ['Accepté', 'Accepted'],
  ACCEPTED_WITH_RESERVE: ['Accepté avec réserve', 'Accepted with reserve'],
  REFUSED: ['Refusé', 'Refused'],
  NOT_ARRIVED: ['Non arrivé', 'Not arrived'],
  NOT_ANNOUNCED: ['Non annoncé', 'Not announced'],
};
const CONDITIONS: Record<string, Words> = {
  EXCELLENT: ['Excellent', 'Excellent'],
  USABLE: ['Utilisable', 'Usable'],
  REPAIRABLE: ['Réparable', 'Repairable'],
  SALVAGE: ['À récupérer', 'Salvage'],
  SCRAP: ['Rebut', 'Scrap'],
  UNKNOWN: ['Inconnu', 'Unknown'],
};
const CAPACITIES: Record<string, Words> = {
  HEAD: ["Chef de l'unité", 'Head of the unit'],
  DELEGATE: ['Délégué', 'Delegate'],
  ACTING_HEAD: ['Chef ad interim', 'Acting head'],
  SUPERIOR: ['Supérieur', 'Superior'],
  OFFICER: ['Agent remettant', 'Handing officer'],
  DRIVER: ['Chauffeur', 'Driver'],
  STOREKEEPER: ['Magasinier', 'Storekeeper'],
  WITNESS: ['Témoin', 'Witness'],
};
const CHANNELS: Record<string, Words> = {
  OWN_PHONE: ['Téléphone du signataire', "Signer's phone"],
  GIVERS_PHONE: ['Téléphone du remettant', "Giver's phone"],
  PAPER_TRANSCRIBED: ['Papier transcrit', 'Transcribed paper'],
  SMS: ['SMS', 'SMS'],
};
const HOLDS: Record<string, Words> = {
  FIRM: ['Garde ferme', 'Firm custody'],
  TO_CONFIRM: ['Sous réserve de ratification', 'Subject to ratification'],
  IN_DEPOSIT: ['En dépôt', 'In deposit'],
};
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

/**
 * D13 as data: what was signed and how it stands now, and nothing that depends on who reads it, so that the same state of a PV
 * is the same paper, byte by byte, for everybody. People's names are not known here (decision 27).
 */
export function handoverPaper(pv: HandoverDto, named: Named, publicUrl: string): HandoverPaper {
  return {
    ...{ number: pv.number, day: day(pv.recordedAt), contentHash: pv.contentHash },
    notices: [
      ...(pv.status === 'PENDING' ? [PENDING] : []),
      ...(pv.status === 'RETURNED' ? [RETURNED] : []),
      ...(pv.hold === 'TO_CONFIRM' ? [TO_CONFIRM] : []),
      ...(pv.status === 'PROVISIONAL' ? [PROVISIONAL] : []),
      ...(pv.rectifications.length > 0 ? [RECTIFIED] : []),
    ],
    facts: factsOf(pv, named),
    lines: pv.lines.map(lineOf),
    lots: pv.lots.map((lot) => ({
      ...{ number: lot.number, model: `${lot.maker} ${lot.model}`, remark: lot.remark ?? '' },
      ...{ accepted: String(lot.accepted), withReserve: String(lot.withReserve) },
      ...{ refused: String(lot.refused), notArrived: String(lot.notArrived) },
    })),
    signatures: [
      { role: ['Pour réception', 'Received by'], said: saidBy(pv.signature, pv.mandateId) },
      { role: ['Pour remise', 'Handed over by'], said: giver(pv) },
      { role: ['Témoin', 'Witness'], said: pv.witnessId ? [`N° ${pv.witnessId}`] : [] },
    ],
    check: publicUrl === '' ? null : checkAt(`${publicUrl}/v/${pv.number}?h=${pv.contentHash}`),
  };
}

const checkAt = (address: string) => ({ address, code: renderSVG(address, { border: 1 }) });

function factsOf(pv: HandoverDto, { unit, place, waybills }: Named): [Words, string][] {
  const hold = HOLDS[pv.hold] ?? [pv.hold, pv.hold];
  const channel = CHANNELS[pv.channel] ?? [pv.channel, pv.channel];
  const kind: Words = pv.kind === 'RETURN' ? ['Retour', 'Return'] : ['Remise', 'Handover'];
  return [
    [['Unité bénéficiaire', 'Receiving unit'], unit ?? pv.orgUnitId],
    [['Lieu', 'Place'], place ?? pv.placeId],
    [['Nature', 'Kind'], both(kind)],
    [['Bordereaux', 'Waybills'], waybills.join(', ') || '–'],
    [['Garde', 'Custody'], both(hold)],
    [['Signé le', 'Signed on'], minute(pv.signedAt)],
    [['Enregistré le', 'Recorded on'], minute(pv.recordedAt)],
    [['Signature par', 'Signed by means of'], both(channel)],
    ...(pv.ratifiedAt ? [[['Ratifié le', 'Ratified on'], minute(pv.ratifiedAt)] as [Words, string]] : []),
    ...(pv.completedAt ? [[['Complété le', 'Completed on'], minute(pv.completedAt)] as [Words, string]] : []),
  ];
}

function lineOf(line: HandoverLineDto): HandoverPaper['lines'][number] {
  const remarks = [
    ...(line.correctedBy ? ['Rayé par PV rectificatif / Struck by a rectifying record'] : []),
    ...(line.effect === 'PENDING' && !line.completedAt ? ['En attente / Pending'] : []),
    ...(line.reserve ? [line.reserve] : []),
    ...(line.remark ? [line.remark] : []),
  ];
  return {
    ...{ row: String(line.row), tag: line.tag ?? line.code, serial: line.serial ?? '–' },
    model: [line.maker, line.model].filter(Boolean).join(' ') || '–',
    outcome: OUTCOMES[line.outcome] ?? [line.outcome, line.outcome],
    condition: line.condition === null ? null : (CONDITIONS[line.condition] ?? [line.condition, line.condition]),
    remark: remarks.join(' · '),
  };
}

const giver = ({ countersignature, giverId }: HandoverDto): string[] =>
  countersignature ? saidBy(countersignature, null) : giverId ? [`N° ${giverId}`] : [];

function saidBy(signature: Signature, mandateId: string | null): string[] {
  const capacity = CAPACITIES[signature.capacity];
  return [
    capacity ? both(capacity) : signature.capacity,
    ...[signature.rank, signature.function].flatMap((said) => said ?? []),
    minute(signature.signedAt),
    `N° ${signature.personId}`,
    ...(mandateId ? [`Mandat / Mandate ${mandateId}`] : []),
  ];
}

const both = ([french, english]: Words): string => (french === english ? french : `${french} / ${english}`);
const iso = (at: Date | string): string => new Date(at).toISOString();
const day = (at: Date | string): string => iso(at).slice(0, 10);
const minute = (at: Date | string): string => `${iso(at).slice(0, 16).replace('T', ' ')} UTC`;
