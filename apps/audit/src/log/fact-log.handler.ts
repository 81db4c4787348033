import { Injectable } from '@nestjs/common';
import { OnEveryFact } from '@dotation/messaging';
import type { RawFact } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { Projector } from '../projection/projector.service.js';
import { append } from './log.queries.js';

/** Keeps every fact of every service. It looks at nothing inside: a fact nobody here understands is kept all the same. */
@Injectable()
export class FactLog {
  constructor(private readonly projector: Projector) {}

  @OnEveryFact('directory')
  directory(tx: EntityManager, raw: RawFact): Promise<void> {
    return this.#keep(tx, raw);
  }

  @OnEveryFact('procurement')
  procurement(tx: EntityManager, raw: RawFact): Promise<void> {
    return this.#keep(tx, raw);
  }

  @OnEveryFact('assets')
  assets(tx: EntityManager, raw: RawFact): Promise<void> {
    return this.#keep(tx, raw);
  }

  @OnEveryFact('handover')
  handover(tx: EntityManager, raw: RawFact): Promise<void> {
    return this.#keep(tx, raw);
  }

  @OnEveryFact('audit')
  audit(tx: EntityManager, raw: RawFact): Promise<void> {
    return this.#keep(tx, raw);
  }

  async #keep(tx: EntityManager, raw: RawFact): Promise<void> {
    await append(tx, raw);
    this.projector.nudge();
  }
}
