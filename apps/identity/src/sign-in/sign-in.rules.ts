/** How far a person has got on the pages of one sign-in. */
export interface SignIn {
  uid: string;
  accountId: string | null;
  passwordAt: Date | null;
  wantsNewPassword: boolean;
  wantsNewFactor: boolean;
  secondFactorAt: Date | null;
  /** By which: `otp`, `pop` (a passkey) or `recovery`. */
  secondFactor: string | null;
  enrolling: Buffer | null;
  challenge: string | null;
  codesToShow: string[] | null;
}

export interface Situation {
  mustChange: boolean;
  hasSecondFactor: boolean;
  /** The client asked for a second factor (`acr_values`). */
  stepUp: boolean;
}

export type Step = 'password' | 'second-factor' | 'new-password' | 'enrolment' | 'recovery-codes' | 'done';

/** The one page a sign-in is at: every form is taken by its own step only, so none can be skipped. */
export function stepOf(signIn: SignIn, { mustChange, hasSecondFactor, stepUp }: Situation): Step {
  if (signIn.passwordAt === null || signIn.accountId === null) return 'password';
  if (signIn.codesToShow !== null) return 'recovery-codes';
  if (hasSecondFactor && signIn.secondFactorAt === null) return 'second-factor';
  if (mustChange || signIn.wantsNewPassword) return 'new-password';
  if (signIn.wantsNewFactor || (stepUp && !hasSecondFactor)) return 'enrolment';
  return 'done';
}

export const withSecondFactor = 'urn:dotation:acr:second-factor';
const withPassword = 'urn:dotation:acr:password';

/** What the id token says of the way somebody signed in (RFC 8176 names). */
export function assurance(
  signIn: Pick<SignIn, 'secondFactorAt' | 'secondFactor'>,
  typedPassword: boolean,
): { acr: string; amr: string[] } {
  const password = typedPassword ? ['pwd'] : [];
  if (signIn.secondFactorAt === null) return { acr: withPassword, amr: password };
  const factor = signIn.secondFactor === 'pop' ? 'pop' : 'otp';
  return { acr: withSecondFactor, amr: [...password, factor, 'mfa'] };
}

const sessionIsFresh = 12 * 3_600_000;

/**
 * A step-up of somebody who signed in here not long ago asks for the second factor alone. Without a factor the password is
 * asked for again, because what follows makes one.
 */
export function mayGoOnWithoutPassword(
  session: { loginAt: Date | undefined },
  account: { sessionsEndBefore: Date | null },
  { hasSecondFactor, stepUp }: Situation,
  now: Date,
): boolean {
  const { loginAt } = session;
  if (!stepUp || !hasSecondFactor || !loginAt) return false;
  if (account.sessionsEndBefore && loginAt <= account.sessionsEndBefore) return false;
  return now.getTime() - loginAt.getTime() < sessionIsFresh;
}
