import { createHash, randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { promptly, RunTimeDatabase } from '@dotation/service';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { IDToken } from 'openid-client';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';
import { Principals } from '../principals/principals.service.js';
import type { Session } from '../sessions/session.rules.js';
import { Sessions } from '../sessions/sessions.service.js';
import { personLinkedTo } from '../subject-links/subject-links.queries.js';
import { consumePending, forgetExpired, insertPending } from './pending.queries.js';
import type { PendingSignIn } from './pending.queries.js';
import { SignInProvider } from './provider.service.js';
import {
  authenticatedAt,
  mustBeOfPerson,
  personIn,
  returnPath,
  secondFactorAt,
  wasRemembered,
} from './sign-in.rules.js';

export const pendingLifeMs = 30 * 60_000;
const tidyEvery = 10 * 60_000;

export interface Asked {
  returnTo?: string | undefined;
  stepUp: boolean;
}

/** The cookies a browser came with. */
export interface Browser {
  login: Buffer | undefined;
  session: Buffer | undefined;
  name: string;
  address: string;
}

/** Signing in with OpenID Connect: code flow with PKCE, state and nonce, each good for one time in one browser. */
@Injectable()
export class SignIns {
  readonly #log = new Logger('SignIns');
  #tidiedAt = 0;

  constructor(
    private readonly config: GatewayConfig,
    private readonly database: RunTimeDatabase,
    private readonly provider: SignInProvider,
    private readonly principals: Principals,
    private readonly sessions: Sessions,
  ) {}

  /** Where to send the browser, and the secret that binds what comes back to it. */
  async begin({ returnTo, stepUp }: Asked, browser: Browser, now: Date): Promise<{ url: string; login: Buffer }> {
    const { secondFactorAcrs } = this.provider.settings;
    const configuration = await this.provider.configuration();
    // Kept when there is one: somebody may sign in in two tabs.
    const login = browser.login ?? randomBytes(32);
    const [state, nonce, codeVerifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
    const pending = { nonce, codeVerifier, returnTo: returnPath(returnTo), stepUp };
    await promptly(await this.database.ready(), async (manager) => {
      await this.#tidy(() => forgetExpired(manager, now), now);
      const expiresAt = new Date(now.getTime() + pendingLifeMs);
      await insertPending(manager, { stateHash: hashOf(state), browserHash: hashOf(login) }, pending, expiresAt);
    });
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.#callback,
      scope: 'openid',
      response_type: 'code',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      // The gateway's session is the only one people know: who is signed out here types the password again.
      prompt: 'login',
      ...(stepUp && { acr_values: String(secondFactorAcrs[0]) }),
    });
    return { url: url.href, login };
  }

  /** What the provider sent the browser back with becomes a session. */
  async finish(query: string, browser: Browser, now: Date): Promise<{ secret: Buffer; returnTo: string }> {
    const state = new URLSearchParams(query).get('state');
    const pending = state !== null && browser.login ? await this.#consume(state, browser.login, now) : undefined;
    if (!pending || state === null)
      throw gatewayError('sign-in-failed', 'It was finished, took too long, or began elsewhere.');
    const { claims, idToken } = await this.#exchange(query, state, pending);
    if (wasRemembered(claims, new Date(pending.expiresAt.getTime() - pendingLifeMs)))
      throw gatewayError('sign-in-failed', 'The provider asked for no password.');
    const { secondFactorAcrs } = this.provider.settings;
    const personId = await this.#person(claims);
    const standing = personId === undefined ? undefined : await this.principals.standing(personId);
    if (personId === undefined) throw gatewayError('person-inactive');
    mustBeOfPerson(standing);
    const factorAt = secondFactorAt(claims, secondFactorAcrs);
    if (pending.stepUp && !factorAt) throw gatewayError('sign-in-failed', 'No second factor was shown.');
    const login = typeof claims['preferred_username'] === 'string' ? claims['preferred_username'] : personId;
    const begun = { personId, login, authenticatedAt: authenticatedAt(claims), secondFactorAt: factorAt, idToken };
    const { secret } = await this.sessions.begin(
      { ...begun, browser: browser.name, address: browser.address },
      browser.session,
      now,
    );
    return { secret, returnTo: pending.returnTo };
  }

  /** Where the browser tells the provider that the person leaves. */
  async leave({ idToken }: Session): Promise<string> {
    const home = `${this.config.publicUrl}/`;
    try {
      const configuration = await this.provider.configuration();
      if (!configuration.serverMetadata().end_session_endpoint) return home;
      return buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: home }).href;
    } catch (error) {
      this.#log.warn(`Signed out here, but the provider cannot be told: ${String(error)}`);
      return home;
    }
  }

  get #callback(): string {
    return `${this.config.publicUrl}/auth/callback`;
  }

  /** By a claim that the organisation fills with our ids, or else by a link that an administrator made; never by an e-mail. */
  async #person(claims: IDToken): Promise<string | undefined> {
    const { personClaim, issuer } = this.provider.settings;
    if (personClaim !== undefined) return personIn(claims, personClaim);
    const linked = await promptly(await this.database.ready(), (tx) => personLinkedTo(tx, issuer, claims.sub));
    if (linked === undefined) throw gatewayError('subject-not-linked', claims.sub);
    return linked;
  }

  async #consume(state: string, login: Buffer, now: Date): Promise<(PendingSignIn & { expiresAt: Date }) | undefined> {
    const keys = { stateHash: hashOf(state), browserHash: hashOf(login) };
    return promptly(await this.database.ready(), (manager) => consumePending(manager, keys, now));
  }

  async #exchange(
    query: string,
    expectedState: string,
    { nonce, codeVerifier }: PendingSignIn,
  ): Promise<{ claims: IDToken; idToken: string }> {
    const configuration = await this.provider.configuration();
    const checks = { pkceCodeVerifier: codeVerifier, expectedState, expectedNonce: nonce, idTokenExpected: true };
    try {
      const tokens = await authorizationCodeGrant(configuration, new URL(`${this.#callback}?${query}`), checks);
      const claims = tokens.claims();
      if (claims && tokens.id_token) return { claims, idToken: tokens.id_token };
      throw new Error('The provider sent no id token.');
    } catch (cause) {
      this.#log.warn(`A sign-in failed: ${String(cause)}`);
      throw Object.assign(gatewayError('sign-in-failed', 'The provider did not confirm it.'), { cause });
    }
  }

  async #tidy(work: () => Promise<void>, now: Date): Promise<void> {
    if (now.getTime() - this.#tidiedAt < tidyEvery) return;
    this.#tidiedAt = now.getTime();
    await work();
  }
}

function hashOf(secret: Buffer | string): Buffer {
  return createHash('sha256').update(secret).digest();
}
