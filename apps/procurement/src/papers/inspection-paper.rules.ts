import { CONDITION_WORDS } from '@dotation/contracts';
import { factsOf, tableOf, wordsIn, type PaperForm, type Words } from '@dotation/documents/paper';
import type { InspectionDto } from '../inspections/inspections.dto.js';
import type { ReceiptDto, ReceiptLineDto } from '../receipts/receipt-answers.dto.js';
import type { Finding } from '../screening/screening.rules.js';
import { extractOf, NAMES, numbered } from './people.rules.js';

const RESULTS: Readonly<Record<string, Words>> = {
  ACCEPTED: ['Accepté', 'Accepted'],
  REJECTED: ['Rejeté', 'Rejected'],
  PARTLY: ['Accepté en partie', 'Accepted in part'],
};
const DECISIONS: Readonly<Record<string, Words>> = {
  CLEARED: ['Levé', 'Cleared'],
  CONFIRMED: ['Confirmé', 'Confirmed'],
};
const OPEN: Words = ['Ouvert', 'Open'];
const ACCEPTANCES = { PROVISIONAL: 'Provisoire, sous réserves / Provisional', FINAL: 'Définitive / Final' };

/** D05: who inspected what, with which result and reserve, and what the screening of section 889 found. */
export function inspectionPaper(
  inspection: InspectionDto,
  receipt: ReceiptDto,
  findings: readonly Finding[],
  { names, hiddenLines }: { names: ReadonlyMap<string, string>; hiddenLines: number },
): PaperForm {
  const said = new Map(inspection.exceptions.map((one) => [one.lineId, one]));
  const { extent, sampleSize, quarantinePlaceId, acceptanceType, finalReception } = inspection;
  return {
    title: ['Procès-verbal de contrôle et d’acceptation', 'Inspection and acceptance report'],
    ...{ number: inspection.number, day: inspection.acceptedOn, notices: extractOf(hiddenLines) },
    sections: [
      factsOf(
        ['Contrôle', 'Inspection'],
        [
          [['Bon de réception', 'Receiving report'], receipt.number],
          [['Lieu', 'Place'], names.get(receipt.placeId) ?? receipt.placeId],
          [['Étendue', 'Extent'], extent === 'FULL' ? 'Tout / All' : `Échantillon de ${sampleSize ?? '–'} / Sample`],
          [['Accepté le', 'Accepted on'], inspection.acceptedOn],
          // §9.6: what a committee accepts with reserves is provisional until another PV lifts them.
          [['Acceptation', 'Acceptance'], ACCEPTANCES[acceptanceType]],
          [
            ['Réception définitive', 'Final reception'],
            finalReception === null ? '–' : `${finalReception.number}, ${finalReception.heldOn}`,
          ],
          [['Accepté', 'Accepted'], String(inspection.accepted)],
          [['Rejeté', 'Rejected'], String(inspection.rejected)],
          [
            ['Quarantaine', 'Quarantine'],
            quarantinePlaceId === null ? '–' : (names.get(quarantinePlaceId) ?? quarantinePlaceId),
          ],
          [
            ['Section 889', 'Section 889'],
            findings.length === 0 ? 'Rien trouvé / Nothing found' : String(findings.length),
          ],
          [['Garantie', 'Warranty'], ''],
        ],
      ),
      ...tableOf(['Constats de la section 889', 'Findings under section 889'], findings, [
        { heading: ['N°', 'No.'], width: 11, of: ({ row }) => String(row) },
        { heading: ['Constat', 'Finding'], width: null, of: ({ detail }) => detail },
        {
          heading: ['Décision', 'Decision'],
          width: 30,
          of: ({ decision }) => (decision === null ? OPEN : wordsIn(DECISIONS, decision)),
        },
      ]),
      ...tableOf(['Réserves', 'Reserves'], inspection.reserves, [
        { heading: ['N°', 'No.'], width: 11, of: ({ row }) => String(row) },
        { heading: ['Réserve', 'Reserve'], width: null, of: ({ detail }) => detail },
        { heading: ['À lever le', 'Due on'], width: 26, of: ({ dueOn }) => dueOn },
        { heading: ['Levée', 'Lifted'], width: 46, of: ({ note }) => note ?? OPEN },
      ]),
      ...tableOf(
        ['Articles', 'Items'],
        receipt.lines.filter(({ inspection: result }) => result !== null),
        [
          { heading: ['N°', 'No.'], width: 11, of: ({ row }) => String(row) },
          { heading: ['N° de série', 'Serial'], width: 42, as: 'code', of: ({ serial }) => serial },
          { heading: ['Marque, modèle', 'Make, model'], width: null, of: ({ maker, model }) => `${maker} ${model}` },
          { heading: ['Quantité', 'Quantity'], width: 17, as: 'number', of: ({ quantity }) => String(quantity) },
          { heading: ['Résultat', 'Result'], width: 30, of: resultOf },
          {
            heading: ['Réserve, motif', 'Reserve, reason'],
            width: 46,
            of: ({ lineId }) => {
              const exception = said.get(lineId);
              if (!exception) return '';
              const condition = exception.condition && wordsIn(CONDITION_WORDS, exception.condition)[0];
              return [exception.reason, ...(condition ? [condition] : [])].join(' · ');
            },
          },
        ],
      ),
    ],
    signatures: [
      ...inspection.committee.map((id) => ({ role: ['Commission', 'Committee'] as Words, said: numbered(id) })),
      ...(inspection.remoteWitnessId === null
        ? []
        : [{ role: ['Témoin à distance', 'Remote witness'] as Words, said: numbered(inspection.remoteWitnessId) }]),
    ],
    note: NAMES,
  };
}

function resultOf({ inspection, rejectedQuantity, quantity }: ReceiptLineDto): Words {
  const isPartly = rejectedQuantity > 0 && rejectedQuantity < quantity;
  return wordsIn(RESULTS, isPartly ? 'PARTLY' : (inspection ?? ''));
}
