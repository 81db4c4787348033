import { printPaper } from '@dotation/documents';
import { finished, tableOf, type Paper } from '@dotation/documents/paper';
import { medianOf, milliseconds, say, type Figure } from './figures.ts';
import { memoryOf } from './memory.ts';

const DOCUMENTS = 1_000;

/** A PV of so many devices, as handover prints it. */
function paperOf(devices: number): Paper {
  const rows = Array.from({ length: devices }, (_, at) => at + 1);
  const form = {
    ...{ title: ['Procès-verbal de remise-réception', 'Handover record'] as const, number: 'PV-2026-000001' },
    ...{ day: '2026-11-25', notices: [], note: null },
    sections: tableOf(['Articles', 'Items'], rows, [
      { heading: ['N°', 'No.'], width: 8, of: String },
      { heading: ['Étiquette', 'Tag'], width: 27, as: 'code', of: (at) => `INLCD-${String(at).padStart(6, '0')}-S` },
      { heading: ['N° de série', 'Serial'], width: 33, as: 'code', of: (at) => `5CD359F${at}` },
      { heading: ['Marque, modèle', 'Make, model'], width: null, of: () => 'HP ProBook 450 G10' },
      { heading: ['Constat', 'Outcome'], width: 28, of: () => ['Accepté avec réserve', 'Accepted with reserve'] },
      { heading: ['État', 'Condition'], width: 23, of: () => ['Utilisable', 'Usable'] },
      { heading: ['Réserve, remarque', 'Reserve, remark'], width: 33, of: () => 'Écran fêlé à l’angle' },
    ]),
    signatures: ['Reçu', 'Remis', 'Témoin'].map((role) => ({ role: [role, role] as const, said: ['N° 1'] })),
  };
  return finished(form, { publicUrl: 'https://dotation.example' });
}

/** Papers are made in a process beside the service: how long a large PV takes, and whether a thousand leave anything behind. */
export async function papers(): Promise<Figure[]> {
  say('papers …');
  const [empty, large] = [paperOf(0), paperOf(100)];
  const floor = await medianOf(11, () => printPaper(empty));
  const measured = await medianOf(11, () => printPaper(large));
  const mb: number[] = [];
  for (let printed = 1; printed <= DOCUMENTS; printed += 1) {
    await printPaper(paperOf(10 + (printed % 10)));
    if (printed % 50 === 0) mb.push(memoryOf([process.pid]));
  }
  const highest = (values: number[]): number => Math.round(Math.max(...values));
  const [first, last] = [highest(mb.slice(0, mb.length / 2)), highest(mb.slice(mb.length / 2))];
  return [
    {
      what: 'the paper of a PV of 100 devices (middle of eleven)',
      measured: milliseconds(measured),
      floor: `a paper without a line: ${milliseconds(floor)}`,
      ratio: floor / measured,
      aim: 'under a second',
      reached: measured < 1_000,
    },
    {
      what: `memory over ${DOCUMENTS.toLocaleString('en')} papers, printer included (highest of twenty)`,
      measured: `${last} MB in the second half`,
      floor: `${first} MB in the first half`,
      ratio: null,
      aim: 'flat',
      reached: last < first * 1.2,
    },
  ];
}
