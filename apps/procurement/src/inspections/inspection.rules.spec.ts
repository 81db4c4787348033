import {
  checkAcceptedOn,
  checkCommittee,
  checkExtent,
  inspectAll,
  type Exception,
  type Panel,
} from './inspection.rules.js';
import type { Waiver } from '../waivers/waiver.rules.js';

const aPanel = (more: Partial<Panel> = {}): Panel => ({
  ...{ committee: ['ana', 'ben'], closedBy: 'ana', storekeeperId: 'sam', remoteWitnessId: null },
  order: { buyerId: 'bob', approverId: 'ada' },
  ...more,
});

describe('who inspects', () => {
  it.each([
    ['CR-10 one member', { committee: ['ana'] }, 'committee-too-small'],
    ['CR-10 one member named twice', { committee: ['ana', 'ana'] }, 'committee-too-small'],
    ['CR-10 the store-keeper of the receipt', { committee: ['ana', 'ben', 'sam'] }, 'inspector-not-independent'],
    ['CR-10 a report closed by the store-keeper', { closedBy: 'sam' }, 'inspector-not-independent'],
    ['CR-09 the buyer of the order', { committee: ['ana', 'bob'] }, 'inspector-not-independent'],
    ['CR-09 a report closed by the buyer', { closedBy: 'bob' }, 'inspector-not-independent'],
    ['§13.1 APPROVE × INSPECT the approver of the order', { committee: ['ana', 'ada'] }, 'inspector-not-independent'],
  ])('%s is refused', (_, more, code) => {
    expect(() => checkCommittee(aPanel(more), 10_000, 5_000, [])).toThrow(code);
  });

  it('CR-10 takes two members, and AM-3 one below the configured value', () => {
    expect(() => checkCommittee(aPanel(), 10_000, 5_000, [])).not.toThrow();
    expect(() => checkCommittee(aPanel({ committee: ['ana'] }), 4_999, 5_000, [])).not.toThrow();
    expect(() => checkCommittee(aPanel({ committee: ['ana'] }), 5_000, 5_000, [])).toThrow('committee-too-small');
  });

  it('CR-10 takes an unknown value for a high one', () => {
    expect(() => checkCommittee(aPanel({ committee: ['ana'] }), null, 5_000, [])).toThrow('committee-too-small');
  });

  it('AM-6 has no buyer to look at while there is no order', () => {
    expect(() => checkCommittee(aPanel({ committee: ['ana', 'bob'], order: null }), null, 5_000, [])).not.toThrow();
  });
});

describe('AM-3: a waiver', () => {
  const waiver = (rule: string, personId: string): Waiver => ({ waiverId: rule, rule, personIds: [personId] });
  const alone = { committee: ['ana'], remoteWitnessId: 'wim' };
  const check = (more: Partial<Panel>, ...waivers: Waiver[]): string[] =>
    checkCommittee(aPanel(more), 10_000, 5_000, waivers);

  it('of CR-10 lets one person inspect alone before a remote witness', () => {
    expect(check(alone, waiver('CR-10', 'ana'))).toEqual(['CR-10']);
  });

  it.each([
    ['without the witness', { ...alone, remoteWitnessId: null }, waiver('CR-10', 'ana')],
    ['before himself', { ...alone, remoteWitnessId: 'ana' }, waiver('CR-10', 'ana')],
    ['before the store-keeper', { ...alone, remoteWitnessId: 'sam' }, waiver('CR-10', 'ana')],
    ['before the buyer', { ...alone, remoteWitnessId: 'bob' }, waiver('CR-10', 'ana')],
    ['when it is another’s', alone, waiver('CR-10', 'ben')],
    ['when it is of another rule', alone, waiver('CR-19', 'ana')],
  ])('does not let him %s', (_, more, one) => {
    expect(() => check(more, one)).toThrow('committee-too-small');
  });

  it('of receive × inspect lets the store-keeper inspect, never the buyer or the approver', () => {
    expect(check({ committee: ['ana', 'sam'] }, waiver('RECEIVE_INSPECT', 'sam'))).toEqual(['RECEIVE_INSPECT']);
    expect(() => check({ committee: ['ana', 'sam'] }, waiver('CR-10', 'sam'))).toThrow('inspector-not-independent');
    for (const who of ['bob', 'ada']) {
      expect(() => check({ committee: ['ana', who] }, waiver('RECEIVE_INSPECT', who))).toThrow('not-independent');
    }
  });

  it('is not relied on where nothing needs it', () => {
    expect(check({}, waiver('RECEIVE_INSPECT', 'sam'), waiver('CR-10', 'ana'))).toEqual([]);
  });
});

describe('AM-11: one call accepts everything but the exceptions', () => {
  const devices = [1, 2, 3].map((n) => ({
    ...{ lineId: `l${n}`, deviceId: `d${n}`, serial: n === 3 ? null : `S${n}` },
    ...{ lotId: null, quantity: 1 },
  }));
  const lot = { lineId: 'l4', deviceId: null, lotId: 'lot', quantity: 60, serial: null };
  const anException = (more: Partial<Exception>): Exception => ({ reason: 'broken', result: 'REJECTED', ...more });

  it('AM-11 accepts all without exceptions', () => {
    expect(inspectAll(devices, []).map(({ result }) => result)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
  });

  it('AM-11 names exceptions by device, line or serial', () => {
    const exceptions = [
      anException({ deviceId: 'd1' }),
      anException({ serial: ' s2 ' }),
      anException({ lineId: 'l3' }),
    ];
    expect(inspectAll(devices, exceptions).map(({ result }) => result)).toEqual(['REJECTED', 'REJECTED', 'REJECTED']);
  });

  it('AM-9 rejects as many of a lot as are named, and all of it when none are', () => {
    const some = inspectAll([lot], [anException({ lineId: 'l4', quantity: 8 })]);
    expect(some).toEqual([expect.objectContaining({ result: 'ACCEPTED', rejected: 8, quantity: 60 })]);
    const all = inspectAll([lot], [anException({ lineId: 'l4' })]);
    expect(all).toEqual([expect.objectContaining({ result: 'REJECTED', rejected: 60 })]);
  });

  it.each([
    ['more of a lot than there is', { lineId: 'l4', quantity: 61 }],
    ['a number of a device', { lineId: 'l1', quantity: 1 }],
  ])('AM-9 refuses %s', (_, said) => {
    expect(() => inspectAll([...devices, lot], [anException(said)])).toThrow(
      expect.objectContaining({ rows: [expect.objectContaining({ code: 'exception-quantity' })] }),
    );
  });

  it.each([
    ['nobody', [anException({ serial: 'S9' })], 'exception-unknown'],
    ['two devices at once', [anException({ deviceId: 'd1', serial: 'S2' })], 'exception-unknown'],
    ['one twice', [anException({ deviceId: 'd1' }), anException({ serial: 'S1' })], 'exception-repeated'],
  ])('refuses an exception that means %s', (_, exceptions, code) => {
    expect(() => inspectAll(devices, exceptions)).toThrow(
      expect.objectContaining({ rows: [expect.objectContaining({ code })] }),
    );
  });

  it('AM-11 records FULL without a size and SAMPLE with one that exists', () => {
    expect(() => checkExtent('FULL', undefined, 3)).not.toThrow();
    expect(() => checkExtent('SAMPLE', 3, 3)).not.toThrow();
    for (const [extent, size] of [
      ['FULL', 3],
      ['SAMPLE', 4],
      ['SAMPLE', undefined],
    ] as const)
      expect(() => checkExtent(extent, size, 3)).toThrow('sample-size-wrong');
  });

  it.each([
    ['before the receipt', '2026-08-31', '2026-08-17'],
    ['before the order', '2026-09-01', '2026-09-02'],
    ['in the future', '2026-09-05', null],
  ])('domain §9.7 never dates an acquisition %s', (_, acceptedOn, orderedOn) => {
    const received = new Date('2026-09-01T10:00:00Z');
    const now = new Date('2026-09-03T10:00:00Z');
    expect(() => checkAcceptedOn(acceptedOn, orderedOn, received, now)).toThrow(
      expect.objectContaining({ rows: [expect.objectContaining({ field: 'acceptedOn' })] }),
    );
    for (const ordered of ['2026-09-01', null])
      expect(() => checkAcceptedOn('2026-09-01', ordered, received, now)).not.toThrow();
  });
});
