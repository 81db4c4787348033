import { Injectable, Logger } from '@nestjs/common';
import { RunTimeDatabase } from '@dotation/service';
import { Provider } from 'oidc-provider';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { FastifyInstance } from 'fastify';
import { accountBy } from '../accounts/accounts.queries.js';
import { IdentityConfig, pagesPath } from '../config.js';
import { errorPage, logoutPage, pagePolicy, signedOutPage } from '../sign-in/pages.rules.js';
import { withSecondFactor } from '../sign-in/sign-in.rules.js';
import { ProtocolState } from './protocol-state.service.js';

export const gatewayClient = 'gateway';
const minute = 60;

/** The OpenID provider (oidc-provider, certified). One client, the gateway; no tokens for anything but who signed in. */
@Injectable()
export class OpenIdProvider {
  readonly #log = new Logger('OpenID');
  readonly provider: Provider;

  constructor(
    private readonly config: IdentityConfig,
    private readonly database: RunTimeDatabase,
  ) {
    this.provider = new Provider(config.issuer, this.#configuration());
    // Addresses are made of the issuer, which `mount` puts into these headers; a caller's own are gone by then.
    this.provider.proxy = true;
    this.provider.use(async (ctx, next) => {
      ctx.set('content-security-policy', pagePolicy);
      ctx.set('referrer-policy', 'same-origin');
      await next();
    });
    this.provider.on('server_error', (_ctx, error) => this.#log.error({ msg: 'OpenID failed', err: error }));
  }

  /** The library speaks node's HTTP itself: it gets the raw request before anything else reads it. */
  mount(server: FastifyInstance): void {
    const respond = this.provider.callback();
    const { host, protocol } = new URL(this.config.issuer);
    server.all(`${pagesPath}/*`, {
      onRequest: async (request, reply) => {
        reply.hijack();
        const { raw } = request;
        raw.headers['x-forwarded-host'] = host;
        raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
        Object.assign(raw, { originalUrl: raw.url });
        raw.url = raw.url?.slice(pagesPath.length) ?? '/';
        await respond(raw, reply.raw);
      },
      handler: () => undefined,
    });
  }

  #configuration(): Configuration {
    const { config, database } = this;
    const { gatewayUrl, gatewaySecret, signingKey, cookieKey } = config;
    return {
      adapter: (model: string) => new ProtocolState(model, database),
      clients: [
        {
          client_id: gatewayClient,
          client_secret: gatewaySecret,
          redirect_uris: [`${gatewayUrl}/auth/callback`],
          post_logout_redirect_uris: [`${gatewayUrl}/`],
          response_types: ['code'],
          grant_types: ['authorization_code'],
          id_token_signed_response_alg: 'ES256',
          require_auth_time: true,
        },
      ],
      jwks: { keys: [{ ...signingKey, alg: 'ES256', use: 'sig' } as never] },
      cookies: {
        keys: [cookieKey],
        names: { session: 'identity', interaction: 'identity_sign_in', resume: 'identity_resume' },
        long: { httpOnly: true, sameSite: 'lax', signed: true, path: pagesPath },
        short: { httpOnly: true, sameSite: 'lax', signed: true },
      },
      acrValues: [withSecondFactor],
      claims: { openid: ['sub', 'preferred_username', 'acr', 'amr'], auth_time: null, sid: null, iss: null },
      scopes: ['openid'],
      pkce: { required: () => true },
      features: {
        devInteractions: { enabled: false },
        userinfo: { enabled: false },
        rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource },
      },
      interactions: { url: (_ctx, { uid }) => `${pagesPath}/sign-in/${uid}` },
      ttl: {
        AccessToken: 5 * minute,
        AuthorizationCode: minute,
        IdToken: 10 * minute,
        Interaction: 30 * minute,
        Grant: 12 * 60 * minute,
        Session: 12 * 60 * minute,
      },
      findAccount: async (_ctx, sub) => {
        const account = await accountBy((await database.ready()).manager, 'person_id', sub);
        if (!account || account.disabledAt !== null) return undefined;
        return { accountId: sub, claims: () => ({ sub, preferred_username: account.login }) };
      },
      loadExistingGrant,
      renderError: (ctx, { error, error_description: description = '' }) => {
        ctx.type = 'html';
        ctx.body = errorPage(`${error} ${description}`.trim());
      },
    };
  }
}

/** The gateway is ours: nobody is asked whether it may know who signs in. */
async function loadExistingGrant(ctx: KoaContextWithOIDC): Promise<InstanceType<Provider['Grant']> | undefined> {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const existing = known === undefined ? undefined : await provider.Grant.find(known);
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}

/** The person has pressed "sign out" at the gateway already; somebody else's link is asked about first. */
function logoutSource(ctx: KoaContextWithOIDC, form: string): void {
  ctx.body = logoutPage(form, ctx.oidc.entities.IdTokenHint === undefined);
}

function postLogoutSuccessSource(ctx: KoaContextWithOIDC): void {
  ctx.body = signedOutPage;
}
