import { gatewayRole, PrincipalSigner, principalHeader } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';

const patience = 3_000;
/** A signature is renewed long before its 60 s are over. */
const signatureLife = 20_000;

/** The gateway speaks to its neighbours as itself, not as a person. */
const gatewayItself: Principal = {
  personId: '00000000-0000-0000-0000-000000000000',
  tokenId: 'gateway',
  scopes: ['read', 'write'],
  roles: [{ role: gatewayRole }],
};

export interface Answer {
  status: number;
  body: unknown;
}

/** A service that the gateway itself asks something, over HTTP. */
export abstract class Neighbour {
  readonly #signer: PrincipalSigner;
  #signature: { text: Promise<string>; at: number } | undefined;

  constructor(
    private readonly config: GatewayConfig,
    private readonly service: string,
  ) {
    this.#signer = new PrincipalSigner(config.principalPrivateKey);
  }

  get(path: string): Promise<Answer> {
    return this.#send(path, { method: 'GET' });
  }

  post(path: string, body: object, key: string): Promise<Answer> {
    return this.#send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    });
  }

  async #send(path: string, init: RequestInit): Promise<Answer> {
    const url = this.config.serviceUrls[this.service];
    if (url === undefined) throw gatewayError('service-unavailable', `${this.service} has no address.`);
    const headers = { ...(init.headers as Record<string, string>), [principalHeader]: await this.signature() };
    try {
      const answer = await fetch(`${url}${path}`, { ...init, headers, signal: AbortSignal.timeout(patience) });
      const body: unknown = await answer.json().catch(() => undefined);
      if (answer.status < 500) return { status: answer.status, body };
      throw new Error(`It answered ${answer.status}.`);
    } catch (cause) {
      throw Object.assign(
        gatewayError('service-unavailable', `${this.service} cannot be reached; repeat the request.`),
        {
          cause,
        },
      );
    }
  }

  /** The header that tells the service that it is the gateway who speaks. */
  signature(): Promise<string> {
    const now = Date.now();
    if (!this.#signature || now - this.#signature.at > signatureLife) {
      this.#signature = { text: this.#signer.sign(gatewayItself, this.service, new Date(now)), at: now };
    }
    return this.#signature.text;
  }
}
