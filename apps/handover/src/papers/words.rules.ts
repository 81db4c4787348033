import type { Signature } from '@dotation/contracts';
import { bothWords, minuteOf, wordsIn, type Words } from '@dotation/documents/paper';

type List = Readonly<Record<string, Words>>;

export const OUTCOME_WORDS: List = {
  ACCEPTED: ['Accepté', 'Accepted'],
  ACCEPTED_WITH_RESERVE: ['Accepté avec réserve', 'Accepted with reserve'],
  REFUSED: ['Refusé', 'Refused'],
  NOT_ARRIVED: ['Non arrivé', 'Not arrived'],
  NOT_ANNOUNCED: ['Non annoncé', 'Not announced'],
};
export const CHANNEL_WORDS: List = {
  OWN_PHONE: ['Téléphone du signataire', "Signer's phone"],
  GIVERS_PHONE: ['Téléphone du remettant', "Giver's phone"],
  PAPER_TRANSCRIBED: ['Papier transcrit', 'Transcribed paper'],
  SMS: ['SMS', 'SMS'],
};
export const HOLD_WORDS: List = {
  FIRM: ['Garde ferme', 'Firm custody'],
  TO_CONFIRM: ['Sous réserve de ratification', 'Subject to ratification'],
  IN_DEPOSIT: ['En dépôt', 'In deposit'],
};
export const PURPOSE_WORDS: List = {
  TO_UNIT: ['Remise à une unité', 'Handover to a unit'],
  RETURN: ['Retour au magasin', 'Return to the store'],
  ONWARD: ['Suite de transport', 'Onward leg'],
};
export const CHANGE_WORDS: List = {
  STRUCK: ['Rayé', 'Struck'],
  ADDED: ['Ajouté', 'Added'],
};
const CAPACITY_WORDS: List = {
  HEAD: ["Chef de l'unité", 'Head of the unit'],
  DELEGATE: ['Délégué', 'Delegate'],
  ACTING_HEAD: ['Chef ad interim', 'Acting head'],
  SUPERIOR: ['Supérieur', 'Superior'],
  OFFICER: ['Agent remettant', 'Handing officer'],
  DRIVER: ['Chauffeur', 'Driver'],
  STOREKEEPER: ['Magasinier', 'Storekeeper'],
  WITNESS: ['Témoin', 'Witness'],
  CHIEF_OF_MISSION: ['Chef de mission', 'Chief of Mission'],
  STATE_SIGNATORY: ["Signataire de l'État", 'Signatory of the State'],
};

export const capacityOf = ({ capacity }: Signature): Words => wordsIn(CAPACITY_WORDS, capacity);

/** Who signed, without a name: those are directory's (decision 27). */
export const saidBy = (signature: Signature, mandateId: string | null = null): string[] => [
  bothWords(capacityOf(signature)),
  ...personOf(signature, mandateId),
];

/** The same where the box is headed by the capacity. */
export function personOf(signature: Signature, mandateId: string | null = null): string[] {
  return [
    ...[signature.rank, signature.function].flatMap((said) => said ?? []),
    minuteOf(signature.signedAt),
    ...numberOf(signature.personId),
    ...(mandateId ? [`Mandat / Mandate ${mandateId}`] : []),
  ];
}

/** A person by number, and room for the name. */
export const numberOf = (personId: string | null | undefined): string[] => (personId ? [`N° ${personId}`] : []);
