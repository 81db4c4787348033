import { ProhibitedEntityRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, onePersons, Queries } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { namesOf } from '../makers/maker.rules.js';
import type {
  ProhibitedEntityDto,
  ProhibitedListDto,
  RecordProhibitedEntity,
  ReviewProhibitedEntity,
} from './prohibited-list.dto.js';
import { endListing, needsReview } from './prohibited-list.rules.js';

type Entry = Omit<ProhibitedEntityDto, 'needsReview'>;

/** The list that suppliers, makers and network addresses are held against; every change of it keeps what was before. */
@Injectable()
export class ProhibitedListService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordEntity(input: RecordProhibitedEntity, command: Command): Promise<ProhibitedEntityDto> {
    return this.commands.run(command, async (tx) => {
      const [own, ...others] = namesOf(input.name, input.aliases ?? []).map(({ name }) => name);
      const aliases = others.filter((name) => name !== own);
      const macPrefixes = [...new Set(input.macPrefixes ?? [])];
      await tx.query(
        `INSERT INTO prohibited_entity (id, name, aliases, relation, mac_prefixes, effective_from, reason, source, reviewed_on,
           recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          ...[command.key, own, aliases, input.relation, macPrefixes, input.effectiveFrom],
          ...[input.reason, input.source, dayOf(command.recordedAt), command.actorId, command.recordedAt],
        ],
      );
      return told(tx, command.key, command);
    });
  }

  reviewEntity(id: string, input: ReviewProhibitedEntity, command: Command): Promise<ProhibitedEntityDto> {
    return this.commands.run(command, async (tx) => {
      const [before] = (await tx.query(`${selectEntries} WHERE id = $1 FOR UPDATE`, [id])) as Entry[];
      if (!before) throw procurementError('prohibited-entity-not-found');
      const names = namesOf(before.name, [...before.aliases, ...(input.addAliases ?? [])]).map(({ name }) => name);
      const macPrefixes = [...new Set([...before.macPrefixes, ...(input.addMacPrefixes ?? [])])];
      const who = await onePersons(tx, { proposedBy: before.proposedBy, by: command.actorId });
      const ends = input.effectiveTo
        ? endListing({ ...before, proposedBy: who.proposedBy }, input.effectiveTo, who.by)
        : before;
      await tx.query(
        `UPDATE prohibited_entity SET aliases = $2, mac_prefixes = $3, effective_to = $4, proposed_to = $5, proposed_by = $6,
           reviewed_on = $7 WHERE id = $1`,
        [
          ...[id, names.slice(1), macPrefixes, ends.effectiveTo, ends.proposedTo, ends.proposedBy],
          dayOf(command.recordedAt),
        ],
      );
      await tx.query(
        `INSERT INTO prohibited_entity_review (id, entity_id, note, before, reviewed_by, reviewed_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [command.key, id, input.note, JSON.stringify(before), command.actorId, command.recordedAt],
      );
      return told(tx, id, command);
    });
  }

  listEntities(on: string | null, reader: Principal): Promise<ProhibitedListDto> {
    return this.queries.run(reader, async (tx) => {
      const rows = (await tx.query(
        `${selectEntries}
         WHERE $1::date IS NULL OR (effective_from <= $1 AND (effective_to IS NULL OR effective_to >= $1))
         ORDER BY name, id`,
        [on],
      )) as Entry[];
      return { items: rows.map(shown) };
    });
  }
}

const selectEntries = `
  SELECT id, name, aliases, relation, mac_prefixes AS "macPrefixes", effective_from::text AS "effectiveFrom",
         effective_to::text AS "effectiveTo", reason, source, reviewed_on::text AS "reviewedOn",
         proposed_to::text AS "proposedTo", proposed_by AS "proposedBy"
  FROM prohibited_entity`;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

function shown(entry: Entry): ProhibitedEntityDto {
  return { ...entry, needsReview: needsReview(entry.reviewedOn, dayOf(new Date())) };
}

async function told(tx: EntityManager, id: string, command: Command): Promise<ProhibitedEntityDto> {
  const [entry] = (await tx.query(`${selectEntries} WHERE id = $1`, [id])) as [Entry];
  const { id: entityId, name, aliases, relation, macPrefixes, effectiveFrom, effectiveTo, reason, source } = entry;
  const fact = { entityId, name, aliases, relation, macPrefixes, effectiveFrom, effectiveTo, reason, source };
  await record(tx, ProhibitedEntityRecordedV1, entityId, fact, command);
  return shown(entry);
}
