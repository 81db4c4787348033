import { NEVER_WAIVED, WAIVABLE_RULES } from '@dotation/contracts';
import {
  checkEvidence,
  grantWaiver,
  revokeWaiver,
  type Station,
  type WaiverGiven,
  type WantedWaiver,
} from './waiver.rules.js';

const now = new Date('2026-11-20T08:00:00Z');
const wanted: WantedWaiver = {
  ...{ id: 'waiver', rule: 'CR-19', placeId: 'goma store', personIds: ['espérance'] },
  ...{ reason: 'Un seul agent au dépôt', compensatingControl: 'Témoin par vidéo' },
  ...{ validFrom: null, validTo: new Date('2027-02-18T08:00:00Z') },
};
const mission = { orgUnitId: 'mission', placeId: 'kinshasa' };
const store = { orgUnitId: 'goma', placeId: 'goma store' };
const grant = (
  change: Partial<WantedWaiver> = {},
  by: { personId: string; station: Station } = { personId: 'ingrid', station: mission },
): WaiverGiven => grantWaiver({ ...wanted, ...change }, by, [store], now);

describe('AM-3: a waiver', () => {
  it('is granted from another duty station for 90 days at most', () => {
    expect(grant()).toMatchObject({ rule: 'CR-19', validFrom: now, grantedBy: 'ingrid', revokedAt: null });
  });

  it.each(WAIVABLE_RULES)('may let off %s', (rule) => {
    expect(grant({ rule }).rule).toBe(rule);
  });

  it.each(NEVER_WAIVED)('never lets off %s, and says so by name', (rule) => {
    expect(() => grant({ rule })).toThrow(`never-waived: AM-3: ${rule} is never waived.`);
  });

  it.each([
    ['is for whoever grants it', { personIds: ['espérance', 'ingrid'] }, 'waiver-for-oneself'],
    ['lasts more than 90 days', { validTo: new Date('2027-02-18T08:00:01Z') }, 'waiver-too-long'],
    ['ends before it begins', { validTo: now }, 'period-empty'],
    ['is for a day that has passed', { validFrom: new Date('2026-11-19T00:00:00Z') }, 'waiver-in-the-past'],
    ['is of a rule nobody knows', { rule: 'CR-99' }, 'unknown-waivable-rule'],
  ])('is refused when it %s', (_, change, code) => {
    expect(() => grant(change)).toThrow(code);
  });

  it.each([
    ['the place itself', { orgUnitId: 'mission', placeId: 'goma store' }],
    ['the unit of a person it lets off', { orgUnitId: 'goma', placeId: null }],
    ['nobody knows where', { orgUnitId: null, placeId: null }],
  ])('is refused from %s', (_, station) => {
    expect(() => grant({}, { personId: 'ingrid', station })).toThrow('same-duty-station');
  });

  it('ends once', () => {
    expect(() => revokeWaiver(grant(), now)).not.toThrow();
    expect(() => revokeWaiver({ ...grant(), revokedAt: now }, now)).toThrow('waiver-ended');
    expect(() => revokeWaiver(grant(), new Date('2027-02-18T08:00:00Z'))).toThrow('waiver-ended');
  });

  it('has its control recorded by somebody it does not let off', () => {
    expect(() => checkEvidence(grant(), 'bénédicte')).not.toThrow();
    expect(() => checkEvidence(grant(), 'espérance')).toThrow('evidence-of-oneself');
  });
});
