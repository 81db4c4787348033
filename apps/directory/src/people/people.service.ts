import { PersonDeactivatedV1, PersonRecordedV1 } from '@dotation/contracts';
import { record, recordEach } from '@dotation/messaging';
import { Commands, Queries } from '@dotation/service';
import type { Cause } from '@dotation/messaging';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { DirectoryConfig } from '../config.js';
import { directoryError } from '../errors.js';
import { requireKnown, requireOwn } from '../references.queries.js';
import { lockGrantsOf } from '../roles/roles.queries.js';
import { matriculeKey } from './matricule.rules.js';
import { insertPeopleRows, namesOffices, officePeople, requireScope } from './people.queries.js';
import { Person } from './person.entity.js';
import type { DeactivatePerson, PersonDto, ReadPurpose, RecordPerson, UpdatePerson } from './people.dto.js';
import { checkReader, clearFor, openPerson, sealPerson } from './person.rules.js';
import { checkDeactivation } from './standing.rules.js';
import { endRoles, insertStanding } from './standings.queries.js';
import { hashOf } from './sealed-field.rules.js';
import type { FieldKey } from './sealed-field.rules.js';

@Injectable()
export class PeopleService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
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
    await this.insertPeople(tx, [{ ...input, id }], cause);
    return tx.findOneByOrFail(Person, { id });
  }

  async insertPeople(
    tx: EntityManager,
    people: readonly (RecordPerson & { id: string })[],
    cause: Cause,
  ): Promise<void> {
    const taken = await this.knownMatricules(
      tx,
      people.flatMap(({ matricule }) => matricule ?? []),
    );
    if (taken.size > 0) throw directoryError('matricule-taken');
    await insertPeopleRows(
      tx,
      people.map((person) => ({ ...person, ...sealPerson(this.#key, person.id, person) })),
      cause,
    );
    const facts = people.map(({ id, orgUnitId, rankCode, function: post }) => ({
      subject: id,
      data: { personId: id, orgUnitId, rankCode, function: post },
    }));
    await recordEach(tx, PersonRecordedV1, facts, cause);
  }

  /** Which of these service numbers somebody has; under every key, because a rotation may be on its way. */
  async knownMatricules(tx: EntityManager, matricules: readonly string[]): Promise<Set<string>> {
    if (matricules.length === 0) return new Set();
    const hashes = new Map(
      matricules.flatMap((matricule) => this.#hashesOf(matricule).map((hash) => [hash.toString('hex'), matricule])),
    );
    const rows = (await tx.query(
      `SELECT encode(matricule_hash, 'hex') AS hash FROM person
       WHERE matricule_hash IN (SELECT decode(h, 'hex') FROM unnest($1::text[]) h)`,
      [[...hashes.keys()]],
    )) as { hash: string }[];
    return new Set(rows.flatMap(({ hash }) => hashes.get(hash) ?? []));
  }

  /** Whoever has the card in front of him finds the person; nobody can list numbers. */
  findByMatricule(matricule: string, reader: Principal): Promise<{ personId: string | null }> {
    return this.queries.run(reader, async (tx) => {
      const hashes = this.#hashesOf(matricule);
      const [row] = (await tx.query(`SELECT id FROM person WHERE matricule_hash = ANY ($1::bytea[])`, [hashes])) as {
        id: string;
      }[];
      return { personId: row?.id ?? null };
    });
  }

  updatePerson(id: string, input: UpdatePerson, command: Command): Promise<PersonDto> {
    return this.commands.run(command, async (tx) => {
      const person = await lockOwnPerson(tx, id);
      if (!person.active) throw directoryError('person-inactive');
      await requireKnown(tx, [{ field: 'orgUnitId', to: 'organisation_unit', id: input.orgUnitId }]);
      const { phone, email, ...rest } = input;
      const before = openPerson(this.config.fieldKeys, id, person);
      const said = Object.fromEntries(Object.entries({ phone, email }).filter(([, value]) => value !== undefined));
      const sealed = sealPerson(this.#key, id, { ...before, ...said });
      const plain = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      await tx.update(Person, { id }, { ...plain, ...sealed });
      const after = await tx.findOneByOrFail(Person, { id });
      const { orgUnitId, rankCode, function: post } = after;
      await record(tx, PersonRecordedV1, id, { personId: id, orgUnitId, rankCode, function: post }, command);
      return toPersonDto(after);
    });
  }

  /** Sign-in and tokens stop within seconds: the gateway asks directory about the person. Rows that name him stay. */
  deactivatePerson(id: string, { reason }: DeactivatePerson, command: Command): Promise<PersonDto> {
    return this.commands.run(command, async (tx) => {
      const person = await lockOwnPerson(tx, id);
      checkDeactivation(person, await lockGrantsOf(tx, person.id), command.actorId, command.recordedAt);
      await deactivate(tx, id, reason, command);
      return toPersonDto({ ...person, active: false });
    });
  }

  /** Of a person recorded twice or by mistake: nobody signs in under the id any more. */
  async endPerson(tx: EntityManager, id: string, command: Command): Promise<void> {
    const { active } = await lockPerson(tx, id);
    if (active) await deactivate(tx, id, 'Merged or voided', command);
  }

  async findPerson(id: string, purpose: ReadPurpose | undefined, reader: Principal): Promise<PersonDto> {
    const [person] = (await this.findPeople([id], purpose, reader)).items;
    if (!person) throw directoryError('person-not-found');
    return person;
  }

  /** Unknown ids are left out. Without a purpose nothing is opened; with one the route leaves an access record before it answers. */
  findPeople(ids: string[], purpose: ReadPurpose | undefined, reader: Principal): Promise<Page<PersonDto>> {
    const keys = this.config.fieldKeys;
    checkReader(reader.roles, purpose);
    return this.queries.run(reader, async (tx) => {
      if (!purpose) await requireScope(tx, ids, reader);
      const seen = await tx.find(Person, { where: { id: In(ids) }, order: { id: 'ASC' } });
      const named = (purpose === 'DISPLAY' || purpose === 'DOCUMENT') && namesOffices(reader);
      const unseen = ids.filter((id) => !seen.some((person) => person.id === id.toLowerCase()));
      const people = named ? [...seen, ...(await officePeople(tx, unseen))] : seen;
      const clear = (person: Person) => (purpose ? clearFor(keys, person, purpose) : {});
      return { items: people.map((person) => ({ ...toPersonDto(person), ...clear(person) })), next: null };
    });
  }

  get #key(): FieldKey {
    const [key] = this.config.fieldKeys;
    if (!key) throw new Error('No key to seal personal fields');
    return key;
  }

  #hashesOf(matricule: string): Buffer[] {
    return this.config.fieldKeys.map((key) => hashOf(key, 'matricule', matriculeKey(matricule)));
  }
}

export async function lockPerson(tx: EntityManager, id: string): Promise<Person> {
  const person = await tx.findOne(Person, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!person) throw directoryError('person-not-found');
  return person;
}

/** The heads above are known by name; whoever watches over the units below changes nothing about them (AM-4). */
async function lockOwnPerson(tx: EntityManager, id: string): Promise<Person> {
  const person = await lockPerson(tx, id);
  if (person.orgUnitId !== null) await requireOwn(tx, [person.orgUnitId]);
  return person;
}

async function deactivate(tx: EntityManager, id: string, reason: string, command: Command): Promise<void> {
  const deactivatedAt = command.recordedAt;
  await tx.update(Person, { id }, { active: false, deactivatedAt, deactivationReason: reason });
  const decidedBy = command.actorId;
  await insertStanding(tx, id, { active: false, reason, decidedBy, decidedAt: deactivatedAt });
  await endRoles(tx, id, command);
  const fact = { personId: id, deactivatedAt: deactivatedAt.toISOString() };
  await record(tx, PersonDeactivatedV1, id, fact, command);
}

export function toPersonDto({
  id,
  rankCode,
  rankText,
  function: post,
  orgUnitId,
  preferredLanguage,
  active,
  mergedInto,
}: Person): PersonDto {
  return { id, rankCode, rankText, function: post, orgUnitId, preferredLanguage, active, mergedInto };
}
