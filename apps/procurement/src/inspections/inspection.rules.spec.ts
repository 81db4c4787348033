import {
  checkAcceptedOn,
  checkCommittee,
  checkExtent,
  inspectAll,
  type Exception,
  type Panel,
} from './inspection.rules.js';

const aPanel = (more: Partial<Panel> = {}): Panel => ({
  ...{ committee: ['ana', 'ben'], closedBy: 'ana', storekeeperId: 'sam', buyerId: 'bob' },
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
  ])('%s is refused', (_, more, code) => {
    expect(() => checkCommittee(aPanel(more), 10_000, 5_000)).toThrow(code);
  });

  it('CR-10 takes two members, and AM-3 one below the configured value', () => {
    expect(() => checkCommittee(aPanel(), 10_000, 5_000)).not.toThrow();
    expect(() => checkCommittee(aPanel({ committee: ['ana'] }), 4_999, 5_000)).not.toThrow();
    expect(() => checkCommittee(aPanel({ committee: ['ana'] }), 5_000, 5_000)).toThrow('committee-too-small');
  });

  it('CR-10 takes an unknown value for a high one', () => {
    expect(() => checkCommittee(aPanel({ committee: ['ana'] }), null, 5_000)).toThrow('committee-too-small');
  });

  it('AM-6 has no buyer to look at while there is no order', () => {
    expect(() => checkCommittee(aPanel({ committee: ['ana', 'bob'], buyerId: null }), null, 5_000)).not.toThrow();
  });
});

describe('AM-11: one call accepts everything but the exceptions', () => {
  const devices = [1, 2, 3].map((n) => ({ lineId: `l${n}`, deviceId: `d${n}`, serial: n === 3 ? null : `S${n}` }));
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
