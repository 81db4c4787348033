import type { Custodian } from '@dotation/contracts';
import { dayOf, nextCustody, startOfCustody, timeOf } from './custody.rules.js';

const at = (time: string): Date => new Date(`2026-11-02T${time}Z`);
const store: Custodian = {
  partyKind: 'UNIT',
  partyId: 'office',
  personId: 'keeper',
  placeId: 'warehouse',
  enRoute: false,
  hold: 'FIRM',
};
const carrier: Custodian = {
  ...store,
  partyKind: 'ORGANISATION',
  partyId: 'carrier',
  personId: 'driver',
  enRoute: true,
};

describe('the start of a custody', () => {
  it.each([
    ['as the document says', at('08:00:00'), at('09:00:00'), at('09:00:05'), at('09:00:00')],
    [
      'when it was recorded, for a clock that runs ahead',
      at('08:00:00'),
      at('12:00:00'),
      at('09:00:05'),
      at('09:00:05'),
    ],
    [
      '1 ms after the one before, for a document that comes late',
      at('08:00:00'),
      at('07:00:00'),
      at('09:00:05'),
      at('08:00:00.001'),
    ],
    [
      '1 ms after the one before, at the same moment',
      at('08:00:00'),
      at('08:00:00'),
      at('09:00:05'),
      at('08:00:00.001'),
    ],
  ])('is %s', (_, previous, claimed, recorded, start) => {
    expect(startOfCustody(previous, claimed, recorded)).toEqual(start);
  });

  it('of the first is never in the future', () => {
    expect(startOfCustody(null, at('12:00:00'), at('09:00:00'))).toEqual(at('09:00:00'));
  });
});

describe('the next custody', () => {
  const occasion = { documentId: 'waybill', claimedAt: at('07:00:00'), recordedAt: at('09:00:05') };

  it('keeps the claimed time beside the kept one and flags the clamp', () => {
    expect(nextCustody({ ...store, from: at('08:00:00') }, carrier, occasion)).toEqual({
      ...carrier,
      from: '2026-11-02T08:00:00.001Z',
      claimedFrom: '2026-11-02T07:00:00.000Z',
      clamped: true,
      documentId: 'waybill',
    });
    expect(nextCustody({ ...store, from: at('06:00:00') }, carrier, occasion)?.clamped).toBe(false);
  });

  it.each([
    ['the party', { partyId: 'other' }],
    ['the person', { personId: 'deputy' }],
    ['the place', { placeId: 'quarantine' }],
    ['the road', { enRoute: true }],
    ['the hold', { hold: 'IN_DEPOSIT' as const }],
  ])('opens when %s changes', (_, change) => {
    expect(nextCustody({ ...store, from: at('06:00:00') }, { ...store, ...change }, occasion)).not.toBeNull();
  });

  it('does not open when nothing changes', () => {
    expect(nextCustody({ ...store, from: at('06:00:00') }, { ...store }, occasion)).toBeNull();
  });
});

describe('times of documents', () => {
  it('fall back to the recorded time where they are no time of a clock', () => {
    expect(timeOf('2026-11-02T10:00:00+02:00', at('09:00:00'))).toEqual(at('08:00:00'));
    expect(timeOf('2026-W45', at('09:00:00'))).toEqual(at('09:00:00'));
  });

  it('name the day as it was written', () => {
    expect(dayOf('2026-11-02T00:30:00+02:00', at('09:00:00'))).toBe('2026-11-02');
    expect(dayOf('2026-W45-1', at('09:00:00'))).toBe('2026-11-02');
    expect(dayOf('2026-99-99', at('09:00:00'))).toBe('2026-11-02');
  });
});
