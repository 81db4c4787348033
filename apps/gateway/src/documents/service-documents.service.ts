import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config.js';
import type { OpenApi } from './openapi.rules.js';

const fresh = 30_000;
const patience = 2_000;

/** Each service's own OpenAPI document, asked for when needed; the last one serves while the service is down. */
@Injectable()
export class ServiceDocuments {
  readonly #known = new Map<string, { document: OpenApi; at: number }>();
  readonly #asking = new Map<string, Promise<OpenApi | undefined>>();

  constructor(private readonly config: GatewayConfig) {}

  async of(service: string): Promise<OpenApi | undefined> {
    const known = this.#known.get(service);
    if (known && Date.now() - known.at < fresh) return known.document;
    let asking = this.#asking.get(service);
    if (!asking) {
      asking = this.#ask(service).finally(() => this.#asking.delete(service));
      this.#asking.set(service, asking);
    }
    return (await asking) ?? known?.document;
  }

  async #ask(service: string): Promise<OpenApi | undefined> {
    try {
      const url = `${this.config.serviceUrls[service]}/openapi.json`;
      const answer = await fetch(url, { signal: AbortSignal.timeout(patience) });
      if (!answer.ok) return undefined;
      const document = (await answer.json()) as OpenApi;
      this.#known.set(service, { document, at: Date.now() });
      return document;
    } catch {
      return undefined;
    }
  }
}
