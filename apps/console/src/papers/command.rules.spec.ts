import { countsOf, leftOut, listOf, lotsOf, putBack } from './command.rules.js';

const held = (tag: string | null, serial: string | null, kind: string | null) => ({
  device: { tag, serial },
  document: { kind },
});
const some = (lotId: string, quantity: number) => ({
  ...{ lotId, lotNumber: `LT-${lotId}`, maker: 'Fabrique', model: 'Balise' },
  quantity,
});

describe('the list of a change of command', () => {
  it('T17 begins with what the unit holds by a signed paper, unseen, by tag or serial', () => {
    const all = [held('T-1', 'S-1', 'HANDOVER'), held(null, 'S-2', 'COMMAND_HANDOVER'), held('T-3', null, null)];
    expect(listOf(all)).toEqual(['T-1', 'S-2', 'T-3'].map((code) => ({ code, present: false })));
  });

  it('AM-13 leaves out what came by an old list: nobody handed it over', () => {
    expect(
      listOf([
        held('T-1', null, 'LEGACY_LIST'),
        held('T-2', null, 'RECTIFYING_HANDOVER'),
        held('T-3', null, 'INCIDENT'),
      ]),
    ).toEqual(['T-2', 'T-3'].map((code) => ({ code, present: false })));
  });

  it('leaves one row out, and puts it back unseen and once', () => {
    const lines = [
      { code: 'T-1', present: true },
      { code: 'T-2', present: true },
    ];
    expect(leftOut(lines, 'T-1')).toEqual([{ code: 'T-2', present: true }]);
    expect(putBack(leftOut(lines, 'T-1'), 'T-1')).toEqual([
      { code: 'T-2', present: true },
      { code: 'T-1', present: false },
    ]);
    expect(putBack(lines, 'T-1')).toHaveLength(2);
  });

  it('AM-9, CR-28 counts each lot once, wherever the unit has it, as if all of it were there', () => {
    const lots = lotsOf([some('a', 3), some('b', 5), some('a', 2)]);
    expect(lots.map(({ lotId, quantity }) => [lotId, quantity])).toEqual([
      ['a', 5],
      ['b', 5],
    ]);
    expect(countsOf(lots)).toEqual([
      { lotId: 'a', present: 5 },
      { lotId: 'b', present: 5 },
    ]);
  });
});
