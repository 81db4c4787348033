import { PassThrough, pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { beyondScope, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyInstance } from 'fastify';
import { AuditConfig } from '../config.js';
import { auditError } from '../errors.js';
import { Slots, type Full } from '../knowledge/slots.rules.js';
import { eventText, heartbeatText } from './event.rules.js';
import { factsInScope, projectedPosition } from './events.queries.js';
import { LogEnd } from './log-end.service.js';
import { sightOf } from './sight.rules.js';
import type { Sight } from './sight.rules.js';

/** Looked at in one query; between two of them the reader's line may be full, then nothing is read ahead for him. */
const stretch = 200;
const mostPerPerson = 5;
const mostOfAll = 500;

/** Open lines to readers who are told each fact as it becomes known. The gateway ends a line whose reader lost a right. */
@Injectable()
export class EventStreams implements OnModuleInit {
  readonly #open = new Slots(mostPerPerson, mostOfAll);
  readonly #ending = new AbortController();

  constructor(
    private readonly config: AuditConfig,
    private readonly queries: Queries,
    private readonly logEnd: LogEnd,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    // A line that never ends would hold up the shutdown; its reader comes back with the last id he has.
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('preClose', (done: () => void) => {
      this.#ending.abort();
      done();
    });
  }

  /** Everything after this position that the reader may know, as text/event-stream; from now on when undefined. */
  async open(reader: Principal, after: number | undefined): Promise<Readable> {
    const sight = sightOf(reader.roles);
    if (!sight) throw auditError('nothing-to-see');
    const from = after ?? (await this.queries.run(reader, projectedPosition));
    const release = this.#open.take(reader.personId, tooMany);
    const lines = new PassThrough();
    const source = ({ signal }: { signal: AbortSignal }): AsyncGenerator<string> =>
      this.#lines(reader, sight, from, AbortSignal.any([signal, this.#ending.signal]));
    pipeline(source as () => AsyncGenerator<string>, lines, release);
    return lines;
  }

  async *#lines(reader: Principal, sight: Sight, from: number, signal: AbortSignal): AsyncGenerator<string> {
    yield `retry: 2000\n${heartbeatText(from)}`;
    for (let position = from; !signal.aborted;) {
      const seen = await this.queries.run(reader, (tx) =>
        // The stream has a rule of its own for what is in sight, which reaches into the past of a device.
        beyondScope(tx, () => factsInScope(tx, sight, { after: position, limit: stretch })),
      );
      position = seen.position;
      if (seen.events.length > 0) yield seen.events.map(eventText).join('');
      if (!seen.atEnd) continue;
      const before = performance.now();
      await this.logEnd.passed(position, this.config.heartbeatMs, signal);
      if (performance.now() - before >= this.config.heartbeatMs) yield heartbeatText(position);
    }
  }
}

function tooMany(full: Full): Error {
  if (full === 'OWN') return auditError('too-many-streams', `${mostPerPerson} are open; close one first.`);
  return auditError('too-many-streams', 'Too many readers; come back in a moment.');
}
