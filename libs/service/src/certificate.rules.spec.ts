import { certificateOf, type KnownPaper } from './certificate.rules.js';

const hash = 'a'.repeat(64);
const recorded: KnownPaper = { hash, day: '2026-11-24', stands: true };
const asked = (change: Partial<KnownPaper>, with_ = hash) =>
  certificateOf('PV-2026-000001', with_, { ...recorded, ...change });

describe('AM-29 a paper and what is recorded under its number', () => {
  it('agree: valid, with its date', () => {
    expect(asked({})).toEqual({ verdict: 'VALID', number: 'PV-2026-000001', date: '2026-11-24' });
  });
  it('differ: changed, and nothing more is said', () => {
    expect(asked({}, 'b'.repeat(64))).toEqual({ verdict: 'CHANGED', number: 'PV-2026-000001', date: null });
    expect(asked({ stands: false }, 'b'.repeat(64))).toMatchObject({ verdict: 'CHANGED', date: null });
  });
  it('agree, and a later document took it back: revoked', () => {
    expect(asked({ stands: false })).toMatchObject({ verdict: 'REVOKED', date: '2026-11-24' });
  });
  it('that nobody recorded is unknown', () => {
    expect(certificateOf('PV-1', hash, undefined)).toEqual({ verdict: 'UNKNOWN', number: 'PV-1', date: null });
  });
});
