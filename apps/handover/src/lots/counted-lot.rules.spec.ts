import { countLots } from './counted-lot.rules.js';
import { aCarriedLot as aLeg } from '../../test/counted.ts';

const held = (change: object = {}) => aLeg({ quantity: 20, arrived: 20, signed: 20, accepted: 20, ...change });
const codes = ({ problems }: ReturnType<typeof countLots>): unknown => problems.map(({ field, code }) => [field, code]);

describe('T17, CR-28 two heads count what the unit holds', () => {
  it('what is absent is taken from the oldest leg first', () => {
    const legs = [held({ lineId: 'first', absent: 17 }), held({ lineId: 'second' })];
    const { inspected } = countLots([{ lotId: 'lot', present: 18 }], legs);
    expect(inspected).toMatchObject([
      {
        present: 18,
        absent: 5,
        missing: [
          { lineId: 'first', absent: 3 },
          { lineId: 'second', absent: 2 },
        ],
      },
    ]);
  });

  it('what is packed to go home still counts as there, and is not what is missing', () => {
    const leg = held({ leaving: 8, packed: 5 });
    expect(countLots([{ lotId: 'lot', present: 17 }], [leg]).inspected).toMatchObject([{ absent: 0 }]);
    expect(codes(countLots([{ lotId: 'lot', present: 4 }], [leg]))).toEqual([['lots[0].present', 'packed-to-go-home']]);
  });

  it('nothing that goes home, or was never accepted, is asked for', () => {
    const legs = [held({ homeward: true }), held({ lotId: 'other', accepted: 0, refused: 20 })];
    expect(countLots([], legs)).toEqual({ inspected: [], problems: [] });
    expect(codes(countLots([], [held()]))).toEqual([['lots', 'list-incomplete']]);
    expect(codes(countLots([{ lotId: 'lot', present: 21 }], [held()]))).toEqual([
      ['lots[0].present', 'more-than-held'],
    ]);
    expect(
      codes(
        countLots(
          [
            { lotId: 'lot', present: 1 },
            { lotId: 'lot', present: 1 },
          ],
          [held()],
        ),
      ),
    ).toEqual([['lots[1].lotId', 'lot-listed-twice']]);
  });
});
