import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config.js';

const patience = 2_500;
/** The public page must not become a way to keep all services busy. */
const fresh = 1_000;

export interface HealthOfAll {
  status: 'ok' | 'degraded';
  services: Record<string, 'ready' | 'not ready' | 'unreachable'>;
  unreachable: string[];
}

/** How the services are, as each says itself. */
@Injectable()
export class Health {
  #last: { at: number; health: Promise<HealthOfAll> } | undefined;

  constructor(private readonly config: GatewayConfig) {}

  read(): Promise<HealthOfAll> {
    if (!this.#last || Date.now() - this.#last.at > fresh) this.#last = { at: Date.now(), health: this.#ask() };
    return this.#last.health;
  }

  async #ask(): Promise<HealthOfAll> {
    const states = await Promise.all(
      Object.entries(this.config.serviceUrls).map(async ([name, url]) => [name, await stateOf(url)] as const),
    );
    const unreachable = states.filter(([, state]) => state !== 'ready').map(([name]) => name);
    return {
      status: unreachable.length === 0 ? 'ok' : 'degraded',
      services: Object.fromEntries(states),
      unreachable,
    };
  }
}

async function stateOf(url: string): Promise<HealthOfAll['services'][string]> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(patience) });
    await answer.body?.cancel();
    return answer.ok ? 'ready' : 'not ready';
  } catch {
    return 'unreachable';
  }
}
