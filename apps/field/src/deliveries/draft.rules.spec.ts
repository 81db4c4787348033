import fc from 'fast-check';
import { acknowledgement, totalsOf, type Signing } from './command.rules.js';
import {
  blindChecks,
  change,
  countables,
  declareMissing,
  hear,
  newDraft,
  undo,
  unexplained,
  unmarked,
  type Draft,
} from './draft.rules.js';
import { channelsFor, needsOf, type Form } from './signing.rules.js';
import type { Consignment, Line } from '../store/snapshot.js';

let used = 0;
const key = (): string => `key-${(used += 1)}`;
const line = (n: number, said: Partial<Line> = {}): Line => ({
  lineId: `line-${n}`,
  tag: `INLCD-${String(n).padStart(6, '0')}-S`,
  maker: 'HP',
  model: 'ProBook 450 G10',
  kitTag: null,
  serialHash: `hash-${n}`,
  countable: false,
  ...said,
});
const consignment = (lines: Line[]): Consignment => ({
  waybillId: 'waybill',
  number: 'WB-2026-000001',
  orgUnitId: 'unit',
  placeId: 'place',
  departedAt: null,
  officerPersonId: 'officer',
  answered: 0,
  expected: lines.length,
  salt: 'salt',
  lines,
});
const laptops = (count: number): Draft =>
  newDraft('draft', consignment(Array.from({ length: count }, (_, n) => line(n))), new Date());
const scan = (draft: Draft, code: string, hash = ''): ReturnType<typeof hear> => hear(draft, code, hash, 'SCAN', key());
const signing: Signing = {
  ...{ personId: 'head', capacity: 'HEAD', rank: null, channel: 'OWN_PHONE', mandateId: null, giverId: 'officer' },
  ...{ witnessId: null, signatureSha256: 'a'.repeat(64), sheetSha256: null, signedAt: '2026-11-25T08:00:00.000Z' },
  installationId: 'phone',
};

describe('a draft on the phone (AM-17, AM-22)', () => {
  it('AM-22 hears a tag, a serial by its hash, the same device again, and what nobody announced', () => {
    let draft = laptops(3);
    const heard: string[] = [];
    for (const [code, hash] of [
      ['inlcd 000000 s', ''],
      ['5CD3321', 'hash-1'],
      ['INLCD-000001-S', ''],
      ['X-99', 'none'],
      ['x99', 'none'],
    ] as const) {
      const result = scan(draft, code, hash);
      draft = result.draft;
      heard.push(result.heard);
    }
    expect(heard).toEqual(['ok', 'ok', 'again', 'unknown', 'again']);
    expect(draft.marks.map(({ outcome }) => outcome)).toEqual(['NOT_ANNOUNCED', 'ACCEPTED', 'ACCEPTED']);
    expect(unmarked(draft).map(({ lineId }) => lineId)).toEqual(['line-2']);
  });

  it('CR-67 takes a serial that two lines share for neither', () => {
    const draft = newDraft('draft', consignment([line(1), line(2, { serialHash: 'hash-1' })]), new Date());
    expect(scan(draft, '5CD', 'hash-1').draft.marks).toMatchObject([{ lineId: null, outcome: 'NOT_ANNOUNCED' }]);
  });

  it('whatever is scanned, undone and said missing: each line has one answer at most, and every code is kept', () => {
    const step = fc.record({ n: fc.integer({ min: 0, max: 7 }), what: fc.constantFrom('scan', 'missing', 'undo') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let draft = laptops(6);
        for (const { n, what } of steps) {
          if (what === 'scan') draft = scan(draft, `INLCD-${String(n).padStart(6, '0')}-S`).draft;
          else if (what === 'missing') draft = declareMissing(draft, [`line-${n}`], key);
          else draft = undo(draft, draft.marks[n]?.key ?? '');
        }
        const lines = draft.marks.flatMap(({ lineId }) => lineId ?? []);
        expect(new Set(lines).size).toBe(lines.length);
        expect(lines.length + unmarked(draft).length).toBe(6);
      }),
    );
  });

  it('what was said missing and turns up is accepted', () => {
    const draft = declareMissing(laptops(1), ['line-0'], key);
    expect(scan(draft, 'INLCD-000000-S').draft.marks).toMatchObject([{ outcome: 'ACCEPTED' }]);
  });

  it('T13 a refusal and a reserve say why', () => {
    const { draft } = scan(laptops(1), 'INLCD-000000-S');
    const [mark] = draft.marks;
    const refused = change(draft, mark!.key, { outcome: 'REFUSED' });
    expect(unexplained(refused)).toHaveLength(1);
    expect(unexplained(change(refused, mark!.key, { remark: 'Écran fissuré' }))).toHaveLength(0);
  });

  it('AM-22 asks three makers’ serials of what was accepted by tag, and none that was read already', () => {
    let draft = laptops(8);
    for (let n = 0; n < 7; n++)
      draft = scan(draft, n < 5 ? `INLCD-00000${n}-S` : `S${n}`, `hash-${n < 5 ? -1 : n}`).draft;
    const asked = blindChecks(draft, 3, () => 0);
    expect(asked).toMatchObject([{ lineId: expect.stringMatching(/line-[0-4]/), state: 'OPEN' }]);
    expect(blindChecks(laptops(8), 3)).toEqual([]);
  });

  it('AM-22 goods without a serial are told by number, of as many as no tag was read of', () => {
    const batteries = [1, 2, 3].map((n) => line(n, { model: 'Batterie', serialHash: null, countable: true }));
    let draft = newDraft('draft', consignment(batteries), new Date());
    draft = scan(draft, 'INLCD-000001-S').draft;
    expect(countables(draft)).toMatchObject([{ model: 'Batterie', expected: 2 }]);
    draft = { ...draft, counts: { 'HP\nBatterie': 2 } };
    expect(unmarked(draft)).toEqual([]);
    expect(acknowledgement(draft, signing)['lines']).toMatchObject([
      { code: 'INLCD-000001-S', outcome: 'ACCEPTED' },
      { waybillId: 'waybill', model: 'Batterie', maker: 'HP', count: 2 },
    ]);
    expect(totalsOf(draft)).toMatchObject({ accepted: 3 });
  });

  it('AM-18 keeps the codes of a consignment that is too large for a phone', () => {
    const draft = newDraft('draft', { ...consignment([]), expected: 2000 }, new Date());
    expect(scan(draft, 'INLCD-000001-S')).toMatchObject({ heard: 'ok', draft: { marks: [{ outcome: 'ACCEPTED' }] } });
  });
});

describe('the command of a signed sheet', () => {
  it('AM-17 says every line: what was read and how, the reserve with its photo, and what is missing', () => {
    let draft = scan(scan(laptops(3), 'INLCD-000000-S').draft, 'INLCD-000001-S').draft;
    const said = {
      outcome: 'ACCEPTED_WITH_RESERVE',
      remark: 'Rayé',
      photo: 'b'.repeat(64),
      condition: 'USABLE',
    } as const;
    draft = declareMissing(change(draft, draft.marks[0]!.key, said), ['line-2'], key);
    const command = acknowledgement(draft, signing);
    expect(command['lines']).toEqual([
      { code: 'INLCD-000000-S', outcome: 'ACCEPTED', condition: 'EXCELLENT', confirmedBy: 'SCAN' },
      {
        ...{ code: 'INLCD-000001-S', outcome: 'ACCEPTED_WITH_RESERVE', condition: 'USABLE', confirmedBy: 'SCAN' },
        reserve: `Rayé [photo ${'b'.repeat(64)}]`,
      },
      { code: 'INLCD-000002-S', outcome: 'NOT_ARRIVED' },
    ]);
    expect(command).toMatchObject({ waybillIds: ['waybill'], installationId: 'phone', giverId: 'officer' });
    expect(command).not.toHaveProperty('witnessId');
  });
});

describe('signing (AM-1)', () => {
  const form: Form = {
    ...{ channel: 'OWN_PHONE', signerId: 'head', capacity: 'HEAD', mandateId: '', giverId: 'officer', witness: '' },
    ...{ sheet: null, when: '', how: 'DRAW', drawn: true, name: '', pin: '' },
  };
  it.each([
    ['drawn on the own phone', {}, []],
    ['not drawn', { drawn: false }, ['signature']],
    ['by name and code', { how: 'TYPE', drawn: false, name: 'J. Kalonji', pin: '4711' }, []],
    ['by name without the code', { how: 'TYPE', name: 'J. Kalonji' }, ['signature']],
    ['on the giver’s phone alone', { channel: 'GIVERS_PHONE' }, ['witness', 'sheet']],
    ['on the giver’s phone, seen and photographed', { channel: 'GIVERS_PHONE', witness: 'M. Ngoie', sheet: 'x' }, []],
    ['from paper without its date', { channel: 'PAPER_TRANSCRIBED', witness: 'M. Ngoie', sheet: 'x' }, ['when']],
    [
      'from paper of tomorrow',
      { channel: 'PAPER_TRANSCRIBED', witness: 'M. Ngoie', sheet: 'x', when: '2026-11-26T08:00' },
      ['when'],
    ],
    ['for a unit without a head', { signerId: '' }, ['signer']],
  ])('AM-1 %s needs %j: %j', (_, said, needs) => {
    expect(needsOf({ ...form, ...(said as Partial<Form>) }, new Date('2026-11-25T08:00:00Z'))).toEqual(needs);
  });

  it('AM-1 the officer has the giver’s phone, who receives his own', () => {
    expect(channelsFor(['UNIT_HEAD'])).toEqual(['OWN_PHONE', 'PAPER_TRANSCRIBED']);
    expect(channelsFor(['FIELD_OFFICER'])).toEqual(['GIVERS_PHONE', 'PAPER_TRANSCRIBED']);
  });
});
