import { LIFECYCLES, type Custodian, type Lifecycle, type Title } from '@dotation/contracts';
import type { Occasion } from './custody.rules.js';
import type { Device } from './device.rules.js';
import { completion, decide, endOfReservation, RULES, type Move, type Step } from './transitions.rules.js';

const store: Custodian = {
  partyKind: 'UNIT',
  partyId: 'office',
  personId: 'keeper',
  placeId: 'warehouse',
  enRoute: false,
  hold: 'FIRM',
};
const unit: Custodian = { ...store, partyId: 'unit', personId: 'head', placeId: 'post' };
const occasion: Occasion = {
  documentId: 'document',
  claimedAt: new Date('2026-11-03T09:00:00Z'),
  recordedAt: new Date('2026-11-03T10:00:00Z'),
};
const order = { orderLineId: 'line', costMinor: 78_900, currency: 'USD', funding: [{ awardId: 'f1', percent: 100 }] };

const aDevice = (change: Partial<Device> = {}): Device => ({
  deviceId: 'device',
  deviceSeq: 2,
  leafHash: 'hash',
  lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
  title: 'SUPPLIER',
  custody: { ...store, from: new Date('2026-11-02T09:00:00Z') },
  condition: 'EXCELLENT',
  use: 'NOT_YET_DEPLOYED',
  tag: 'INLCD-000001-D',
  ...order,
  disputed: false,
  acquisitionDate: null,
  waitingFor: [],
  ...change,
});
const accepted = (lifecycle: Lifecycle, change: Partial<Device> = {}): Device =>
  aDevice({ lifecycle, title: 'IOM_CONDITIONAL', acquisitionDate: '2026-11-02', ...change });

const changedBy = (device: Device, step: Step): unknown => {
  const decision = decide(device, step, occasion);
  return decision.kind === 'moved'
    ? { [decision.transition]: decision.changed }
    : `${decision.transition} ${decision.detail}`;
};

describe('the table of transitions', () => {
  // Written out a second time on purpose: domain §8.4 as amended, by transition.
  const legal: Record<string, string[]> = {
    accept: ['A01'],
    reject: ['A01'],
    linkOrder: ['A01', 'A02'],
    completeAcceptance: ['A01'],
    settleDispute: ['A01'],
    exchange: ['A02', 'A10'],
    reserve: ['A04'],
    reallocate: ['A06', 'A07'],
    release: ['A05'],
    dispatch: ['A05'],
    arrive: ['A06'],
    lose: ['A06'],
    handOver: ['A07'],
    receiveTransfer: ['A11'],
    deposit: ['A07'],
    donate: ['A04', 'A05', 'A06', 'A07', 'A08', 'A09', 'A10', 'A11', 'A12'],
    handOverCommand: ['A08', 'A09'],
    missAtCommand: ['A08', 'A09'],
    find: ['A13'],
    void: ['A01', 'A02', 'A04', 'A09', 'A13', 'A16', 'A17'],
    changeCarrier: ['A06', 'A07'],
    sendBack: ['A07', 'A08', 'A09'],
    takeBack: ['A06'],
    seeElsewhere: ['A06', 'A07', 'A13'],
    strike: ['A08'],
    confirm: ['A08', 'A09'],
    adjustCost: LIFECYCLES.map((state) => state.slice(0, 3)).filter((state) => !['A02', 'A03', 'A20'].includes(state)),
  };

  it.each(Object.keys(RULES) as Move[])('lets %s happen in its states only, and says the state otherwise', (move) => {
    const inState = (lifecycle: Lifecycle): string => {
      const acquisitionDate = ['accept', 'reject'].includes(move) ? null : '2026-11-02';
      const device = aDevice({ lifecycle, title: 'IOM_CONDITIONAL', acquisitionDate });
      return decide(device, { move, order, acceptedOn: '2026-11-02', custodian: unit }, occasion).kind;
    };
    const moved = LIFECYCLES.filter((lifecycle) => inState(lifecycle) === 'moved').map((code) => code.slice(0, 3));
    expect(moved).toEqual(legal[move]);
  });

  it.each([
    [
      'T06 reserves what is in stock',
      accepted('A04_IN_STOCK'),
      { move: 'reserve' },
      { T06: { lifecycle: 'A05_ALLOCATED' } },
    ],
    [
      'T43 changes the cost and nothing else (AM-12)',
      accepted('A09_IN_SERVICE'),
      { move: 'adjustCost', costMinor: 81_000 },
      { T43: { costMinor: 81_000 } },
    ],
    ['T07 lets it go', accepted('A05_ALLOCATED'), { move: 'release' }, { T07: { lifecycle: 'A04_IN_STOCK' } }],
    [
      'T11 leaves custody with the carrier',
      accepted('A06_IN_TRANSIT_OUT'),
      { move: 'lose' },
      { T11: { lifecycle: 'A13_MISSING' } },
    ],
    [
      'T14 moves the title only',
      accepted('A07_DELIVERED_PENDING_ACK'),
      { move: 'donate' },
      { T14: { title: 'STATE_DRC' } },
    ],
    [
      'T12 changes the condition that was said apart',
      accepted('A07_DELIVERED_PENDING_ACK'),
      { move: 'handOver', condition: 'REPAIRABLE' },
      { T12: { lifecycle: 'A08_HANDED_OVER', condition: 'REPAIRABLE' } },
    ],
    [
      'a condition that is the same is no change',
      accepted('A05_ALLOCATED'),
      { move: 'dispatch', condition: 'EXCELLENT' },
      { T08: { lifecycle: 'A06_IN_TRANSIT_OUT' } },
    ],
  ] as [string, Device, Step, unknown][])('%s', (_, device, step, changed) => {
    expect(changedBy(device, step)).toEqual(changed);
  });

  it('T12 gives custody to the receiver from the time on the document', () => {
    const decision = decide(accepted('A07_DELIVERED_PENDING_ACK'), { move: 'handOver', custodian: unit }, occasion);
    expect(decision).toMatchObject({
      kind: 'moved',
      transition: 'T12',
      changed: { custody: { ...unit, from: '2026-11-03T09:00:00.000Z', clamped: false, documentId: 'document' } },
      device: { lifecycle: 'A08_HANDED_OVER', custody: { ...unit, from: new Date('2026-11-03T09:00:00Z') } },
    });
  });

  it('T13 of a device already in deposit is recorded and changes nothing', () => {
    const custody = { ...store, hold: 'IN_DEPOSIT' as const, from: new Date('2026-11-02T09:00:00Z') };
    const device = accepted('A07_DELIVERED_PENDING_ACK', { custody });
    expect(changedBy(device, { move: 'deposit', custodian: custody })).toEqual({ T13: {} });
  });

  it('T14 is refused where the title has passed before', () => {
    expect(changedBy(accepted('A08_HANDED_OVER', { title: 'STATE_DRC' }), { move: 'donate' })).toMatch(
      /^T14 .*STATE_DRC/,
    );
  });

  it('ends a reservation by acceptance, loss, return or cancellation, and by nothing else', () => {
    const ends = (Object.keys(RULES) as Move[]).flatMap((move) => {
      const reason = endOfReservation(move);
      return reason ? [[move, reason]] : [];
    });
    expect(ends).toEqual([
      ['release', 'CANCELLED'],
      ['lose', 'LOST'],
      ['handOver', 'ACCEPTED'],
      ['takeBack', 'RETURNED'],
    ]);
  });
});

describe('acceptance', () => {
  it('T02 moves a complete device to stock, with title and acquisition date', () => {
    expect(changedBy(aDevice(), { move: 'accept', acceptedOn: '2026-11-02', title: 'FEDERALLY_OWNED' })).toEqual({
      T02: { lifecycle: 'A04_IN_STOCK', title: 'FEDERALLY_OWNED', acquisitionDate: '2026-11-02' },
    });
  });

  it('CR-12 keeps an incomplete one in A01, accepted, and says what it waits for', () => {
    expect(
      changedBy(aDevice({ tag: null }), { move: 'accept', acceptedOn: '2026-11-02', title: 'IOM_CONDITIONAL' }),
    ).toEqual({
      T02: { title: 'IOM_CONDITIONAL', acquisitionDate: '2026-11-02', waitingFor: ['TAG'] },
    });
  });

  it('2 CFR 200.312: the order line that comes later (AM-6) says whose the title is, unless a deed has given it away', () => {
    const order = { orderLineId: 'o', costMinor: 100, currency: 'USD', funding: [{ awardId: 'a', percent: 100 }] };
    const link = (title: Title): unknown =>
      changedBy(aDevice({ title, acquisitionDate: '2026-11-02', orderLineId: null, waitingFor: ['ORDER'] }), {
        ...{ move: 'linkOrder', order, title: 'FEDERALLY_OWNED' },
      });
    expect(link('IOM_CONDITIONAL')).toMatchObject({ T02: { title: 'FEDERALLY_OWNED' } });
    expect(link('STATE_DRC')).toMatchObject({ T02: expect.not.objectContaining({ title: 'FEDERALLY_OWNED' }) });
  });

  it('T03 leaves the title with the supplier', () => {
    const quarantine = { ...store, placeId: 'quarantine' };
    expect(changedBy(aDevice(), { move: 'reject', custodian: quarantine, condition: 'SCRAP' })).toMatchObject({
      T03: { lifecycle: 'A02_REJECTED', condition: 'SCRAP', custody: { placeId: 'quarantine' } },
    });
  });

  it('is not taken back by a second inspection', () => {
    const waiting = aDevice({ acquisitionDate: '2026-11-02', waitingFor: ['TAG'], tag: null });
    expect(changedBy(waiting, { move: 'accept', acceptedOn: '2026-11-03' })).toMatch(/^T02 It was accepted/);
    expect(changedBy(waiting, { move: 'reject' })).toMatch(/^T03 It was accepted/);
  });

  it('completes when the last thing it waited for comes', () => {
    const waiting = aDevice({ acquisitionDate: '2026-11-02', title: 'IOM_CONDITIONAL', waitingFor: ['TAG'] });
    expect(completion(waiting)).toEqual({ move: 'completeAcceptance' });
    expect(changedBy(waiting, { move: 'completeAcceptance' })).toEqual({
      T02: { lifecycle: 'A04_IN_STOCK', waitingFor: [] },
    });
    expect(completion({ ...waiting, tag: null })).toBeNull();
    expect(completion(aDevice())).toBeNull();
    expect(completion(accepted('A04_IN_STOCK'))).toBeNull();
  });

  it('AM-6 takes the order line before acceptance (T01), and after it moves on (T02) or waits for less', () => {
    const bare = aDevice({ orderLineId: null, costMinor: null, currency: null, funding: null });
    expect(changedBy(bare, { move: 'linkOrder', order })).toEqual({ T01: order });
    const waiting = {
      ...bare,
      acquisitionDate: '2026-11-02',
      waitingFor: ['COST', 'FUNDING', 'ORDER'] as Device['waitingFor'],
    };
    expect(changedBy(waiting, { move: 'linkOrder', order })).toEqual({
      T02: { ...order, lifecycle: 'A04_IN_STOCK', waitingFor: [] },
    });
    expect(changedBy({ ...waiting, tag: null }, { move: 'linkOrder', order })).toEqual({
      T02: { ...order, waitingFor: ['TAG'] },
    });
  });
});
