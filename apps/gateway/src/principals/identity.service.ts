import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config.js';
import { Neighbour } from './neighbour.service.js';

/** Whether somebody's sessions go on, as far as the account is concerned. */
export interface AccountStanding {
  active: boolean;
  /** Who signed in before this moment is signed out. */
  sessionsEndBefore: Date | null;
}

/** Identity, the provider in the box; an installation with a provider of its own asks nobody. */
@Injectable()
export class Identity extends Neighbour {
  readonly #isOurs: boolean;

  constructor(config: GatewayConfig) {
    super(config, 'identity');
    this.#isOurs = config.openId?.isOurs ?? false;
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
