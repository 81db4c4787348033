import { AwardRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { procurementError } from '../errors.js';
import { tidy } from '../makers/name.rules.js';
import { Award } from './award.entity.js';
import type { AwardDto, AwardsQuery, RecordAward } from './awards.dto.js';

@Injectable()
export class AwardsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordAward(input: RecordAward, command: Command): Promise<AwardDto> {
    return this.commands.run(command, async (tx) => {
      const award: Award = {
        id: command.key,
        fain: tidy(input.fain),
        donor: tidy(input.donor),
        instrument: input.instrument,
        obligatedOn: input.obligatedOn,
        vettingRequired: input.vettingRequired ?? true,
        dueDiligenceRequired: input.dueDiligenceRequired ?? true,
        title: input.title ?? 'CONDITIONAL',
        recordedBy: command.actorId,
        recordedAt: command.recordedAt,
      };
      await tx.insert(Award, award);
      const { id: awardId, fain, donor, obligatedOn, vettingRequired, dueDiligenceRequired } = award;
      const fact = { awardId, fain, donor, obligatedOn, vettingRequired, dueDiligenceRequired };
      await record(tx, AwardRecordedV1, awardId, fact, command);
      return toAwardDto(award);
    });
  }

  findAward(id: string, reader: Principal): Promise<AwardDto> {
    return this.queries.run(reader, async (tx) => {
      const award = await tx.findOneBy(Award, { id });
      if (!award) throw procurementError('award-not-found');
      return toAwardDto(award);
    });
  }

  listAwards({ fain, limit = 50, after }: AwardsQuery, reader: Principal): Promise<Page<AwardDto>> {
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = await tx.find(Award, {
        where: { ...(fain && { fain: tidy(fain) }), ...(afterId && { id: MoreThan(String(afterId)) }) },
        order: { id: 'ASC' },
        take: limit + 1,
      });
      return pageOf(rows, limit, ({ id }) => [id], toAwardDto);
    });
  }
}

function toAwardDto({ recordedBy: _by, recordedAt: _at, ...award }: Award): AwardDto {
  return award;
}
