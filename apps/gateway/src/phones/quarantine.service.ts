import { Injectable } from '@nestjs/common';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { gatewayError } from '../errors.js';
import type { QuarantinedDto, QuarantineQuery, ReviewQuarantined } from './phones.dto.js';
import { commandInQuarantine, commandsInQuarantine, reviewCommand } from './phones.queries.js';
import type { Quarantined } from './phones.queries.js';

/** What lost phones had not sent (CR-63). Released, it is their persons' to send, each under the key it would have had. */
@Injectable()
export class Quarantine {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** For whom no unit limits: which unit a command is about, only its service knows. */
  list(reader: Principal, query: QuarantineQuery): Promise<Page<QuarantinedDto>> {
    if (!isUnlimited(reader)) return Promise.resolve({ items: [], next: null });
    return this.#page(reader, query);
  }

  /** One's own, as far as they were released. */
  listReleased(reader: Principal, query: Pick<QuarantineQuery, 'limit' | 'after'>): Promise<Page<QuarantinedDto>> {
    return this.#page(reader, { ...query, personId: reader.personId, status: 'RELEASED' });
  }

  review(command: Command, phoneId: string, id: string, input: ReviewQuarantined): Promise<QuarantinedDto> {
    if (!isUnlimited(command.principal)) throw gatewayError('quarantined-not-found');
    return this.commands.run(command, async (tx) => {
      const found = await commandInQuarantine(tx, phoneId, id);
      if (!found) throw gatewayError('quarantined-not-found');
      if (found.personId === command.actorId)
        throw gatewayError('review-of-oneself', 'CR-63: another person looks at it.');
      if (found.status !== 'WAITING') throw gatewayError('quarantined-reviewed', `It is ${found.status}.`);
      const review = { status: input.outcome, reviewedBy: command.actorId, reason: input.reason };
      await reviewCommand(tx, found, review, command.recordedAt);
      return viewOf((await commandInQuarantine(tx, phoneId, id)) as Quarantined);
    });
  }

  #page(reader: Principal, query: QuarantineQuery): Promise<Page<QuarantinedDto>> {
    const { limit = 50, after, ...filter } = query;
    const cursor = (decodeCursor(after, ['uuid', 'uuid']) ?? []) as string[];
    return this.queries.run(reader, async (tx) =>
      pageOf(
        await commandsInQuarantine(tx, { ...filter, after: cursor, limit }),
        limit,
        ({ id, phoneId }) => [id, phoneId],
        viewOf,
      ),
    );
  }
}

const reviewers = ['DATA_STEWARD', 'AUDITOR', 'INVESTIGATOR'];

function isUnlimited({ roles }: Principal): boolean {
  return roles.some(
    ({ role, orgUnitId, placeId, awardId }) => reviewers.includes(role) && !orgUnitId && !placeId && !awardId,
  );
}

function viewOf({ madeAt, receivedAt, reviewedAt, ...command }: Quarantined): QuarantinedDto {
  return {
    ...command,
    madeAt: madeAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
    reviewedAt: reviewedAt?.toISOString() ?? null,
  };
}
