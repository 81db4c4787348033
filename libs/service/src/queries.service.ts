import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RunTimeDatabase } from './database.js';
import type { Principal } from './principal.js';
import { inReadScope } from './scope.js';

/** Reads, each in one read-only transaction that knows who is asking. */
@Injectable()
export class Queries {
  constructor(private readonly database: RunTimeDatabase) {}

  async run<T>(principal: Principal, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return inReadScope(await this.database.ready(), principal, work);
  }
}
