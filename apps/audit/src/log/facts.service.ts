import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { accessRecordedTypes } from '@dotation/contracts';
import { auditError } from '../errors.js';
import { seesAccessRecords } from '../events/sight.rules.js';
import type { ExactFactDto, FactDto, FactsPage, FactsQuery } from './facts.dto.js';
import type { LoggedFact } from './log.queries.js';
import { headPosition, loggedFact, logPage } from './log.queries.js';

@Injectable()
export class FactsService {
  constructor(private readonly queries: Queries) {}

  /** The log as it is, in the order facts became known. */
  facts(principal: Principal, asked: FactsQuery): Promise<FactsPage> {
    return this.queries.run(principal, async (tx) => {
      const [after] = (decodeCursor(asked.after, ['number']) ?? [0]) as [number];
      const limit = asked.limit ?? 50;
      const position = await headPosition(tx);
      const { producer, type, subject } = asked;
      const rows = await logPage(tx, {
        after,
        upTo: position,
        limit,
        producer,
        type,
        subject,
        hidden: hiddenFrom(principal),
      });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const more = last !== undefined && last.found > shown.length;
      return { position, items: shown.map(factDto), next: more ? encodeCursor([last.position]) : null };
    });
  }

  /** One fact with the exact bytes it was recorded, published and hashed with. */
  fact(principal: Principal, factId: string): Promise<ExactFactDto> {
    return this.queries.run(principal, async (tx) => {
      const fact = await loggedFact(tx, factId, hiddenFrom(principal));
      if (!fact) throw auditError('fact-not-found');
      return { ...factDto(fact), body: fact.body.toString('base64') };
    });
  }

  bytes(principal: Principal, factId: string): Promise<Buffer> {
    return this.queries.run(principal, async (tx) => {
      const fact = await loggedFact(tx, factId, hiddenFrom(principal));
      if (!fact) throw auditError('fact-not-found');
      return fact.body;
    });
  }
}

/** CR-61: what an auditor looks at is not for everybody who may read the log. */
function hiddenFrom({ roles }: Principal): readonly string[] {
  return seesAccessRecords(roles) ? [] : accessRecordedTypes;
}

function factDto({ body, leafHash, occurredAt, recordedAt, ...fact }: LoggedFact): FactDto {
  return {
    position: fact.position,
    appendedAt: fact.appendedAt,
    producer: fact.producer,
    seq: fact.seq,
    factId: fact.factId,
    type: fact.type,
    subject: fact.subject,
    actorId: fact.actorId,
    occurredAt: occurredAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
    causationId: fact.causationId,
    leafHash: leafHash.toString('base64'),
    bytes: body.length,
    fact: JSON.parse(body.toString('utf8')) as object,
  };
}
