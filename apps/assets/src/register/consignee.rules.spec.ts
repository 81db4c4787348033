import { consigneeAfter } from './consignee.rules.js';
import { RULES, type Move } from './transitions.rules.js';

it.each<[string, Move, string | null]>([
  ['leaves the store', 'dispatch', 'u2'],
  ['changes its carrier', 'changeCarrier', 'u2'],
  ['arrives', 'arrive', 'u2'],
  ['arrives after it was given up (AM-20)', 'find', 'u2'],
  ['is refused and waits for its way back (T13)', 'deposit', 'u1'],
  ['becomes the State’s on the road (T14)', 'donate', 'u1'],
  ['was signed for', 'handOver', null],
  ['is sent back (T37)', 'sendBack', null],
  ['is lost (T11)', 'lose', null],
  ['is for another unit from now on (CR-67)', 'reallocate', null],
  ['was seen elsewhere, which the consignee does not learn (CR-67)', 'seeElsewhere', null],
  ['was signed for by mistake (T41)', 'strike', null],
])('CR-67, AM-17 a device that %s', (_, move, consignee) => {
  expect(consigneeAfter(move, 'u1', 'u2')).toBe(consignee);
});

it('CR-67 no move makes a device somebody’s that was nobody’s, but one of the road', () => {
  const moves = Object.keys(RULES) as Move[];
  expect(moves.filter((move) => consigneeAfter(move, null, 'u2') !== null)).toEqual([
    ...['dispatch', 'arrive', 'find', 'changeCarrier'],
  ]);
});
