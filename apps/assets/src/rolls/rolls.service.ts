import { beyondScope, Commands, idsInScope, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { assetsError } from '../errors.js';
import { TAG_SERIES } from '../identifiers/tag.rules.js';
import { nextNumbers } from '../register/document-numbers.queries.js';
import { takeTags } from '../taggings/taggings.queries.js';
import type { IssueRoll, RollDto, RollsQuery } from './rolls.dto.js';
import { insertRoll, listRolls, rollById } from './rolls.queries.js';

@Injectable()
export class RollsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** The next tags of the series belong to this office from here on; nobody else is offered them. */
  issueRoll({ orgUnitId, tags: count }: IssueRoll, command: Command): Promise<RollDto> {
    return this.commands.run(command, async (tx) => {
      if (!(await idsInScope(tx, [orgUnitId])).has(orgUnitId)) {
        const detail = 'The register knows no such office.';
        const rows = [{ row: 0, field: 'orgUnitId', code: 'office-not-known', detail }];
        throw assetsError('office-not-known', detail, rows);
      }
      const tags = await beyondScope(tx, () => takeTags(tx, TAG_SERIES, count, new Set()));
      if (tags === null) throw assetsError('tag-series-exhausted');
      const { key: id, actorId: issuedBy, occurredAt: issuedAt, recordedAt } = command;
      const [number] = (await nextNumbers(tx, 'RL', recordedAt, 1)) as [string];
      await insertRoll(tx, { id, number, series: TAG_SERIES, tags, orgUnitId, issuedBy, issuedAt, recordedAt });
      return (await rollById(tx, id)) as RollDto;
    });
  }

  listRolls(query: RollsQuery, reader: Principal): Promise<Page<RollDto>> {
    return this.queries.run(reader, (tx) => listRolls(tx, query));
  }

  async findRoll(id: string, reader: Principal): Promise<RollDto> {
    const roll = await this.queries.run(reader, (tx) => rollById(tx, id));
    if (!roll) throw assetsError('roll-not-found');
    return roll;
  }
}
