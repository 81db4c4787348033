import { Injectable } from '@nestjs/common';
import { isSameOrigin, RunTimeDatabase } from '@dotation/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { Account } from '../accounts/account.rules.js';
import { accountBy } from '../accounts/accounts.queries.js';
import { IdentityConfig } from '../config.js';
import { identityError } from '../errors.js';
import { OpenIdProvider } from '../provider/provider.service.js';
import { hasSecondFactor, secondFactorsOf } from '../second-factors/second-factors.queries.js';
import type { SecondFactors } from '../second-factors/second-factors.queries.js';
import { ClientAddress } from './client-address.service.js';
import { mayGoOnWithoutPassword, stepOf, withSecondFactor } from './sign-in.rules.js';
import type { SignIn, Situation, Step } from './sign-in.rules.js';
import { beginSignIn, saveSignIn } from './sign-ins.queries.js';

type Interaction = Awaited<ReturnType<OpenIdProvider['provider']['interactionDetails']>>;

/** One request to the pages of a sign-in, with what is known about it. */
export interface Visit {
  tx: EntityManager;
  signIn: SignIn;
  account: Account | undefined;
  factors: SecondFactors;
  situation: Situation;
  interaction: Interaction;
  address: string;
  now: Date;
}

const nobody: SecondFactors = { timeCodeSecret: null, passkeys: [] };

/** Finds the sign-in a browser is at, holding its row so that two forms of one sign-in come one after the other. */
@Injectable()
export class Visits {
  constructor(
    private readonly config: IdentityConfig,
    private readonly database: RunTimeDatabase,
    private readonly openId: OpenIdProvider,
    private readonly addresses: ClientAddress,
  ) {}

  /** The provider's own record of the sign-in, found by its cookie: another browser has none for this `uid`. */
  async interaction(request: FastifyRequest, reply: FastifyReply, uid: string): Promise<Interaction> {
    const found = await this.openId.provider.interactionDetails(request.raw, reply.raw).catch(() => undefined);
    if (found?.uid !== uid) throw identityError('sign-in-over', 'Begin again from the first page.');
    if (request.method === 'POST' && !isSameOrigin(request.headers, new URL(this.config.issuer).origin)) {
      throw identityError('foreign-origin');
    }
    return found;
  }

  async visit<T>(
    request: FastifyRequest,
    interaction: Interaction,
    work: (visit: Visit, step: Step) => Promise<T>,
  ): Promise<T> {
    const now = new Date();
    const address = await this.addresses.of(request);
    const source = await this.database.ready();
    return source.transaction(async (tx) => {
      const signIn = await beginSignIn(tx, interaction.uid, now);
      if (signIn.accountId === null) await this.#recognise(tx, signIn, interaction, now);
      const visit = await situated(tx, signIn, interaction, address, now);
      return work(visit, stepOf(signIn, visit.situation));
    });
  }

  /** A step-up in a browser whose person signed in here before goes on where that one ended. */
  async #recognise(tx: EntityManager, signIn: SignIn, { session, params }: Interaction, now: Date): Promise<void> {
    if (!session?.accountId || !session.uid) return;
    const account = await accountBy(tx, 'person_id', session.accountId);
    if (!account || account.disabledAt !== null) return;
    const found = await this.openId.provider.Session.findByUid(session.uid);
    const loginAt = found?.loginTs === undefined ? undefined : new Date(found.loginTs * 1000);
    const factors = await secondFactorsOf(tx, account.id);
    const situation = { mustChange: false, hasSecondFactor: hasSecondFactor(factors), stepUp: isStepUp(params) };
    if (!mayGoOnWithoutPassword({ loginAt }, account, situation, now)) return;
    Object.assign(signIn, { accountId: account.id, passwordAt: loginAt });
    await saveSignIn(tx, signIn);
  }
}

function isStepUp(params: Record<string, unknown>): boolean {
  return String(params['acr_values'] ?? '')
    .split(' ')
    .includes(withSecondFactor);
}

async function situated(
  tx: EntityManager,
  signIn: SignIn,
  interaction: Interaction,
  address: string,
  now: Date,
): Promise<Visit> {
  const account = signIn.accountId === null ? undefined : await accountBy(tx, 'id', signIn.accountId);
  if (account && account.disabledAt !== null) throw identityError('sign-in-over');
  const factors = account ? await secondFactorsOf(tx, account.id) : nobody;
  const situation = {
    mustChange: account?.mustChange ?? false,
    hasSecondFactor: hasSecondFactor(factors),
    stepUp: isStepUp(interaction.params),
  };
  return { tx, signIn, account, factors, situation, interaction, address, now };
}
