import { refuseStale } from './principal.guard.js';
import type { Principal } from './principal.js';

const now = new Date('2027-03-01T09:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const system: Principal = { personId: 'p', tokenId: 't', scopes: ['write'], roles: [] };
const signedIn = (secondFactorAt?: Date): Principal => ({
  ...system,
  session: { id: 's', authenticatedAt: ago(60), ...(secondFactorAt && { secondFactorAt }) },
});

describe('a route that needs a second factor', () => {
  it.each([
    ['a session that never showed one', signedIn()],
    ['a session that showed one eleven minutes ago', signedIn(ago(11))],
  ])('refuses %s, and says where to show one', (_, principal) => {
    expect(() => refuseStale(principal, now)).toThrow(/step-up-required.*\/auth\/login\?stepUp=1/);
  });

  it('refuses a token that its person made alone, which shows none', () => {
    expect(() => refuseStale({ ...system, personal: true }, now)).toThrow(/forbidden.*Sign in/);
  });

  it.each([
    ['a session that showed one ten minutes ago', signedIn(ago(10))],
    ['a system with a token', system],
  ])('lets %s pass', (_, principal) => {
    expect(() => refuseStale(principal, now)).not.toThrow();
  });
});
