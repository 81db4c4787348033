import { Injectable } from '@nestjs/common';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { gatewayError } from '../errors.js';
import { Principals } from '../principals/principals.service.js';
import type { QuarantinedDto, QuarantineQuery, ReviewQuarantined } from './phones.dto.js';
import { commandInQuarantine, commandsInQuarantine, noteSent, reviewCommand } from './quarantine.queries.js';
import type { Quarantined } from './quarantine.queries.js';

/** What lost phones had not sent (CR-63). Released, it is their persons' to send, each under the key it would have had. */
@Injectable()
export class Quarantine {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly principals: Principals,
  ) {}

  /** For whom no unit limits: which unit a command is about, only its service knows. */
  list(reader: Principal, query: QuarantineQuery): Promise<Page<QuarantinedDto>> {
    if (!isUnlimited(reader)) return Promise.resolve({ items: [], next: null });
    const { personId, ...rest } = query;
    return this.#page(reader, { ...rest, personIds: personId === undefined ? undefined : [personId] });
  }

  /** One's own, as far as they were released and not sent yet. */
  async listReleased(
    reader: Principal,
    query: Pick<QuarantineQuery, 'limit' | 'after'>,
  ): Promise<Page<QuarantinedDto>> {
    return this.#page(reader, { ...query, personIds: await this.#idsOf(reader.personId), status: 'RELEASED' });
  }

  /** Whoever sent a released command says so, and it is on no list of his any more. */
  async sent(command: Command, id: string): Promise<QuarantinedDto> {
    const own = await this.#idsOf(command.actorId);
    return this.commands.run(command, async (tx) => {
      const [sent] = await noteSent(tx, id, own, command.recordedAt);
      if (!sent) throw gatewayError('quarantined-not-found', 'None of one’s own that was released.');
      return viewOf(sent);
    });
  }

  async review(command: Command, phoneId: string, id: string, input: ReviewQuarantined): Promise<QuarantinedDto> {
    if (!isUnlimited(command.principal)) throw gatewayError('quarantined-not-found');
    const reviewers = await this.#idsOf(command.actorId);
    return this.commands.run(command, async (tx) => {
      const found = await commandInQuarantine(tx, phoneId, id);
      if (!found) throw gatewayError('quarantined-not-found');
      if (reviewers.includes(found.personId))
        throw gatewayError('review-of-oneself', 'CR-63: another person looks at it.');
      if (found.status !== 'WAITING') throw gatewayError('quarantined-reviewed', `It is ${found.status}.`);
      if (input.outcome === 'RELEASED' && !found.complete)
        throw gatewayError('quarantined-incomplete', 'Discard it; its person does again what it was.');
      const review = { status: input.outcome, reviewedBy: command.actorId, reason: input.reason };
      await reviewCommand(tx, found, review, command.recordedAt);
      return viewOf((await commandInQuarantine(tx, phoneId, id)) as Quarantined);
    });
  }

  /** Under which he was recorded (T34): a person is one, also where he once had two ids. */
  async #idsOf(personId: string): Promise<string[]> {
    const { sameAs = [] } = (await this.principals.standing(personId)) ?? {};
    return [personId, ...sameAs];
  }

  #page(
    reader: Principal,
    query: Omit<QuarantineQuery, 'personId'> & { personIds: readonly string[] | undefined },
  ): Promise<Page<QuarantinedDto>> {
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

const reviewerRoles = ['DATA_STEWARD', 'AUDITOR', 'INVESTIGATOR'];

function isUnlimited({ roles }: Principal): boolean {
  return roles.some(
    ({ role, orgUnitId, placeId, awardId }) => reviewerRoles.includes(role) && !orgUnitId && !placeId && !awardId,
  );
}

function viewOf({ madeAt, receivedAt, reviewedAt, sentAt, ...command }: Quarantined): QuarantinedDto {
  return {
    ...command,
    madeAt: madeAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
    reviewedAt: reviewedAt?.toISOString() ?? null,
    sentAt: sentAt?.toISOString() ?? null,
  };
}
