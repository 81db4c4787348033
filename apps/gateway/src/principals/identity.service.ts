import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config.js';
import { Neighbour } from './neighbour.service.js';

/** Whether somebody's sessions go on, as far as the account is concerned. */
export interface AccountStanding {
  active: boolean;
  /** Who signed in before this moment is signed out. */
  sessionsEndBefore: Date | null;
}

interface EventPage {
  items: { personId: string; login: string; what: string; at: string; byPersonId: string; address: string | null }[];
  next: string | null;
}

/** Identity, the provider in the box; an installation with a provider of its own asks nobody. */
@Injectable()
export class Identity extends Neighbour {
  readonly #isOurs: boolean;

  constructor(config: GatewayConfig) {
    super(config, 'identity');
    this.#isOurs = config.openId?.isOurs ?? false;
  }

  /** What happened to accounts, page by page as identity gives it; another provider keeps that itself. */
  async events(query: object): Promise<EventPage> {
    if (!this.#isOurs) return { items: [], next: null };
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
    const { status, body } = await this.get(`/internal/account-events?${asked.toString()}`);
    if (status !== 200) throw new Error(`identity answered ${status} about events of accounts`);
    return body as EventPage;
  }

  async standing(personId: string): Promise<AccountStanding> {
    if (!this.#isOurs) return { active: true, sessionsEndBefore: null };
    const { status, body } = await this.get(`/internal/accounts/${personId}`);
    if (status === 404) return { active: false, sessionsEndBefore: null };
    const { active, sessionsEndBefore } = body as { active?: unknown; sessionsEndBefore?: unknown };
    if (status !== 200 || typeof active !== 'boolean') throw new Error(`identity answered ${status} about an account`);
    const before = typeof sessionsEndBefore === 'string' ? new Date(sessionsEndBefore) : null;
    return { active, sessionsEndBefore: before };
  }
}
