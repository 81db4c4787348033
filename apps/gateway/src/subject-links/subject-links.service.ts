import { Injectable } from '@nestjs/common';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { gatewayError } from '../errors.js';
import { Principals } from '../principals/principals.service.js';
import { endSessionsOf } from '../sessions/sessions.queries.js';
import { Sessions } from '../sessions/sessions.service.js';
import { mustBeOfPerson } from '../sign-in/sign-in.rules.js';
import type { LinkSubject, SubjectLinkDto, SubjectLinksQuery } from './subject-links.dto.js';
import { endLink, insertLink, linkById, linksOf } from './subject-links.queries.js';
import type { SubjectLink } from './subject-links.queries.js';

/** Which subject of another provider is which person here. Said by an administrator, never guessed from a name or an e-mail. */
@Injectable()
export class SubjectLinks {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly principals: Principals,
    private readonly sessions: Sessions,
  ) {}

  async link(command: Command, { personId, issuer, subject }: LinkSubject): Promise<SubjectLinkDto> {
    const standing = await this.principals.standing(personId);
    if (!standing?.active) throw gatewayError('person-unknown');
    mustBeOfPerson(standing);
    return this.commands.run(command, async (tx) => {
      const { key: id, recordedAt: linkedAt, actorId: linkedBy } = command;
      await insertLink(tx, { id, issuer, subject, personId, linkedAt, linkedBy });
      return viewOf((await linkById(tx, id)) as SubjectLink);
    });
  }

  list(reader: Principal, { limit = 50, after, personId }: SubjectLinksQuery): Promise<Page<SubjectLinkDto>> {
    const [beforeId] = (decodeCursor(after, ['uuid']) ?? []) as string[];
    return this.queries.run(reader, async (tx) =>
      pageOf(await linksOf(tx, { personId, beforeId, limit }), limit, ({ id }) => [id], viewOf),
    );
  }

  /** Whoever signed in by it is signed out: which of the person's sessions that is, nobody can tell any more. */
  async end(command: Command, id: string): Promise<SubjectLinkDto> {
    const view = await this.commands.run(command, async (tx) => {
      await endLink(tx, id, command.actorId, command.recordedAt);
      const link = await linkById(tx, id);
      if (!link) throw gatewayError('subject-link-not-found');
      await endSessionsOf(tx, link.personId, 'no longer linked', command.recordedAt, command.actorId);
      return viewOf(link);
    });
    this.sessions.forget(({ personId }) => personId === view.personId);
    return view;
  }
}

function viewOf({ linkedAt, endedAt, ...link }: SubjectLink): SubjectLinkDto {
  return { ...link, linkedAt: linkedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
