import { confirmedKits, proposeKits, type KitMember } from './kit.rules.js';
import type { RowProblem } from './row-problem.rules.js';

const aMember = (row: number, article: string, more: Partial<KitMember> = {}): KitMember => ({ row, article, ...more });
const members = [aMember(1, 'radio', { kit: 'KIT-1' }), aMember(2, 'inverter', { kit: 'kit 1' }), aMember(3, 'laptop')];

describe('AM-10: kits are proposed, a person confirms', () => {
  it('AM-10 proposes by marker, however it is spelt', () => {
    expect(proposeKits(members)).toEqual([{ label: 'KIT-1', rows: [1, 2] }]);
  });

  it('AM-10 proposes a small carton of different articles, not a carton of equal laptops or a pallet', () => {
    const mixed = [aMember(1, 'radio', { carton: 'C1' }), aMember(2, 'battery', { carton: 'C1' })];
    const equal = [aMember(3, 'laptop', { carton: 'C2' }), aMember(4, 'laptop', { carton: 'C2' })];
    const pallet = Array.from({ length: 20 }, (_, index) => aMember(10 + index, `a${index}`, { carton: 'C3' }));
    expect(proposeKits([...mixed, ...equal, ...pallet])).toEqual([{ label: 'C1', rows: [1, 2] }]);
  });

  it('AM-10 makes no kit that nobody confirmed, and the proposal when asked to', () => {
    expect(confirmedKits([], members, [])).toEqual([]);
    expect(confirmedKits('CONFIRM_PROPOSED', members, [])).toEqual([{ label: 'KIT-1', rows: [1, 2] }]);
  });

  it('refuses unknown rows, a row in two kits and two kits of one name', () => {
    const problems: RowProblem[] = [];
    const kits = [
      { label: 'A', rows: [1, 9] },
      { label: 'B', rows: [1] },
      { label: 'a', rows: [2] },
    ];
    confirmedKits(kits, members, problems);
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [9, 'kit-row-unknown'],
      [1, 'row-in-two-kits'],
      [0, 'kit-repeated'],
    ]);
  });
});
