import { assurance, mayGoOnWithoutPassword, stepOf, withSecondFactor } from './sign-in.rules.js';
import type { SignIn, Situation } from './sign-in.rules.js';

const now = new Date('2027-03-01T09:00:00Z');
const minutes = (many: number): Date => new Date(now.getTime() + many * 60_000);
const begun: SignIn = {
  uid: 'u',
  accountId: null,
  passwordAt: null,
  wantsNewPassword: false,
  wantsNewFactor: false,
  secondFactorAt: null,
  secondFactor: null,
  enrolling: null,
  challenge: null,
  codesToShow: null,
};
const knows: SignIn = { ...begun, accountId: 'a', passwordAt: now };
const plain: Situation = { mustChange: false, hasSecondFactor: false, stepUp: false };

describe('a sign-in', () => {
  it.each([
    ['begins with the password', begun, plain, 'password'],
    ['begins with the password also when somebody knows whose it is', { ...begun, accountId: 'a' }, plain, 'password'],
    ['is done with a password where no more is asked', knows, plain, 'done'],
    ['cannot skip the change of a first password', knows, { ...plain, mustChange: true }, 'new-password'],
    [
      'asks for the second factor before anything may be changed',
      knows,
      { ...plain, mustChange: true, hasSecondFactor: true },
      'second-factor',
    ],
    [
      'asks for the factor whenever there is one',
      { ...knows, wantsNewPassword: true },
      { ...plain, hasSecondFactor: true },
      'second-factor',
    ],
    ['changes the password when asked to', { ...knows, wantsNewPassword: true }, plain, 'new-password'],
    ['makes a factor for a step-up of somebody who has none', knows, { ...plain, stepUp: true }, 'enrolment'],
    ['makes a factor when asked to', { ...knows, wantsNewFactor: true }, plain, 'enrolment'],
    [
      'shows recovery codes before it ends',
      { ...knows, secondFactorAt: now, codesToShow: ['x'] },
      { ...plain, hasSecondFactor: true },
      'recovery-codes',
    ],
    ['is done with both', { ...knows, secondFactorAt: now }, { ...plain, hasSecondFactor: true, stepUp: true }, 'done'],
  ] as [string, SignIn, Situation, string][])('%s', (_, signIn, situation, step) => {
    expect(stepOf(signIn, situation)).toBe(step);
  });

  it('says how strong it was, and never more than what was shown', () => {
    expect(assurance(knows, true)).toEqual({ acr: 'urn:dotation:acr:password', amr: ['pwd'] });
    expect(assurance({ secondFactorAt: now, secondFactor: 'pop' }, true)).toEqual({
      acr: withSecondFactor,
      amr: ['pwd', 'pop', 'mfa'],
    });
    expect(assurance({ secondFactorAt: now, secondFactor: 'otp' }, false).amr).toEqual(['otp', 'mfa']);
  });

  it.each([
    ['signed in this morning', minutes(-60), null, { ...plain, hasSecondFactor: true, stepUp: true }, true],
    ['signed in yesterday', minutes(-12 * 60), null, { ...plain, hasSecondFactor: true, stepUp: true }, false],
    [
      'was signed out everywhere since',
      minutes(-60),
      minutes(-5),
      { ...plain, hasSecondFactor: true, stepUp: true },
      false,
    ],
    ['has no second factor yet', minutes(-60), null, { ...plain, stepUp: true }, false],
    ['begins an ordinary sign-in', minutes(-60), null, { ...plain, hasSecondFactor: true }, false],
    ['is not known here', undefined, null, { ...plain, hasSecondFactor: true, stepUp: true }, false],
  ] as [string, Date | undefined, Date | null, Situation, boolean][])(
    'may leave out the password for somebody who %s: see the table',
    (_, loginAt, sessionsEndBefore, situation, may) => {
      expect(mayGoOnWithoutPassword({ loginAt }, { sessionsEndBefore }, situation, now)).toBe(may);
    },
  );
});
