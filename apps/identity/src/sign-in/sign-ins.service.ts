import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RunTimeDatabase } from '@dotation/service';
import { endSessionsBefore, loginOf, maySignIn, weaknessOf } from '../accounts/account.rules.js';
import type { Account } from '../accounts/account.rules.js';
import { accountBy, noteEvent, setPassword } from '../accounts/accounts.queries.js';
import type { AccountEvent } from '../accounts/accounts.queries.js';
import { Attempts } from '../attempts/attempts.service.js';
import { Passwords } from '../passwords/passwords.service.js';
import { Passkeys } from '../second-factors/passkeys.service.js';
import {
  isRecoveryCode,
  recoveryCodes,
  recoveryHash,
  recoveryRandomBytes,
} from '../second-factors/recovery-code.rules.js';
import {
  replaceRecoveryCodes,
  savePasskey,
  saveTimeCode,
  usePasskey,
  useRecoveryCode,
  useStep,
} from '../second-factors/second-factors.queries.js';
import { TimeCodes } from '../second-factors/time-codes.service.js';
import type { Message } from './pages.rules.js';
import type { NewPasswordForm, PasswordForm } from './sign-in.dto.js';
import type { SignIn } from './sign-in.rules.js';
import { saveSignIn } from './sign-ins.queries.js';
import type { Visit } from './visits.service.js';

/** What is known before the sign-in's row is locked: passwords take long to check, and guesses are counted first. */
export type Visitor = Pick<Visit, 'account' | 'address' | 'now'>;
type Outcome = Message | undefined;

/** What each form of the pages does. Answers what to say on the same page, or nothing: the next page. */
@Injectable()
export class SignIns {
  constructor(
    private readonly database: RunTimeDatabase,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly timeCodes: TimeCodes,
    private readonly passkeys: Passkeys,
  ) {}

  /** The account whose password this is; the same answer, after the same time, for a wrong one and for nobody's. */
  async checkPassword(form: PasswordForm, { address, now }: Visitor): Promise<Account | Message> {
    const name = loginOf(form.login);
    const wait = await this.attempts.begin({ name, address }, now);
    if (wait > 0) return waiting(wait);
    const { manager } = await this.database.ready();
    const account = await accountBy(manager, 'login', name);
    const matches = await this.passwords.matches(form.password, account?.passwordHash);
    if (account && matches && maySignIn(account, now)) return account;
    if (account) {
      const who = { by: account.personId, at: now, address };
      await noteEvent(manager, account.id, 'sign-in-refused', who);
      if (await this.attempts.isLockedOut({ name, address }, now)) {
        await noteEvent(manager, account.id, 'locked-out', who);
      }
    }
    return 'wrong-password';
  }

  async passwordChecked(visit: Visit, form: PasswordForm, checked: Account | Message): Promise<Outcome> {
    if (typeof checked !== 'object' || 'waitSeconds' in checked) return checked;
    const { tx, address, now } = visit;
    await this.attempts.succeed(tx, { name: checked.login, address }, now);
    return this.#goOn(visit, {
      accountId: checked.id,
      passwordAt: now,
      wantsNewPassword: form.newPassword === 'yes',
      wantsNewFactor: form.newFactor === 'yes',
    });
  }

  /** The hash of the chosen password, or why it cannot be chosen. */
  async choosePassword(form: NewPasswordForm, { account }: Visitor): Promise<{ hash: string } | Message> {
    const { login, passwordHash } = account as Account;
    if (form.password !== form.again) return 'not-the-same';
    const weakness = weaknessOf(form.password, login);
    if (weakness) return weakness;
    if (await this.passwords.matches(form.password, passwordHash)) return 'same-as-before';
    return { hash: await this.passwords.hash(form.password) };
  }

  async passwordChosen(visit: Visit, chosen: { hash: string } | Message): Promise<Outcome> {
    if (typeof chosen !== 'object' || 'waitSeconds' in chosen) return chosen;
    const { tx, account, now } = visit;
    const { id } = account as Account;
    await setPassword(tx, id, { hash: chosen.hash, firstOf: null, until: null }, endSessionsBefore(now, 'person'));
    await this.#note(visit, 'password-changed');
    return this.#goOn(visit, { wantsNewPassword: false });
  }

  /** Guesses at a code are counted like guesses at a password. */
  async countCode({ account, address, now }: Visitor): Promise<Outcome> {
    const wait = await this.attempts.begin({ name: codesOf(account as Account), address }, now);
    return wait > 0 ? waiting(wait) : undefined;
  }

  async code(visit: Visit, typed: string): Promise<Outcome> {
    const { tx, account, address, now } = visit;
    const used = isRecoveryCode(typed) ? await this.#recoveryCode(visit, typed) : await this.#timeCode(visit, typed);
    if (!used) {
      await this.#note(visit, 'second-factor-refused');
      return 'wrong-code';
    }
    await this.attempts.succeed(tx, { name: codesOf(account as Account), address }, now);
    return this.#goOn(visit, { secondFactorAt: now, secondFactor: isRecoveryCode(typed) ? 'recovery' : 'otp' });
  }

  async passkey(visit: Visit, answer: string): Promise<Outcome> {
    const { tx, signIn, factors, now } = visit;
    if (signIn.challenge === null) return 'wrong-passkey';
    const used = await this.passkeys.authenticated(answer, signIn.challenge, factors.passkeys);
    if (!used || !(await usePasskey(tx, used.credentialId, used.counter, now))) return 'wrong-passkey';
    return this.#goOn(visit, { secondFactorAt: now, secondFactor: 'pop', challenge: null });
  }

  async enrolCode(visit: Visit, typed: string): Promise<Outcome> {
    const { tx, signIn, account, now } = visit;
    const { id } = account as Account;
    const step = signIn.enrolling ? this.timeCodes.stepOf(id, signIn.enrolling, typed, now) : undefined;
    if (signIn.enrolling === null || step === undefined) return 'wrong-code';
    await saveTimeCode(tx, id, signIn.enrolling, step, now);
    return this.#enrolled(visit, 'otp');
  }

  async enrolPasskey(visit: Visit, answer: string): Promise<Outcome> {
    const { tx, signIn, account, now } = visit;
    const passkey = signIn.challenge === null ? undefined : await this.passkeys.registered(answer, signIn.challenge);
    if (!passkey) return 'wrong-passkey';
    await savePasskey(tx, (account as Account).id, passkey, now);
    return this.#enrolled(visit, 'pop');
  }

  codesKept(visit: Visit): Promise<Outcome> {
    return this.#goOn(visit, { codesToShow: null });
  }

  async #enrolled(visit: Visit, secondFactor: string): Promise<Outcome> {
    const { tx, account, now } = visit;
    const { id } = account as Account;
    const codes = recoveryCodes(randomBytes(recoveryRandomBytes));
    await replaceRecoveryCodes(
      tx,
      id,
      codes.map((code) => recoveryHash(id, code)),
      now,
    );
    await this.#note(visit, 'second-factor-added');
    const shown = { secondFactorAt: now, secondFactor, codesToShow: codes };
    return this.#goOn(visit, { ...shown, enrolling: null, challenge: null, wantsNewFactor: false });
  }

  async #timeCode({ tx, account, factors, now }: Visit, typed: string): Promise<boolean> {
    const { id } = account as Account;
    if (factors.timeCodeSecret === null) return false;
    const step = this.timeCodes.stepOf(id, factors.timeCodeSecret, typed, now);
    return step !== undefined && useStep(tx, id, step);
  }

  async #recoveryCode(visit: Visit, typed: string): Promise<boolean> {
    const { tx, account, now } = visit;
    const { id } = account as Account;
    const used = await useRecoveryCode(tx, id, recoveryHash(id, typed), now);
    if (used) await this.#note(visit, 'recovery-code-used');
    return used;
  }

  async #goOn({ tx, signIn }: Visit, changes: Partial<SignIn>): Promise<undefined> {
    await saveSignIn(tx, { ...signIn, ...changes });
  }

  async #note({ tx, account, address, now }: Visit, what: AccountEvent): Promise<void> {
    const { id, personId } = account as Account;
    await noteEvent(tx, id, what, { by: personId, at: now, address });
  }
}

function waiting(milliseconds: number): Message {
  return { waitSeconds: Math.ceil(milliseconds / 1000) };
}

const codesOf = ({ id }: Account): string => `second factor of ${id}`;
