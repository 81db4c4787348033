import { CONDITION_WORDS } from '@dotation/contracts';
import {
  bothWords,
  dayOf,
  factsOf,
  minuteOf,
  moneyOf,
  tableOf,
  wordsIn,
  type PaperForm,
  type Words,
} from '@dotation/documents/paper';
import type { CustodyDto, TraceDto } from './devices.dto.js';
import { IDENTIFIER_WORDS, LIFECYCLE_WORDS, TITLE_WORDS, USE_WORDS } from './sheet-words.rules.js';

/** D08: what is known of one device at two times: what it is, who paid, who had it, what happened to it, on which papers. */
export function devicePaper({ device, now, events, asOf, knownAt }: TraceDto, { items }: CustodyDto): PaperForm {
  const papers = [...Map.groupBy(events, ({ document }) => document?.id ?? '')].flatMap(([, [first]]) =>
    first?.document?.number ? [{ ...first.document, since: first.trueFrom }] : [],
  );
  return {
    title: ['Fiche de l’équipement', 'Asset record sheet'],
    ...{ number: device.tag ?? device.serial ?? device.deviceId, day: dayOf(asOf), notices: [] },
    sections: [
      factsOf(
        ['Équipement', 'Equipment'],
        [
          [['Marque, modèle', 'Make, model'], [device.maker, device.model].filter(Boolean).join(' ') || '–'],
          [['Catégorie', 'Category'], device.category ?? '–'],
          [['Description', 'Description'], device.description ?? '–'],
          [['N° de série', 'Serial'], device.serial ?? '–'],
          [['Situation', 'Lifecycle'], wordsOf(LIFECYCLE_WORDS, now.lifecycle)],
          [['Propriété', 'Title'], wordsOf(TITLE_WORDS, now.title)],
          [['État', 'Condition'], wordsOf(CONDITION_WORDS, now.condition)],
          [['Usage', 'Use'], wordsOf(USE_WORDS, now.use)],
          [['Détenteur', 'Holder'], now.who ?? '–'],
          [['Lieu', 'Place'], now.where ?? '–'],
          [['Acquis le', 'Acquired on'], now.acquisitionDate ?? '–'],
          [['Coût', 'Cost'], now.cost?.currency ? moneyOf(now.cost.minor, now.cost.currency) : '–'],
          [['Vrai au', 'True at'], minuteOf(asOf)],
          [['Su au', 'Known at'], minuteOf(knownAt)],
        ],
      ),
      ...tableOf(['Identifiants', 'Identifiers'], device.identifiers, [
        { heading: ['Nature', 'Kind'], width: 50, of: ({ type }) => wordsIn(IDENTIFIER_WORDS, type) },
        { heading: ['Valeur', 'Value'], width: null, as: 'code', of: ({ raw }) => raw },
      ]),
      ...tableOf(['Financement', 'Funding'], now.funding, [
        { heading: ['Subvention', 'Award'], width: null, of: ({ award, awardId }) => award ?? awardId },
        { heading: ['Part', 'Share'], width: 30, as: 'number', of: ({ percent }) => `${percent} %` },
      ]),
      ...tableOf(['Garde', 'Custody'], items, [
        { heading: ['Du', 'From'], width: 32, of: ({ from }) => minuteOf(from) },
        { heading: ['Au', 'To'], width: 32, of: ({ to }) => (to === null ? null : minuteOf(to)) },
        { heading: ['Détenteur', 'Holder'], width: null, of: ({ custodian }) => custodian.label },
        { heading: ['Lieu', 'Place'], width: 40, of: ({ custodian }) => custodian.place.name },
        { heading: ['Pièce', 'Document'], width: 30, as: 'code', of: ({ document }) => document.number },
      ]),
      ...tableOf(['Événements', 'Events'], events, [
        { heading: ['N°', 'No.'], width: 9, of: ({ no }) => String(no) },
        { heading: ['Vrai depuis', 'True from'], width: 32, of: ({ trueFrom }) => minuteOf(trueFrom) },
        { heading: ['Fait', 'Event'], width: null, of: ({ what }) => what },
        {
          heading: ['État', 'Condition'],
          width: 24,
          of: ({ condition }) => (condition === null ? null : wordsIn(CONDITION_WORDS, condition)),
        },
        { heading: ['Pièce', 'Document'], width: 30, as: 'code', of: ({ document }) => document?.number ?? null },
      ]),
      ...tableOf(['Pièces', 'Documents'], papers, [
        { heading: ['Numéro', 'Number'], width: 50, as: 'code', of: ({ number }) => number },
        { heading: ['Nature', 'Kind'], width: null, of: ({ kind }) => kind },
        { heading: ['Depuis', 'Since'], width: 40, of: ({ since }) => minuteOf(since) },
      ]),
    ],
    signatures: [{ role: ['Vu par', 'Seen by'], said: [] }],
    note: [
      'Les mêmes deux moments donnent la même fiche, octet par octet.',
      'The same two times give the same sheet, byte by byte.',
    ],
  };
}

const wordsOf = (list: Readonly<Record<string, Words>>, word: string | null): string =>
  word === null ? '–' : bothWords(wordsIn(list, word));
