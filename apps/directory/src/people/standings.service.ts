import { PersonReactivatedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, onePersons, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { directoryError } from '../errors.js';
import type { PersonDto } from './people.dto.js';
import { lockPerson, toPersonDto } from './people.service.js';
import { Person } from './person.entity.js';
import { checkReactivation } from './standing.rules.js';
import type { ReactivatePerson, StandingDto } from './standings.dto.js';
import { endRoles, insertStanding, standingsOf } from './standings.queries.js';

/** Who left the service and who came back. */
@Injectable()
export class StandingsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  reactivatePerson(id: string, { reason }: ReactivatePerson, command: Command): Promise<PersonDto> {
    const { actorId: decidedBy, recordedAt: decidedAt } = command;
    return this.commands.run(command, async (tx) => {
      const person = await lockPerson(tx, id);
      const who = await onePersons(tx, { history: await standingsOf(tx, id), decidedBy });
      checkReactivation(person, who.history, who.decidedBy);
      // Of somebody who left before roles ended with him.
      await endRoles(tx, id, command);
      await insertStanding(tx, id, { active: true, reason, decidedBy, decidedAt });
      await tx.update(Person, { id }, { active: true, deactivatedAt: null, deactivationReason: null });
      await record(tx, PersonReactivatedV1, id, { personId: id, reactivatedAt: decidedAt.toISOString() }, command);
      return toPersonDto({ ...person, active: true });
    });
  }

  listStandings(id: string, reader: Principal): Promise<Page<StandingDto>> {
    return this.queries.run(reader, async (tx) => {
      if (!(await tx.existsBy(Person, { id }))) throw directoryError('person-not-found');
      const items = (await standingsOf(tx, id)).map(({ decidedAt, ...standing }) => ({
        ...standing,
        decidedAt: decidedAt.toISOString(),
      }));
      return { items, next: null };
    });
  }
}
