import { PersonRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, inScope, Queries, RunTimeDatabase } from '@dotation/service';
import type { Cause } from '@dotation/messaging';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { DirectoryConfig } from '../config.js';
import { directoryError } from '../errors.js';
import { requireKnown } from '../references.queries.js';
import { Person, PersonRead } from './person.entity.js';
import type { PersonDto, ReadPurpose, RecordPerson } from './people.dto.js';
import { open, seal } from './sealed-field.rules.js';

@Injectable()
export class PeopleService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly database: RunTimeDatabase,
    private readonly config: DirectoryConfig,
  ) {}

  recordPerson(input: RecordPerson, command: Command): Promise<PersonDto> {
    return this.commands.run(command, async (tx) => {
      await requireKnown(tx, [{ field: 'orgUnitId', to: 'organisation_unit', id: input.orgUnitId }]);
      // The answer is kept with the idempotency row, so it must not hold the name.
      return toPersonDto(await this.insertPerson(tx, command.key, input, command));
    });
  }

  /** The caller makes the id, so that a phone can name a person before it reaches the server (AM-1). */
  async insertPerson(tx: EntityManager, id: string, input: RecordPerson, cause: Cause): Promise<Person> {
    const [key] = this.config.fieldKeys;
    if (!key) throw new Error('No key to seal personal fields');
    const person: Person = {
      id,
      nameSealed: seal(key, `${id} name`, input.displayName),
      phoneSealed: input.phone ? seal(key, `${id} phone`, input.phone) : null,
      rankCode: input.rankCode ?? null,
      rankText: input.rankText ?? null,
      function: input.function ?? null,
      orgUnitId: input.orgUnitId ?? null,
      preferredLanguage: input.preferredLanguage ?? 'fr',
      active: true,
      createdBy: cause.actorId,
      createdAt: cause.recordedAt,
    };
    await tx.insert(Person, person);
    const { orgUnitId, rankCode } = person;
    const fact: PersonRecordedV1 = { personId: id, orgUnitId, rankCode, function: person.function };
    await record(tx, PersonRecordedV1, id, fact, cause);
    return person;
  }

  async findPerson(id: string, purpose: ReadPurpose | undefined, reader: Principal): Promise<PersonDto> {
    const [person] = (await this.findPeople([id], purpose, reader)).items;
    if (!person) throw directoryError('person-not-found');
    return person;
  }

  /** Unknown ids are left out. With a purpose every name that is opened leaves a row in the log, in the same transaction. */
  async findPeople(ids: string[], purpose: ReadPurpose | undefined, reader: Principal): Promise<Page<PersonDto>> {
    const read = (tx: EntityManager) => tx.find(Person, { where: { id: In(ids) }, order: { id: 'ASC' } });
    if (!purpose) {
      return { items: (await this.queries.run(reader, read)).map(toPersonDto), next: null };
    }
    return inScope(await this.database.ready(), reader, async (tx) => {
      const people = await read(tx);
      const fields = purpose === 'CONTACT' ? ['displayName', 'phone'] : ['displayName'];
      const readAt = new Date();
      await tx.insert(
        PersonRead,
        people.map(({ id: personId }) => ({ readerId: reader.personId, personId, purpose, fields, readAt })),
      );
      return { items: people.map((person) => this.#opened(person, purpose)), next: null };
    });
  }

  #opened(person: Person, purpose: ReadPurpose): PersonDto {
    const keys = this.config.fieldKeys;
    const { id, nameSealed, phoneSealed } = person;
    return {
      ...toPersonDto(person),
      displayName: open(keys, `${id} name`, nameSealed),
      ...(purpose === 'CONTACT' && { phone: phoneSealed && open(keys, `${id} phone`, phoneSealed) }),
    };
  }
}

function toPersonDto({
  id,
  rankCode,
  rankText,
  function: post,
  orgUnitId,
  preferredLanguage,
  active,
}: Person): PersonDto {
  return { id, rankCode, rankText, function: post, orgUnitId, preferredLanguage, active };
}
