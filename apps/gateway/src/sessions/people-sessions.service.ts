import { Injectable } from '@nestjs/common';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';
import type { Session } from './session.rules.js';
import type { EndedSessions, PersonSessionDto, PersonSessionsQuery } from './sessions.dto.js';
import { endSession, endSessionsOf, sessionById, sessionsOfPeople } from './sessions.queries.js';
import { Sessions, viewOf } from './sessions.service.js';

const byAdministrator = 'by an administrator';

/** Sessions as an administrator sees them: everybody's, and those that are over. */
@Injectable()
export class PeopleSessions {
  constructor(
    private readonly config: GatewayConfig,
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly sessions: Sessions,
  ) {}

  list(reader: Principal, query: PersonSessionsQuery, now: Date): Promise<Page<PersonSessionDto>> {
    const { limit = 50, after, personId, live } = query;
    const [beforeId] = (decodeCursor(after, ['uuid']) ?? []) as string[];
    const seenSince = live === 'true' ? new Date(now.getTime() - this.config.sessionIdleMs) : undefined;
    return this.queries.run(reader, async (tx) =>
      pageOf(
        await sessionsOfPeople(tx, { personId, seenSince, now, beforeId, limit }),
        limit,
        ({ id }) => [id],
        (session) => this.#view(session),
      ),
    );
  }

  /** A session that was over before stays as it ended. */
  async end(command: Command, id: string): Promise<PersonSessionDto> {
    const view = await this.commands.run(command, async (tx) => {
      await endSession(tx, id, byAdministrator, command.recordedAt, command.actorId);
      const session = await sessionById(tx, id);
      if (!session) throw gatewayError('session-not-found');
      return this.#view(session);
    });
    this.sessions.forget((session) => session.id === id);
    return view;
  }

  async endAll(command: Command, personId: string): Promise<EndedSessions> {
    const answer = await this.commands.run(command, async (tx) => {
      const ended = await endSessionsOf(tx, personId, byAdministrator, command.recordedAt, command.actorId);
      return { personId, ended };
    });
    this.sessions.forget((session) => session.personId === personId);
    return answer;
  }

  #view(session: Session): PersonSessionDto {
    const { personId, endedAt, endedBecause, endedBy } = session;
    const end = { endedAt: endedAt?.toISOString() ?? null, endedBecause, endedBy };
    return { ...viewOf(session, this.config.sessionIdleMs), personId, ...end };
  }
}
