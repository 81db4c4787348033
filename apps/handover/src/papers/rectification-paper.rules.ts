import { CONDITION_WORDS } from '@dotation/contracts';
import { dayOf, factsOf, minuteOf, tableOf, wordsIn, type PaperForm } from '@dotation/documents/paper';
import type { RectificationDto } from '../rectifications/rectifications.dto.js';
import { capacityOf, CHANGE_WORDS, personOf } from './words.rules.js';

/** CR-23: what a rectifying PV strikes from a signed one and adds to it, and why. */
export function rectificationPaper(pv: RectificationDto, names: ReadonlyMap<string, string>): PaperForm {
  const named = (id: string): string => names.get(id) ?? id;
  return {
    title: ['Procès-verbal rectificatif', 'Rectifying record'],
    ...{ number: pv.number, day: dayOf(pv.rectifiedAt), notices: [] },
    sections: [
      factsOf(
        ['Objet', 'Object'],
        [
          [['Rectifie', 'Rectifies'], pv.handoverNumber],
          [['Motif', 'Reason'], pv.reason],
          [['Garde reçue par', 'Custody received by'], named(pv.receiver.partyId)],
          [['Garde remise par', 'Custody given by'], named(pv.giver.partyId)],
          [['Rectifié le', 'Rectified on'], minuteOf(pv.rectifiedAt)],
          [['Enregistré le', 'Recorded on'], minuteOf(pv.recordedAt)],
        ],
      ),
      ...tableOf(['Lignes', 'Lines'], pv.lines, [
        { heading: ['Changement', 'Change'], width: 24, of: ({ change }) => wordsIn(CHANGE_WORDS, change) },
        { heading: ['Étiquette', 'Tag'], width: 34, as: 'code', of: ({ tag }) => tag },
        { heading: ['N° de série', 'Serial'], width: 44, as: 'code', of: ({ serial }) => serial },
        {
          heading: ['État', 'Condition'],
          width: 26,
          of: ({ condition }) => (condition === null ? null : wordsIn(CONDITION_WORDS, condition)),
        },
        { heading: ['Remarque', 'Remark'], width: null, of: ({ remark }) => remark ?? '' },
      ]),
      ...tableOf(['Biens comptés', 'Counted goods'], pv.lots, [
        { heading: ['Lot', 'Lot'], width: 40, as: 'code', of: ({ number }) => number },
        { heading: ['Rayés', 'Struck'], width: 24, as: 'number', of: ({ struck }) => String(struck) },
        { heading: ['Ajoutés', 'Added'], width: 24, as: 'number', of: ({ added }) => String(added) },
        { heading: ['Remarque', 'Remark'], width: null, of: ({ remark }) => remark ?? '' },
      ]),
    ],
    signatures: pv.signatures.map((signature) => ({ role: capacityOf(signature), said: personOf(signature) })),
    note: [
      'Les lignes d’origine restent au procès-verbal rectifié, marquées. Les noms ne sont pas imprimés ; chaque signataire écrit le sien.',
      'The first lines stay in the rectified record, marked. Names are not printed; each signer writes his or her own.',
    ],
  };
}
