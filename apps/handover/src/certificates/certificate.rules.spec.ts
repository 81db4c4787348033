import { certificateOf, type Recorded } from './certificate.rules.js';

const hash = 'a'.repeat(64);
const recorded: Recorded = {
  contentHash: hash,
  status: 'FINAL',
  signedAt: new Date('2026-11-24T22:10:00Z'),
  isRectified: false,
};
const asked = (change: Partial<Recorded>, with_ = hash) =>
  certificateOf('PV-2026-000001', with_, { ...recorded, ...change });

describe('AM-29 a paper and what is recorded under its number', () => {
  it.each(['FINAL', 'PROVISIONAL', 'PENDING'])('agree: valid, with its date (%s)', (status) => {
    expect(asked({ status })).toEqual({ verdict: 'VALID', number: 'PV-2026-000001', date: '2026-11-24' });
  });
  it('differ: changed, and nothing more is said', () => {
    expect(asked({}, 'b'.repeat(64))).toEqual({ verdict: 'CHANGED', number: 'PV-2026-000001', date: null });
    expect(asked({ status: 'RETURNED' }, 'b'.repeat(64))).toMatchObject({ verdict: 'CHANGED', date: null });
  });
  it('agree, and a later document took it back: revoked', () => {
    expect(asked({ status: 'RETURNED' })).toMatchObject({ verdict: 'REVOKED', date: '2026-11-24' });
    expect(asked({ isRectified: true })).toMatchObject({ verdict: 'REVOKED', date: '2026-11-24' });
  });
  it('that nobody recorded is unknown', () => {
    expect(certificateOf('PV-1', hash, undefined)).toEqual({ verdict: 'UNKNOWN', number: 'PV-1', date: null });
  });
});
