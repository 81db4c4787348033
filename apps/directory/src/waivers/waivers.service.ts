import { WaiverEvidenceRecordedV1, WaiverGrantedV1, WaiverRevokedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { beyondScope, Commands, decodeCursor, idsInScope, onePersons, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { requireKnown } from '../references.queries.js';
import { Waiver, WaiverEvidence } from './waiver.entity.js';
import { insertWaiverUses } from './waivers.queries.js';
import { checkEvidence, grantWaiver, revokeWaiver, type Station } from './waiver.rules.js';
import type { GrantWaiver, RecordEvidence, WaiverDto, WaiverEvidenceDto, WaiversQuery } from './waivers.dto.js';

@Injectable()
export class WaiversService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  grantWaiver(input: GrantWaiver, command: Command): Promise<WaiverDto> {
    return this.commands.run(command, async (tx) => {
      const { key: id, actorId, recordedAt } = command;
      const { rule, placeId, personIds, reason, compensatingControl } = input;
      await requireKnown(tx, [
        { field: 'placeId', to: 'place', id: placeId },
        ...personIds.map((personId, index) => ({ field: `personIds[${index}]`, to: 'person' as const, id: personId })),
      ]);
      const period = {
        validFrom: input.validFrom ? new Date(input.validFrom) : null,
        validTo: input.validTo ? new Date(input.validTo) : null,
      };
      await requireOwnPlace(tx, placeId);
      const stations = await beyondScope(tx, () => stationsOf(tx, [actorId, ...personIds]));
      const by = { personId: actorId, station: stations.get(actorId) ?? { orgUnitId: null, placeId: null } };
      const others = personIds.flatMap((personId) => stations.get(personId) ?? []);
      const wanted = { id, rule, placeId, personIds, reason, compensatingControl, ...period };
      // AM-3: nobody lets himself off by the other id he was recorded with; the waiver keeps whom it was given for.
      const who = await onePersons(tx, { personIds, personId: actorId });
      grantWaiver({ ...wanted, personIds: who.personIds }, { ...by, personId: who.personId }, others, recordedAt);
      const waiver = grantWaiver(wanted, by, others, recordedAt);
      await tx.insert(Waiver, waiver);
      await record(tx, WaiverGrantedV1, id, toFact(waiver), command);
      return toWaiverDto(waiver);
    });
  }

  revokeWaiver(id: string, command: Command): Promise<WaiverDto> {
    return this.commands.run(command, async (tx) => {
      const waiver = await lockWaiver(tx, id);
      const { actorId: revokedBy, recordedAt: revokedAt } = command;
      revokeWaiver(waiver, revokedAt);
      await tx.update(Waiver, id, { revokedBy, revokedAt });
      await record(tx, WaiverRevokedV1, id, { waiverId: id, revokedAt: revokedAt.toISOString() }, command);
      return toWaiverDto({ ...waiver, revokedBy, revokedAt });
    });
  }

  recordEvidence(id: string, input: RecordEvidence, command: Command): Promise<WaiverEvidenceDto> {
    return this.commands.run(command, async (tx) => {
      const { actorId: recordedBy, recordedAt } = command;
      const waiver = await lockWaiver(tx, id);
      const who = await onePersons(tx, { personIds: waiver.personIds, recordedBy });
      checkEvidence({ ...waiver, personIds: who.personIds }, who.recordedBy);
      const { documentId, sha256, note = null } = input;
      const evidence: WaiverEvidence = { waiverId: id, documentId, sha256, note, recordedBy, recordedAt };
      await tx.insert(WaiverEvidence, evidence);
      // This control stands for the check itself: the document relies on the waiver from now on (AM-1, AM-3).
      if (waiver.rule === 'TRANSCRIPTION_CHECK')
        await insertWaiverUses(tx, [id], { documentId, by: recordedBy, at: recordedAt });
      await record(tx, WaiverEvidenceRecordedV1, id, { waiverId: id, documentId, sha256, recordedBy }, command);
      return { ...evidence, recordedAt: recordedAt.toISOString() };
    });
  }

  listWaivers(query: WaiversQuery, reader: Principal): Promise<Page<WaiverDto>> {
    const { inForceAt = null, personId = null, limit = 50, after } = query;
    const [afterId = null] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const found = tx
        .createQueryBuilder(Waiver, 'waiver')
        .where('(:afterId::uuid IS NULL OR waiver.id > :afterId)', { afterId })
        .andWhere('(:personId::uuid IS NULL OR :personId = ANY(waiver.personIds))', { personId })
        .andWhere(
          `(:at::timestamptz IS NULL OR (waiver.validFrom <= :at AND waiver.validTo > :at
             AND (waiver.revokedAt IS NULL OR waiver.revokedAt > :at)))`,
          { at: inForceAt },
        );
      const rows = await found
        .orderBy('waiver.id')
        .limit(limit + 1)
        .getMany();
      return pageOf(rows, limit, ({ id }) => [id], toWaiverDto);
    });
  }
}

/** The places above one's own are seen, and not one's own to let off a rule. */
async function requireOwnPlace(tx: EntityManager, placeId: string): Promise<void> {
  if (!(await idsInScope(tx, [placeId])).has(placeId)) {
    throw directoryError('unknown-reference', `placeId: no place ${placeId} of yours.`);
  }
}

async function lockWaiver(tx: EntityManager, id: string): Promise<Waiver> {
  const waiver = await tx.findOne(Waiver, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!waiver) throw directoryError('waiver-not-found');
  return waiver;
}

/** Where each of these people works. */
async function stationsOf(tx: EntityManager, personIds: readonly string[]): Promise<Map<string, Station>> {
  const rows = (await tx.query(
    `SELECT person.id, unit.id AS "orgUnitId", unit.place_id AS "placeId"
     FROM person LEFT JOIN organisation_unit unit ON unit.id = person.org_unit_id WHERE person.id = ANY($1::uuid[])`,
    [personIds],
  )) as (Station & { id: string })[];
  return new Map(rows.map(({ id, ...station }) => [id, station]));
}

function toFact(waiver: Waiver): WaiverGrantedV1 {
  const { id: waiverId, rule, placeId, personIds, validFrom, validTo, grantedBy, reason, compensatingControl } = waiver;
  return {
    ...{ waiverId, rule, placeId, personIds, grantedBy, reason, compensatingControl },
    ...{ validFrom: validFrom.toISOString(), validTo: validTo.toISOString() },
  };
}

function toWaiverDto({ validFrom, validTo, grantedAt, revokedAt, ...waiver }: Waiver): WaiverDto {
  return {
    ...waiver,
    validFrom: validFrom.toISOString(),
    validTo: validTo.toISOString(),
    grantedAt: grantedAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
