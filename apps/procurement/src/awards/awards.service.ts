import { AwardAmendedV1, AwardRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { tidy } from '../makers/name.rules.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import { Award, AwardVersion } from './award.entity.js';
import {
  amended,
  firstTerms,
  problemsOfTerms,
  retentionUntil,
  toldTerms,
  type AwardTerms,
} from './award-terms.rules.js';
import type {
  AmendAward,
  AwardDto,
  AwardsQuery,
  AwardVersionDto,
  AwardVersionsDto,
  RecordAward,
} from './awards.dto.js';
import { lockAward, termsOn } from './awards.queries.js';

@Injectable()
export class AwardsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordAward(input: RecordAward, command: Command): Promise<AwardDto> {
    return this.commands.run(command, async (tx) => {
      const { federal = true, obligatedOn, instrument } = input;
      const threshold = await thresholdOn(tx, obligatedOn);
      const terms = firstTerms(obligatedOn, federal, threshold, input);
      refuse(terms, { federal, obligatedOn }, threshold);
      const { vettingRequired, dueDiligenceRequired, title } = terms;
      const award: Award = {
        id: command.key,
        fain: tidy(input.fain),
        donor: tidy(input.donor),
        recipient: input.recipient ? tidy(input.recipient) : null,
        governingTerms: input.governingTerms ?? null,
        ...{ instrument, federal, obligatedOn, vettingRequired, dueDiligenceRequired, title },
        recordedBy: command.actorId,
        recordedAt: command.recordedAt,
      };
      await tx.insert(Award, award);
      const version = await insertVersion(tx, award, { validFrom: obligatedOn }, terms, command);
      const { id: awardId, fain, donor } = award;
      const fact = { awardId, fain, donor, obligatedOn, vettingRequired, dueDiligenceRequired, instrument, federal };
      await record(tx, AwardRecordedV1, awardId, { ...fact, terms: toldTerms(awardId, obligatedOn, terms) }, command);
      return toAwardDto(award, version);
    });
  }

  /** The donor changed the terms from a day on; what the amendment does not say goes on as it was. */
  amendAward(awardId: string, input: AmendAward, command: Command): Promise<AwardVersionDto> {
    return this.commands.run(command, async (tx) => {
      // Two amendments follow each other: each begins from what the other left.
      const award = await lockAward(tx, awardId);
      const { fain, donor, instrument, federal, obligatedOn } = award;
      const { effectiveOn: validFrom, documentSha256 = null } = input;
      if (validFrom < obligatedOn) {
        const detail = `It was obligated on ${obligatedOn}.`;
        const row = { row: 0, field: 'effectiveOn', code: 'amendment-too-early', detail };
        throw procurementError('amendment-too-early', detail, [row]);
      }
      const before = (await termsOn(tx, [awardId], validFrom)).get(awardId);
      if (!before) throw new Error(`award ${awardId} has no terms`);
      const terms = amended(termsOf(before), input);
      refuse(terms, award, await thresholdOn(tx, validFrom));
      const number = tidy(input.number);
      const version = await insertVersion(tx, award, { validFrom, number, documentSha256 }, terms, command);
      const fact = { awardId, fain, donor, instrument, federal, number, documentSha256 };
      const told = { ...fact, terms: toldTerms(version.id, validFrom, terms) };
      await record(tx, AwardAmendedV1, awardId, told, command);
      return toVersionDto(version);
    });
  }

  findAward(id: string, on: string | null, reader: Principal): Promise<AwardDto> {
    return this.queries.run(reader, async (tx) => {
      const award = await tx.findOneBy(Award, { id });
      if (!award) throw procurementError('award-not-found');
      const [shown] = await withTerms(tx, [award], on);
      return shown as AwardDto;
    });
  }

  findVersions(awardId: string, reader: Principal): Promise<AwardVersionsDto> {
    return this.queries.run(reader, async (tx) => {
      const order = { validFrom: 'ASC', recordedAt: 'ASC', id: 'ASC' } as const;
      const versions = await tx.find(AwardVersion, { where: { awardId }, order });
      if (versions.length === 0) throw procurementError('award-not-found');
      return { items: versions.map(toVersionDto) };
    });
  }

  listAwards({ fain, on = null, limit = 50, after }: AwardsQuery, reader: Principal): Promise<Page<AwardDto>> {
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = await tx.find(Award, {
        where: { ...(fain && { fain: tidy(fain) }), ...(afterId && { id: MoreThan(String(afterId)) }) },
        order: { id: 'ASC' },
        take: limit + 1,
      });
      return pageOf(
        await withTerms(tx, rows, on),
        limit,
        ({ id }) => [id],
        (row) => row,
      );
    });
  }
}

function thresholdOn(tx: EntityManager, day: string): Promise<number> {
  return ruleValue(tx, 'award.equipmentThresholdUsd', new Date(`${day}T00:00:00Z`));
}

function refuse(terms: AwardTerms, award: Pick<Award, 'federal' | 'obligatedOn'>, thresholdUsd: number): void {
  const problems = problemsOfTerms(terms, award, thresholdUsd);
  if (problems.length > 0) throw procurementError('award-terms-refused', problems[0]?.detail, problems);
}

/** The first version has the id of its award, an amendment that of its command. */
async function insertVersion(
  tx: EntityManager,
  { id: awardId }: Award,
  begins: Pick<AwardVersion, 'validFrom'> & Partial<Pick<AwardVersion, 'number' | 'documentSha256'>>,
  terms: AwardTerms,
  command: Command,
): Promise<AwardVersion> {
  const { actorId: recordedBy, recordedAt, key: id } = command;
  const version = { number: null, documentSha256: null, ...begins, ...terms, id, awardId, recordedBy, recordedAt };
  await tx.insert(AwardVersion, version);
  return version;
}

async function withTerms(tx: EntityManager, awards: readonly Award[], on: string | null): Promise<AwardDto[]> {
  const day = on ?? new Date().toISOString().slice(0, 10);
  const ids = awards.map(({ id }) => id);
  const terms = await termsOn(tx, ids, day);
  return awards.flatMap((award) => {
    const version = terms.get(award.id);
    return version ? [toAwardDto(award, version)] : [];
  });
}

function termsOf(version: AwardVersion): AwardTerms {
  const { id: _id, awardId: _award, number: _number, validFrom: _from, documentSha256: _document, ...rest } = version;
  const { recordedBy: _by, recordedAt: _at, ...terms } = rest;
  return terms;
}

function toAwardDto({ recordedBy: _by, recordedAt: _at, ...award }: Award, version: AwardVersion): AwardDto {
  const terms = termsOf(version);
  const { number: amendment, validFrom: termsFrom } = version;
  return { ...award, ...terms, retentionUntil: retentionUntil(terms), amendment, termsFrom };
}

function toVersionDto({ recordedBy: _by, awardId: _award, ...version }: AwardVersion): AwardVersionDto {
  return { ...version, retentionUntil: retentionUntil(version) };
}
