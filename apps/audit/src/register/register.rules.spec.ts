import type { State } from '../devices/life.rules.js';
import { blanksOf, isProperty, sourcesOf, Tally, type Award, type Known } from './register.rules.js';

const [inl, eu] = ['a1', 'a2'];
const awards = new Map<string, Award>([
  [inl, { awardId: inl, fain: 'SINLEC26CA0042', donor: 'INL', federal: true }],
  [eu, { awardId: eu, fain: 'EU-2026-17', donor: 'UE', federal: false }],
]);
const state = (more: Partial<State> = {}): State => ({
  ...{ lifecycle: 'A08_HANDED_OVER', title: 'IOM_CONDITIONAL', condition: 'EXCELLENT', use: 'NOT_YET_DEPLOYED' },
  ...{ orderLineId: 'line', acquisitionDate: '2026-03-02', costMinor: 78_900, currency: 'USD', waitingFor: [] },
  funding: [
    { awardId: inl, percent: 66.67 },
    { awardId: eu, percent: 33.33 },
  ],
  ...more,
});
const known = (more: Partial<Known> = {}): Known => ({
  ...{ maker: 'HP', model: 'ProBook', description: 'Laptop', tag: 'INLCD-000017-0', serial: 'CZC1', identifiers: [{}] },
  ...{ noSerialReason: null, state: state(), hasCustodian: true, isWhereItBegan: false },
  ...more,
});
const blanks = (device: Known): string[] =>
  blanksOf(device, sourcesOf(device.state, awards)).map(({ element, reason }) => `${element} ${reason}`);

describe('Q1 of a device of an old list (AM-13)', () => {
  const elements = ['DESCRIPTION', 'IDENTIFICATION', 'FUNDING_SOURCE', 'ACQUISITION_DATE', 'COST', 'LOCATION', 'USE'];
  const old = (more: Partial<State> = {}): State => ({
    ...{ lifecycle: 'A09_IN_SERVICE', title: 'STATE_DRC', condition: 'UNKNOWN', use: 'UNKNOWN', waitingFor: [] },
    ...{
      origin: 'MIGRATED',
      blanks: [...elements, 'CONDITION'].map((element) => ({ element, reason: 'Liste de 2014' })),
    },
    ...more,
  });
  const bare = { serial: null, tag: null, identifiers: [] };

  it('counts each element that the list does not say, with the reason that was given', () => {
    const found = blanksOf(known({ ...bare, state: old(), isWhereItBegan: true }), []);
    expect(found.map(({ element }) => element)).toEqual([
      ...['DESCRIPTION', 'IDENTIFICATION', 'FUNDING_SOURCE', 'ACQUISITION_DATE', 'COST', 'FEDERAL_PARTICIPATION'],
      ...['LOCATION', 'USE', 'CONDITION'],
    ]);
    expect(new Set(found.map(({ reason, said }) => `${reason}: ${said}`))).toEqual(
      new Set(['NOT_IN_SOURCE: Liste de 2014']),
    );
  });

  it('stops counting what has become known since: tagged, moved, looked at', () => {
    const state = old({ use: 'IN_USE_AUTHORISED', condition: 'USABLE' });
    const found = blanksOf(known({ serial: null, identifiers: [], state, isWhereItBegan: false }), []);
    expect(found.map(({ element }) => element)).toEqual([
      ...['DESCRIPTION', 'FUNDING_SOURCE', 'ACQUISITION_DATE', 'COST', 'FEDERAL_PARTICIPATION'],
    ]);
  });

  it('still says that a device is reported missing', () => {
    const found = blanksOf(known({ state: old({ lifecycle: 'A13_MISSING' }), isWhereItBegan: true }), []);
    expect(found).toContainEqual({ element: 'LOCATION', reason: 'REPORTED_MISSING' });
  });
});

describe('Q1: the eleven elements of 2 CFR 200.313(d)(1)', () => {
  it('has no blank for a device bought, accepted, tagged and handed over', () => {
    expect(blanks(known())).toEqual([]);
  });

  it.each<[string, Partial<Known>, string[]]>([
    ['1 description', { description: ' '.trim() }, ['DESCRIPTION NOT_DESCRIBED']],
    [
      '2 identification: neither serial, nor tag, nor a reason (CR-07)',
      { serial: null, tag: null, identifiers: [] },
      ['IDENTIFICATION NO_SERIAL_NOR_TAG'],
    ],
    [
      '3 funding: shares that are not all of it',
      { state: state({ funding: [{ awardId: inl, percent: 60 }] }) },
      ['FUNDING_SOURCE SHARES_NOT_100'],
    ],
    [
      '3 funding and 7 federal participation: an award nobody has told of',
      { state: state({ funding: [{ awardId: 'x', percent: 100 }] }) },
      ['FUNDING_SOURCE AWARD_UNKNOWN', 'FEDERAL_PARTICIPATION FEDERAL_UNKNOWN'],
    ],
    ['4 title', { state: { ...state(), title: undefined } as State }, ['TITLE TITLE_UNKNOWN']],
    [
      '5 acquisition date: not yet accepted',
      { state: { ...state(), acquisitionDate: undefined } as State },
      ['ACQUISITION_DATE NOT_YET_ACCEPTED'],
    ],
    ['6 cost: an item with no cost', { state: state({ costMinor: 0 }) }, ['COST NO_COST']],
    ['6 cost: nothing, for a reason (AM-12)', { state: state({ costMinor: 0, zeroCostReason: 'FREE' }) }, []],
    ['8 location: reported missing', { state: state({ lifecycle: 'A13_MISSING' }) }, ['LOCATION REPORTED_MISSING']],
    ['8 location: nobody has it', { hasCustodian: false }, ['LOCATION NO_CUSTODIAN']],
    ['9 use', { state: { ...state(), use: undefined } as State }, ['USE NOT_SAID']],
    ['10 condition', { state: { ...state(), condition: undefined } as State }, ['CONDITION NOT_SAID']],
  ])('flags %s', (_, device, expected) => {
    expect(blanks(known(device))).toEqual(expected);
  });

  it('says of goods received before their order that the order is what is missing (AM-6)', () => {
    const early: State = {
      ...{
        lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
        title: 'SUPPLIER',
        condition: 'EXCELLENT',
        use: 'NOT_YET_DEPLOYED',
      },
      waitingFor: [],
    };
    expect(blanks(known({ state: early }))).toEqual([
      'FUNDING_SOURCE NO_ORDER_YET',
      'ACQUISITION_DATE NOT_YET_ACCEPTED',
      'COST NO_ORDER_YET',
      'FEDERAL_PARTICIPATION NO_ORDER_YET',
    ]);
  });

  it('takes a signed reason, or another number, for an identification', () => {
    const none = { serial: null, tag: null, identifiers: [] };
    expect(blanks(known({ ...none, noSerialReason: 'Plaque arrachée' }))).toEqual([]);
    expect(blanks(known({ ...none, tag: 'INLCD-000017-0' }))).toEqual([]);
  });

  it('leaves out what inspection refused: it goes back to the supplier', () => {
    expect([isProperty(state()), isProperty(state({ lifecycle: 'A02_REJECTED' }))]).toEqual([true, false]);
  });

  it('counts in the order of the elements', () => {
    const tally = new Tally();
    tally.add([]);
    tally.add([{ element: 'COST', reason: 'NO_COST' }]);
    tally.add([
      { element: 'COST', reason: 'NO_COST' },
      { element: 'TITLE', reason: 'TITLE_UNKNOWN' },
    ]);
    expect(tally.result()).toEqual({
      ...{ devices: 3, complete: 1 },
      blanks: [
        { element: 'TITLE', reason: 'TITLE_UNKNOWN', devices: 1 },
        { element: 'COST', reason: 'NO_COST', devices: 2 },
      ],
    });
  });
});
