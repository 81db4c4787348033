import { peopleOf, strangersAmong, typedLongAgo } from './receipt-exception.rules.js';

describe('AM-1, CR-07 people a receipt names', () => {
  const rows = [{ row: 1 }, { row: 2, secondSignatureId: 'ana' }, { row: 3, secondSignatureId: 'ANA' }];
  const people = peopleOf({ witnessId: 'Ana', driverId: 'dan' }, rows);

  it('are the witness, the driver and whoever else saw that there is no serial', () => {
    expect(people).toEqual([
      { personId: 'ana', as: 'witness' },
      { personId: 'dan', as: 'driver' },
      { personId: 'ana', as: 'second signature', row: 2 },
      { personId: 'ana', as: 'second signature', row: 3 },
    ]);
  });

  it('are one exception each while directory does not know them', () => {
    expect(strangersAmong(people, new Set(['dan']))).toEqual([
      expect.objectContaining({ code: 'SIGNER_UNKNOWN', personId: 'ana', rows: [2, 3] }),
    ]);
    expect(strangersAmong(people, new Set(['ana', 'dan']))).toEqual([]);
  });
});

describe('CR-31 a typed date', () => {
  const now = new Date('2026-11-20T08:00:00.000Z');

  it.each([
    ['2026-11-13T08:00:00.000Z', []],
    ['2026-11-13T07:59:59.000Z', ['CLOCK_SUSPECT']],
    ['2000-01-02T00:00:00.000Z', ['CLOCK_SUSPECT']],
  ])('of %s gives %s after seven days', (at, codes) => {
    expect(typedLongAgo('receivedAt', new Date(at), now, 7).map(({ code }) => code)).toEqual(codes);
  });
});
