import type { CustodyFrom } from './life.rules.js';
import { intervalsOf, numberedBy, stateAfter } from './life.rules.js';

const day = (n: number): Date => new Date(Date.UTC(2027, 0, n));
const opened = (deviceSeq: number, from: Date, partyId: string): CustodyFrom => ({
  deviceId: 'd',
  deviceSeq,
  position: deviceSeq,
  from,
  claimedFrom: from,
  clamped: false,
  partyKind: 'UNIT',
  partyId,
  personId: null,
  placeId: 'p',
  enRoute: false,
  hold: 'FIRM',
  documentId: 'doc',
});

it('each custody ends where the next begins and the last is open', () => {
  const intervals = intervalsOf(
    [opened(1, day(1), 'store'), opened(4, day(5), 'carrier'), opened(5, day(6), 'unit')],
    day(9),
  );
  expect(intervals.map(({ from, to }) => [from, to])).toEqual([
    [day(1), day(5)],
    [day(5), day(6)],
    [day(6), null],
  ]);
});

it('as of a day, the custody that had begun by then is open', () => {
  const intervals = intervalsOf([opened(1, day(1), 'store'), opened(4, day(5), 'carrier')], day(4));
  expect(intervals).toMatchObject([{ partyId: 'store', to: null }]);
});

it('the five dimensions change independently, each by the last fact that named it', () => {
  const state = stateAfter([
    {
      lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
      title: 'SUPPLIER',
      condition: 'EXCELLENT',
      use: 'NOT_YET_DEPLOYED',
    },
    { waitingFor: ['TAG'] },
    { lifecycle: 'A04_IN_STOCK', title: 'IOM_CONDITIONAL', waitingFor: [] },
    { title: 'STATE_DRC' },
  ]);
  expect(state).toEqual({
    lifecycle: 'A04_IN_STOCK',
    title: 'STATE_DRC',
    condition: 'EXCELLENT',
    use: 'NOT_YET_DEPLOYED',
    waitingFor: [],
  });
});

it('a deed recorded after a handover may have been true before it', () => {
  const facts = [
    { deviceSeq: 2, trueFrom: day(5), what: 'deed' },
    { deviceSeq: 1, trueFrom: day(9), what: 'handover' },
    { deviceSeq: null, trueFrom: day(1), what: 'order' },
  ];
  expect(numberedBy(facts, day(6)).map(({ what }) => what)).toEqual(['deed']);
  expect(numberedBy(facts, day(9)).map(({ what }) => what)).toEqual(['handover', 'deed']);
});
