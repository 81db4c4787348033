import { Injectable } from '@nestjs/common';
import { allowInsecureRequests, ClientSecretBasic, customFetch, discovery } from 'openid-client';
import type { Configuration, CustomFetchOptions } from 'openid-client';
import { GatewayConfig } from '../config.js';
import type { OpenIdConfig } from '../config.js';
import { gatewayError } from '../errors.js';

/** The provider that signs people in, as it describes itself; looked up when somebody first signs in. */
@Injectable()
export class SignInProvider {
  #found: Promise<Configuration> | undefined;

  constructor(private readonly config: GatewayConfig) {}

  get settings(): OpenIdConfig {
    const { openId } = this.config;
    if (!openId) throw gatewayError('sign-in-not-offered');
    return openId;
  }

  /** What it said once is kept; a look-up that failed is tried again. */
  async configuration(): Promise<Configuration> {
    this.#found ??= this.#discover();
    try {
      return await this.#found;
    } catch (cause) {
      this.#found = undefined;
      throw Object.assign(gatewayError('service-unavailable', 'The provider of sign-in cannot be reached.'), { cause });
    }
  }

  #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret, isOurs } = this.settings;
    const metadata = isOurs ? { id_token_signed_response_alg: 'ES256' } : {};
    return discovery(new URL(issuer), clientId, metadata, ClientSecretBasic(clientSecret), {
      timeout: 5,
      // Plain HTTP is refused by the configuration, except on this machine.
      execute: issuer.startsWith('http:') ? [allowInsecureRequests] : [],
      ...(isOurs && { [customFetch]: (url: string, options: CustomFetchOptions) => this.#askDirectly(url, options) }),
    });
  }

  /** Identity stands behind the gateway's own address; going there through the outside would be a detour that may not exist. */
  #askDirectly(url: string, options: CustomFetchOptions): Promise<Response> {
    const { publicUrl, serviceUrls } = this.config;
    return fetch(url.replace(publicUrl, serviceUrls['identity'] ?? publicUrl), options as RequestInit);
  }
}
