import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Lease, recordParts } from '@dotation/messaging';
import type { FactType } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import type { AccessRecord } from './access-record.js';
import type { WorkerDatabase } from './database.js';
import { uuidv7 } from './uuidv7.js';

/** One read as a fact tells it. */
export type AccessLine = Omit<AccessRecord, 'readAt'> & { accessId: number; readAt: string };

/** The service's own contract for its access records, told in parts. */
export type AccessFact = FactType<{ documentId: string; part: number; parts: number; lines: object[] }>;

export interface AccessTiming {
  /** Look for records that wait. */
  look: number;
  /** So long the first one waits for others, so that a read does not cost a fact each. */
  gather: number;
}

export const accessTiming: AccessTiming = { look: 5_000, gather: 60_000 };
const enough = 500;
const most = 2_000;
const election = 1_000;
/** Nobody asked for it: the service tells what it saw. */
const serviceItself = '00000000-0000-7000-8000-000000000000';

/** Tells access records as facts, in batches: from then on they are in the log, and no row here can take them back. */
export class AccessTeller implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger(AccessTeller.name);
  readonly #lease: Lease;

  constructor(
    private readonly database: WorkerDatabase,
    private readonly fact: AccessFact,
    service: string,
    private readonly timing: AccessTiming = accessTiming,
  ) {
    this.#lease = new Lease(() => database.ready(), service, election);
    this.#lease.want('access records', ({ signal }) => this.#run(signal));
  }

  onApplicationBootstrap(): void {
    this.#lease.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#lease.close();
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const told = await this.#tell().catch((error: unknown) => {
        this.#log.warn({ message: 'access records wait', error: String(error) });
        return 0;
      });
      if (told < most) await pause(this.timing.look, undefined, { signal }).catch(() => undefined);
    }
  }

  async #tell(): Promise<number> {
    const source = await this.database.ready();
    return source.transaction((tx) => tellAccess(tx, this.fact, this.timing.gather, new Date()));
  }
}

/** Records the fact of what waits, once it waited long enough or is enough; answers how many. */
export async function tellAccess(tx: EntityManager, fact: AccessFact, gather: number, now: Date): Promise<number> {
  const rows = await waiting(tx);
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return 0;
  if (rows.length < enough && now.getTime() - first.readAt.getTime() < gather) return 0;
  const documentId = uuidv7();
  const lines = rows.map(lineOf);
  const cause = { actorId: serviceItself, occurredAt: last.readAt, recordedAt: now, causationId: documentId };
  await recordParts(tx, fact, { documentId }, lines, cause);
  await tx.query('UPDATE access_told SET tx = $1::xid8, id = $2', [last.tx, last.id]);
  return rows.length;
}

function lineOf(row: Waiting): AccessLine {
  const { readerId, tokenId, kind, operation, filter, purpose, rows, scope } = row;
  const [accessId, readAt] = [Number(row.id), row.readAt.toISOString()];
  return { accessId, readerId, tokenId, kind, operation, filter, purpose, rows, scope, readAt };
}

interface Waiting extends AccessRecord {
  tx: string;
  id: string;
}

/** Only what was committed before anything still under way began: nothing can appear before it later. */
async function waiting(tx: EntityManager): Promise<Waiting[]> {
  const [told] = await tx.query<{ tx: string; id: string }[]>('SELECT tx::text, id FROM access_told FOR UPDATE');
  return tx.query(
    `SELECT tx::text AS tx, id, reader_id AS "readerId", token_id AS "tokenId", kind, operation, filter, purpose, rows,
            scope, read_at AS "readAt"
     FROM access_record
     WHERE (tx, id) > ($1::xid8, $2::bigint) AND tx < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY access_record.tx, id LIMIT ${most}`,
    [told?.tx ?? '0', told?.id ?? '0'],
  );
}
