import { setTimeout as pause } from 'node:timers/promises';
import { WorkerDatabase } from '@dotation/service';
import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DirectoryConfig } from '../config.js';
import { boundTo } from '../places/positions.queries.js';
import { Person } from './person.entity.js';
import { openPerson, sealPerson } from './person.rules.js';
import { open, seal } from './sealed-field.rules.js';
import type { FieldKey } from './sealed-field.rules.js';

const atOnce = 200;

/**
 * After a change of FIELD_KEY every person's fields and every position are sealed again with the new key, some at a time, in the background.
 * Each batch is a transaction of its own on rows nobody else holds: it may be killed at any moment, run in several
 * processes, and goes on at the next start. Nobody asks for it, so the worker role does it. When nothing is left, the key may leave FIELD_KEYS_RETIRED.
 */
@Injectable()
export class KeyRotation implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger('KeyRotation');
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(
    private readonly database: WorkerDatabase,
    private readonly config: DirectoryConfig,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.fieldKeys.length > 1) this.#running = this.#rotate();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #rotate(): Promise<void> {
    let total = 0;
    while (!this.#stop.signal.aborted) {
      try {
        const sealed = await this.sealSome();
        total += sealed;
        if (sealed === 0) break;
      } catch (error) {
        this.#log.warn(`Sealing again waits: ${String(error)}`);
        await pause(10_000, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
      }
    }
    if (total > 0) this.#log.log(`${total} people and positions are sealed with the new key.`);
  }

  /** Answers how many people or positions it sealed again; 0: every one of them has the newest key. */
  async sealSome(): Promise<number> {
    const [key] = this.config.fieldKeys;
    if (!key) return 0;
    const source = await this.database.ready();
    return source.transaction(async (tx) => {
      const people = await tx
        .createQueryBuilder(Person, 'person')
        .where('substring(person.nameSealed FROM 2 FOR 4) <> :id', { id: key.id })
        .orderBy('person.id')
        .limit(atOnce)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany();
      for (const person of people) {
        const clear = openPerson(this.config.fieldKeys, person.id, person);
        await tx.update(Person, { id: person.id }, sealPerson(key, person.id, clear));
      }
      return people.length > 0 ? people.length : sealPositions(tx, this.config.fieldKeys, key);
    });
  }
}

async function sealPositions(tx: EntityManager, keys: readonly FieldKey[], key: FieldKey): Promise<number> {
  const rows = (await tx.query(
    `SELECT id, place_id AS "placeId", position_sealed AS sealed FROM place_position
     WHERE substring(position_sealed FROM 2 FOR 4) <> $1 ORDER BY id LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`,
    [key.id],
  )) as { id: string; placeId: string; sealed: Buffer }[];
  for (const { id, placeId, sealed } of rows) {
    const again = seal(key, boundTo(placeId), open(keys, boundTo(placeId), sealed));
    await tx.query('UPDATE place_position SET position_sealed = $2 WHERE id = $1', [id, again]);
  }
  return rows.length;
}
