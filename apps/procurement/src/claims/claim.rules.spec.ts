import { problemsOfLines, type Claimable, type ClaimLine } from './claim-lines.rules.js';
import { checkReplacement, checkSettlement, partyOf, type KnownParties, type Settlement } from './claim.rules.js';

const line = (more: Partial<ClaimLine> = {}): ClaimLine => ({
  ...{ catalogueItemId: 'laptop', reason: 'SHORT', quantity: 1 },
  ...more,
});
const claimable = (short: number, any = 0): Claimable => ({
  of: ({ catalogueItemId, reason }) => (catalogueItemId === 'laptop' && reason === 'SHORT' ? short : 0),
  anyItem: { SHORT: any, DEFECTIVE: 0 },
});
const codes = (lines: ClaimLine[], most: Claimable, claimed = 0): string[] =>
  problemsOfLines(lines, most, () => claimed).map(({ row, code }) => `${row} ${code}`);

describe('a claim', () => {
  it('is for what is missing and not claimed yet, and for nothing else', () => {
    expect(codes([line({ quantity: 2 })], claimable(2))).toEqual([]);
    expect(codes([line({ quantity: 3 })], claimable(2))).toEqual(['1 claims-too-much']);
    expect(codes([line()], claimable(2), 2)).toEqual(['1 nothing-to-claim']);
    expect(codes([line({ catalogueItemId: 'radio' })], claimable(2))).toEqual(['1 nothing-to-claim']);
    expect(codes([line({ reason: 'DEFECTIVE' })], claimable(2))).toEqual(['1 nothing-to-claim']);
    expect(codes([line(), line()], claimable(2))).toEqual(['2 claim-line-repeated']);
  });

  it('is never for more than the order waits for, whichever of its shipments is short', () => {
    const short = (quantity: number, open: number): string[] =>
      problemsOfLines(
        [line({ quantity })],
        claimable(5),
        () => 0,
        () => open,
      ).map(({ code }) => code);
    expect(short(2, 2)).toEqual([]);
    expect(short(3, 2)).toEqual(['claims-too-much']);
    expect(short(1, 0)).toEqual(['nothing-to-claim']);
  });

  it('takes what a receipt noted without a model once only', () => {
    const lines = [line({ catalogueItemId: 'radio' }), line({ catalogueItemId: 'panel' })];
    expect(codes(lines, claimable(0, 2))).toEqual([]);
    expect(codes(lines, claimable(0, 1))).toEqual(['2 nothing-to-claim']);
  });

  const known = (
    more: Partial<KnownParties['parties']> = {},
    incoterm: KnownParties['incoterm'] = null,
  ): KnownParties => ({
    incoterm,
    parties: { SUPPLIER: 's', CARRIER: 'c', INSURER: null, ...more },
  });

  it('§3.7 is the supplier’s alone where the risk is his until the goods are delivered', () => {
    expect(partyOf('SUPPLIER', null, known({}, 'DAP'))).toBe('s');
    expect(() => partyOf('CARRIER', null, known({}, 'DAP'))).toThrow(
      expect.objectContaining({ code: 'claim-party-wrong' }),
    );
    expect(partyOf('CARRIER', null, known({}, 'CIP'))).toBe('c');
  });

  it('is against who is known, or who is named where nobody is', () => {
    expect(partyOf('INSURER', 'i', known())).toBe('i');
    expect(() => partyOf('INSURER', null, known())).toThrow('claim-party-wrong');
    expect(() => partyOf('CARRIER', 'x', known())).toThrow('claim-party-wrong');
  });

  const said = (more: Partial<Settlement>): Settlement => ({
    ...{ outcome: 'CREDITED', reason: null, creditMinor: null, creditReference: null, receiptIds: [] },
    ...more,
  });
  it.each([
    ['credited with its note', 'SENT', { creditMinor: 100, creditReference: 'AV-1' }, null],
    ['credited above what was asked', 'SENT', { creditMinor: 101, creditReference: 'AV-1' }, 'settlement-wrong'],
    ['credited without a note', 'SENT', { creditMinor: 100 }, 'settlement-wrong'],
    ['replaced by nothing', 'ANSWERED', { outcome: 'REPLACED' }, 'settlement-wrong'],
    ['replaced by a receipt', 'ANSWERED', { outcome: 'REPLACED', receiptIds: ['r'] }, null],
    ['refused without a reason', 'ANSWERED', { outcome: 'REFUSED' }, 'settlement-wrong'],
    ['refused with an amount', 'ANSWERED', { outcome: 'REFUSED', reason: 'x', creditMinor: 1 }, 'settlement-wrong'],
    ['withdrawn as a draft', 'DRAFT', { outcome: 'WITHDRAWN', reason: 'Retrouvé' }, null],
    ['credited as a draft', 'DRAFT', { creditMinor: 1, creditReference: 'x' }, 'claim-step-out-of-turn'],
    ['settled twice', 'SETTLED', { outcome: 'WITHDRAWN', reason: 'x' }, 'claim-step-out-of-turn'],
  ] as const)('settled: %s', (_, status, more, code) => {
    const check = (): void => checkSettlement(status, said(more as Partial<Settlement>), 100);
    if (code === null) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code }));
  });

  it('is replaced by receipts that brought as much of each model', () => {
    const claimed = [line({ quantity: 1 }), line({ reason: 'DEFECTIVE', quantity: 1 })];
    expect(() => checkReplacement(claimed, new Map([['laptop', 2]]))).not.toThrow();
    expect(() => checkReplacement(claimed, new Map([['laptop', 1]]))).toThrow('replacement-incomplete');
    expect(() => checkReplacement(claimed, new Map([['radio', 5]]))).toThrow('replacement-incomplete');
  });
});
