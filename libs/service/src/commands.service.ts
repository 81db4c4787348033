import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { faultPoint, lastFactOf } from '@dotation/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import { replyOf } from './command.js';
import type { AnsweredCommand, Command } from './command.js';
import { ServiceConfig } from './config.js';
import { isCollision, isConnectionLoss, refusalOf } from './database-errors.js';
import { RunTimeDatabase } from './database.js';
import { serviceError } from './errors.js';
import { enter, settings, transaction } from './scope.js';

const attempts = 6;

interface Answer<T> {
  body: T;
  status: number;
  afterFact: string | null;
  replayed: boolean;
}

interface StoredAnswer {
  fingerprint: Buffer;
  status: number;
  answer: unknown;
  after_fact: string | null;
}

/** Writes, each in one transaction together with its idempotency row. */
@Injectable()
export class Commands {
  constructor(
    private readonly database: RunTimeDatabase,
    private readonly config: ServiceConfig,
  ) {}

  /**
   * Runs a command once, however often it is sent: a repeat gets the stored answer (as JSON gives it back: no Date, no
   * class), a concurrent repeat waits for the first, the same key with another request is refused (422). Only success is
   * stored. `work` may run several times (collisions) and must do nothing outside its transaction. What it returns is
   * kept 400 days: return ids, never a decrypted name.
   */
  async run<T extends object>(command: Command, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        const source = await this.database.ready();
        const answer = await this.#once(source, command, work);
        this.#tell(command, answer);
        return answer.body;
      } catch (error) {
        // A lost connection is tried again once, also when COMMIT was on its way: the idempotency row tells.
        const again = isCollision(error) ? attempt < attempts : isConnectionLoss(error) && attempt === 1;
        if (!again) throw withCause(refusalOf(error), error);
        await pause(Math.random() * 20 * 2 ** attempt);
      }
    }
  }

  #once<T extends object>(
    source: DataSource,
    command: AnsweredCommand,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<Answer<T>> {
    const fingerprint = Buffer.from(command.fingerprint, 'hex');
    return transaction(
      source,
      async (tx) => {
        if (!(await claim(tx, command, fingerprint))) return storedAnswer<T>(tx, command, fingerprint);
        const body = await work(tx);
        const status = command[replyOf]?.statusCode ?? 201;
        const afterFact = lastFactOf(tx) ?? null;
        await tx.query(
          `UPDATE idempotency SET answer = $3, status = $4, after_fact = $5 WHERE actor = $1 AND key = $2`,
          [command.actorId, command.key, JSON.stringify(body), status, afterFact],
        );
        return { body, status, afterFact, replayed: false };
      },
      { beforeCommit: () => faultPoint('before-commit'), afterCommit: () => faultPoint('after-commit') },
    );
  }

  #tell(command: AnsweredCommand, { status, afterFact, replayed }: Answer<unknown>): void {
    const reply = command[replyOf];
    if (!reply) return;
    if (afterFact !== null) reply.header('dotation-after', `${this.config.name}/${afterFact}`);
    if (replayed) reply.code(status).header('idempotency-replayed', 'true');
  }
}

/** Sets the scope and takes the key; false when it is taken. Waits while another transaction holds the same key. */
async function claim(tx: EntityManager, command: Command, fingerprint: Buffer): Promise<boolean> {
  const [row] = (await tx.query(
    `WITH scope AS MATERIALIZED (SELECT ${settings}),
          claimed AS (INSERT INTO idempotency (actor, key, fingerprint, created_at) VALUES ($3, $4, $5, $6)
                      ON CONFLICT (actor, key) DO NOTHING RETURNING 1)
     SELECT scope.*, EXISTS (SELECT FROM claimed) AS claimed FROM scope`,
    [...enter(tx, command.principal), command.actorId, command.key, fingerprint, command.recordedAt],
  )) as [{ claimed: boolean }];
  return row.claimed;
}

async function storedAnswer<T>(tx: EntityManager, command: Command, fingerprint: Buffer): Promise<Answer<T>> {
  const [row] = (await tx.query(
    `SELECT fingerprint, status, answer, after_fact FROM idempotency WHERE actor = $1 AND key = $2`,
    [command.actorId, command.key],
  )) as [StoredAnswer];
  if (!row.fingerprint.equals(fingerprint)) {
    throw serviceError('idempotency-key-reused', 'Make a new key for every new request.');
  }
  return { body: row.answer as T, status: row.status, afterFact: row.after_fact, replayed: true };
}

function withCause(refusal: Error | undefined, cause: unknown): unknown {
  return refusal ? Object.assign(refusal, { cause }) : cause;
}
