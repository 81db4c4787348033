import { CorrectionProposedV1, CorrectionRejectedV1, EntryMergedV1, EntryVoidedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { beyondScope, Commands, decodeCursor, onePersons, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { OrganisationUnitsService } from '../organisation-units/organisation-units.service.js';
import { PeopleService } from '../people/people.service.js';
import { PlacesService } from '../places/places.service.js';
import { Correction } from './correction.entity.js';
import { checkCorrection, checkDecision, checkUnused } from './correction.rules.js';
import type { CorrectionDto, CorrectionsQuery, ProposeCorrection } from './corrections.dto.js';
import { lockEntries, markEntry, usesOf } from './corrections.queries.js';

@Injectable()
export class CorrectionsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly units: OrganisationUnitsService,
    private readonly places: PlacesService,
    private readonly people: PeopleService,
  ) {}

  proposeCorrection(input: ProposeCorrection, command: Command): Promise<CorrectionDto> {
    const correction: Correction = {
      ...{ id: command.key, action: input.action, noun: input.noun, subjectId: input.subjectId },
      ...{ intoId: input.intoId ?? null, reason: input.reason },
      ...{ proposedBy: command.actorId, proposedAt: command.recordedAt },
      ...{ outcome: null, decidedBy: null, decidedAt: null },
    };
    return this.commands.run(command, async (tx) => {
      await this.#check(tx, correction);
      await tx.insert(Correction, correction);
      const { id: correctionId, action, noun: of, subjectId: id, intoId } = correction;
      await record(tx, CorrectionProposedV1, correctionId, { correctionId, action, of, id, intoId }, command);
      return toDto(correction);
    });
  }

  confirmCorrection(id: string, command: Command): Promise<CorrectionDto> {
    return this.commands.run(command, async (tx) => {
      const correction = await decided(tx, id, 'CONFIRMED', command);
      await this.#check(tx, correction);
      await beyondScope(tx, () => this.#apply(tx, correction, command));
      return toDto(correction);
    });
  }

  rejectCorrection(id: string, command: Command): Promise<CorrectionDto> {
    return this.commands.run(command, async (tx) => {
      const correction = await decided(tx, id, 'REJECTED', command);
      await record(tx, CorrectionRejectedV1, id, { correctionId: id }, command);
      return toDto(correction);
    });
  }

  listCorrections({ outcome, limit = 50, after }: CorrectionsQuery, reader: Principal): Promise<Page<CorrectionDto>> {
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = await tx.find(Correction, {
        where: {
          ...(outcome !== undefined && { outcome: outcome === 'OPEN' ? IsNull() : (outcome as 'CONFIRMED') }),
          ...(afterId && { id: MoreThan(String(afterId)) }),
        },
        order: { id: 'ASC' },
        take: limit + 1,
      });
      return pageOf(rows, limit, ({ id }) => [id], toDto);
    });
  }

  async #check(tx: EntityManager, { action, noun, subjectId, intoId }: Correction): Promise<void> {
    const entries = await lockEntries(tx, noun, intoId === null ? [subjectId] : [subjectId, intoId]);
    const [subject, into] = [entries.get(subjectId), intoId === null ? null : entries.get(intoId)];
    if (!subject || into === undefined) {
      throw directoryError(
        'unknown-reference',
        `No ${noun.toLowerCase()} with the id ${subject ? intoId : subjectId}.`,
      );
    }
    checkCorrection({ action, intoId }, subject, into);
    checkUnused(await beyondScope(tx, () => usesOf(tx, noun, subjectId, action === 'VOID' ? 'ever' : 'today')));
  }

  /** The entry ends (a void: it was never there); its id, its past and its names stay readable. */
  async #apply(tx: EntityManager, correction: Correction, command: Command): Promise<void> {
    const { id: correctionId, noun, subjectId, intoId, proposedBy } = correction;
    if (noun === 'UNIT') await this.units.endUnit(tx, subjectId, intoId, command);
    else if (noun === 'PLACE') await this.places.endPlace(tx, subjectId, intoId, command);
    else await this.people.endPerson(tx, subjectId, command);
    const voidedAt = intoId === null ? command.recordedAt : null;
    await markEntry(tx, noun, subjectId, { mergedInto: intoId, voidedAt });
    const fact = { correctionId, of: noun, id: subjectId, proposedBy };
    if (intoId === null) await record(tx, EntryVoidedV1, subjectId, fact, command);
    else await record(tx, EntryMergedV1, subjectId, { ...fact, intoId }, command);
  }
}

async function decided(
  tx: EntityManager,
  id: string,
  outcome: 'CONFIRMED' | 'REJECTED',
  { actorId: decidedBy, recordedAt: decidedAt }: Command,
): Promise<Correction> {
  const correction = await tx.findOne(Correction, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!correction) throw directoryError('correction-not-found');
  const who = await onePersons(tx, { proposedBy: correction.proposedBy, by: decidedBy });
  checkDecision({ ...correction, proposedBy: who.proposedBy }, outcome, who.by);
  await tx.update(Correction, { id }, { outcome, decidedBy, decidedAt });
  return { ...correction, outcome, decidedBy, decidedAt };
}

function toDto({ proposedAt, decidedAt, ...correction }: Correction): CorrectionDto {
  return { ...correction, proposedAt: proposedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null };
}
