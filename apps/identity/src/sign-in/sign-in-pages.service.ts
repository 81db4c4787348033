import { Injectable } from '@nestjs/common';
import { DomainError, RunTimeDatabase } from '@dotation/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../accounts/account.rules.js';
import { noteEvent } from '../accounts/accounts.queries.js';
import { identityError } from '../errors.js';
import { OpenIdProvider } from '../provider/provider.service.js';
import { Passkeys } from '../second-factors/passkeys.service.js';
import { TimeCodes } from '../second-factors/time-codes.service.js';
import {
  enrolmentPage,
  errorPage,
  newPasswordPage,
  pagePolicy,
  passwordPage,
  recoveryCodesPage,
  secondFactorPage,
} from './pages.rules.js';
import type { Message } from './pages.rules.js';
import { assurance } from './sign-in.rules.js';
import type { Step } from './sign-in.rules.js';
import { saveSignIn } from './sign-ins.queries.js';
import type { Visitor } from './sign-ins.service.js';
import { Visits } from './visits.service.js';
import type { Visit } from './visits.service.js';

type Interaction = Visit['interaction'];

interface Taking<P> {
  prepare?: (visitor: Visitor) => Promise<P>;
  work: (visit: Visit, prepared: P) => Promise<Message | undefined>;
}

const pageHeaders = {
  'content-security-policy': pagePolicy,
  // With `no-referrer` browsers hide the origin of the page's own forms.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Shows the page a sign-in is at, takes its form, and hands a finished one back to the provider. */
@Injectable()
export class SignInPages {
  constructor(
    private readonly database: RunTimeDatabase,
    private readonly openId: OpenIdProvider,
    private readonly visits: Visits,
    private readonly timeCodes: TimeCodes,
    private readonly passkeys: Passkeys,
  ) {}

  show(request: FastifyRequest, reply: FastifyReply, uid: string): Promise<void> {
    return onPage(reply, async () => {
      await this.#answer(request, reply, await this.visits.interaction(request, reply, uid), undefined);
    });
  }

  /** `prepare` does what takes long, with no row locked; `work` changes the sign-in, if it still is at that step. */
  take<P>(request: FastifyRequest, reply: FastifyReply, uid: string, step: Step, how: Taking<P>): Promise<void> {
    return onPage(reply, () => this.#take(request, reply, uid, step, how));
  }

  cancel(request: FastifyRequest, reply: FastifyReply, uid: string): Promise<void> {
    return onPage(reply, async () => {
      await this.visits.interaction(request, reply, uid);
      const refused = { error: 'access_denied', error_description: 'The person went back' };
      const { provider } = this.openId;
      await reply.redirect(await provider.interactionResult(request.raw, reply.raw, refused), 303);
    });
  }

  async #take<P>(
    request: FastifyRequest,
    reply: FastifyReply,
    uid: string,
    step: Step,
    { prepare, work }: Taking<P>,
  ): Promise<void> {
    const interaction = await this.visits.interaction(request, reply, uid);
    const at = async ({ account, address, now }: Visit, reached: Step): Promise<Visitor | undefined> =>
      reached === step ? { account, address, now } : undefined;
    const visitor = await this.visits.visit(request, interaction, at);
    if (!visitor) return this.#answer(request, reply, interaction, undefined);
    const prepared = (await prepare?.(visitor)) as P;
    const message = await this.visits.visit(request, interaction, async (visit, reached) =>
      reached === step ? work(visit, prepared) : undefined,
    );
    await this.#answer(request, reply, interaction, message);
  }

  async #answer(
    request: FastifyRequest,
    reply: FastifyReply,
    interaction: Interaction,
    message: Message | undefined,
  ): Promise<void> {
    const goesOn = request.method === 'POST' && message === undefined;
    const next = await this.visits.visit(request, interaction, async (visit, step) =>
      step === 'done' ? visit : goesOn ? undefined : this.#page(visit, step, message),
    );
    if (typeof next === 'object') return this.#finish(request, reply, interaction, next);
    if (next === undefined) {
      await reply.redirect(actionOf(interaction.uid), 303);
      return;
    }
    const isWait = typeof message === 'object';
    if (isWait) reply.header('retry-after', String(message.waitSeconds));
    await reply
      .code(message === undefined ? 200 : isWait ? 429 : 422)
      .headers(pageHeaders)
      .type('text/html; charset=utf-8')
      .send(next);
  }

  async #page(visit: Visit, step: Step, message: Message | undefined): Promise<string> {
    const form = { action: actionOf(visit.signIn.uid), message };
    switch (step) {
      case 'password':
        return passwordPage(form);
      case 'new-password':
        return newPasswordPage(form, visit.situation.mustChange);
      case 'second-factor':
        return secondFactorPage(form, { code: true, passkey: await this.#askPasskey(visit) });
      case 'enrolment':
        return enrolmentPage(form, await this.#offerFactors(visit));
      case 'recovery-codes':
        return recoveryCodesPage(form, visit.signIn.codesToShow ?? []);
      case 'done':
        throw identityError('sign-in-over');
    }
  }

  async #askPasskey({ tx, signIn, factors }: Visit): Promise<string | undefined> {
    if (factors.passkeys.length === 0) return undefined;
    const { options, challenge } = await this.passkeys.authentication(factors.passkeys);
    await saveSignIn(tx, { ...signIn, challenge });
    return options;
  }

  /** The secret stays the same while the person tries; the challenge is new each time. */
  async #offerFactors({ tx, signIn, account, factors }: Visit): Promise<Parameters<typeof enrolmentPage>[1]> {
    const { id, login } = account as Account;
    const enrolling = signIn.enrolling ?? this.timeCodes.newSecret(id);
    const { options: passkey, challenge } = await this.passkeys.registration(id, login, factors.passkeys);
    await saveSignIn(tx, { ...signIn, enrolling, challenge });
    return { ...this.timeCodes.enrolment(id, enrolling, login), passkey };
  }

  async #finish(
    request: FastifyRequest,
    reply: FastifyReply,
    interaction: Interaction,
    { signIn, account, address, now }: Visit,
  ): Promise<void> {
    const { id, personId } = account as Account;
    const { provider } = this.openId;
    if (interaction.session && interaction.session.accountId !== personId) {
      // Somebody else was signed in in this browser: that session ends, or the provider would ask about it.
      const { uid = '' } = interaction.session;
      await (await provider.Session.findByUid(uid))?.destroy();
      delete interaction.session;
      await interaction.save(interaction.exp - Math.floor(now.getTime() / 1000));
    }
    const typedPassword = (signIn.passwordAt?.getTime() ?? 0) >= interaction.iat * 1000;
    const ts = Math.floor(now.getTime() / 1000);
    const login = { accountId: personId, ...assurance(signIn, typedPassword), remember: false, ts };
    const options = { mergeWithLastSubmission: false };
    const returnTo = await provider.interactionResult(request.raw, reply.raw, { login }, options);
    const { manager } = await this.database.ready();
    await noteEvent(manager, id, 'signed-in', { by: personId, at: now, address });
    await reply.redirect(returnTo, 303);
  }
}

const actionOf = (uid: string): string => `/identity/sign-in/${uid}`;

/** Who reads this is a person: what cannot go on is said on a page. */
async function onPage(reply: FastifyReply, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const html = errorPage(error.title);
    await reply.code(error.status).headers(pageHeaders).type('text/html; charset=utf-8').send(html);
  }
}
