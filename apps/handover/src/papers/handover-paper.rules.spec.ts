import type { PaperForm } from '@dotation/documents/paper';
import { handoverPaper } from './handover-paper.rules.js';
import type { HandoverDto, HandoverLineDto } from '../handovers/handovers.dto.js';

const line = {
  ...{ row: 1, code: 'IOM-1', tag: 'IOM-1', serial: '5CD1', maker: 'HP', model: 'ProBook', outcome: 'ACCEPTED' },
  ...{ effect: 'MOVES', condition: 'USABLE', remark: null, reserve: null, completedAt: null, correctedBy: null },
} as HandoverLineDto;
const signature = { personId: 'p-1', capacity: 'HEAD', rank: 'Commissaire', signedAt: '2026-11-25T09:30:00Z' };
const pv = {
  ...{
    number: 'PV-2026-000001',
    kind: 'FIRST',
    status: 'FINAL',
    hold: 'FIRM',
    channel: 'OWN_PHONE',
    contentHash: 'ab',
  },
  ...{ orgUnitId: 'u-1', placeId: 'l-1', signedAt: '2026-11-25T09:30:00Z', recordedAt: '2026-11-25T10:00:00Z' },
  ...{ signature, countersignature: null, mandateId: 'm-1', giverId: 'g-1', witnessId: null, rectifications: [] },
  ...{ ratifiedAt: null, completedAt: null, lines: [line], lots: [] },
} as unknown as HandoverDto;
const names = new Map([['u-1', 'PMH']]);
const paperOf = (change: object = {}) => handoverPaper({ ...pv, ...change }, names, ['BL-1', 'BL-2']);
const rowsOf = ({ sections }: PaperForm) => sections.flatMap((one) => (one.kind === 'table' ? one.rows : []));
const saidIn = ({ sections }: PaperForm) =>
  sections.flatMap((one) => (one.kind === 'facts' ? one.facts.map(([, said]) => said) : []));

describe('D13 the paper of a PV', () => {
  it.each([
    [{ status: 'FINAL' }, []],
    [{ status: 'PROVISIONAL' }, ['Provisional']],
    [{ status: 'PROVISIONAL', hold: 'TO_CONFIRM' }, ['Signed without', 'Provisional']],
    [{ status: 'PENDING', hold: 'IN_DEPOSIT' }, ['Pending']],
    [{ status: 'RETURNED' }, ['Returned']],
    [{ rectifications: ['r-1'] }, ['Rectified']],
  ])('says first how it stands: %j', (change, expected) => {
    const notices = paperOf(change).notices.map(([, english]) => english);
    expect(notices).toEqual(expected.map((begin) => expect.stringMatching(`^${begin}`) as string));
  });
  it('marks the line a rectifying PV struck (CR-23) and one that waits (CR-16), and keeps reserve and remark', () => {
    const [struck, waiting] = rowsOf(
      paperOf({
        lines: [
          { ...line, correctedBy: 'r-1', remark: 'Sans sac' },
          { ...line, tag: null, effect: 'PENDING', reserve: 'Écran fêlé' },
        ],
      }),
    );
    expect(struck?.at(-1)).toBe('Rayé par PV rectificatif / Struck by a rectifying record · Sans sac');
    expect(waiting).toContain('IOM-1');
    expect(waiting?.at(-1)).toBe('En attente / Pending · Écran fêlé');
  });
  it('CR-23, AM-23 marks the lot that rectifying PVs corrected, and leaves its numbers as they were signed', () => {
    const lot = {
      ...{ number: 'LT-1', maker: 'Gombe', model: 'Gilet', accepted: 20, withReserve: 0, refused: 4, notArrived: 0 },
      ...{ remark: 'Décousu', struck: 0, added: 0 },
    };
    const [corrected, untouched] = rowsOf(paperOf({ lines: [], lots: [{ ...lot, struck: 5, added: 8 }, lot] }));
    expect(corrected).toContain('20');
    expect(corrected?.at(-1)).toBe(
      'Rayés par PV rectificatif / Struck by a rectifying record : 5 · Ajoutés par PV rectificatif / Added by a rectifying record : 8 · Décousu',
    );
    expect(untouched?.at(-1)).toBe('Décousu');
  });
  it('says capacity, rank, mandate and numbers of who signed, and the place by its id where its name is not known', () => {
    const paper = paperOf();
    expect(paper.signatures[0]?.said).toEqual([
      "Chef de l'unité / Head of the unit",
      'Commissaire',
      '2026-11-25 09:30 UTC',
      'N° p-1',
      'Mandat / Mandate m-1',
    ]);
    expect(paper.signatures[1]?.said).toEqual(['N° g-1']);
    expect(saidIn(paper)).toEqual(expect.arrayContaining(['PMH', 'l-1', 'BL-1, BL-2']));
  });
});
