import { RuleValueSetV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, onePersons, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan, Not } from 'typeorm';
import { directoryError } from '../errors.js';
import { RuleValue, RuleValueProposal } from './rule-value.entity.js';
import { confirmRuleValue, proposeRuleValue } from './rule-value.rules.js';
import { ruleValuesAt } from './rule-values.queries.js';
import type { ProposalsQuery, ProposeRuleValue, RuleValueDto, RuleValueProposalDto } from './rule-values.dto.js';

@Injectable()
export class RuleValuesService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** A proposal is a wish, so it is a row without a fact. */
  proposeRuleValue(input: ProposeRuleValue, command: Command): Promise<RuleValueProposalDto> {
    return this.commands.run(command, async (tx) => {
      const { key: id, actorId: proposedBy, recordedAt: proposedAt } = command;
      const { rule, value, reason } = input;
      const validFrom = input.validFrom ? new Date(input.validFrom) : null;
      proposeRuleValue({ rule, value, validFrom }, proposedAt);
      const made = { id, rule, value, validFrom, reason, proposedBy, proposedAt };
      const proposal: RuleValueProposal = { ...made, confirmedBy: null, confirmedAt: null };
      await tx.insert(RuleValueProposal, proposal);
      return toProposalDto(proposal);
    });
  }

  confirmRuleValue(id: string, command: Command): Promise<RuleValueDto> {
    return this.commands.run(command, async (tx) => {
      const { actorId: recordedBy, recordedAt } = command;
      const proposal = await tx.findOne(RuleValueProposal, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!proposal) throw directoryError('rule-value-proposal-not-found');
      const who = await onePersons(tx, { proposedBy: proposal.proposedBy, by: recordedBy });
      const validFrom = confirmRuleValue({ ...proposal, proposedBy: who.proposedBy }, who.by, recordedAt);
      await tx.update(RuleValueProposal, id, { confirmedBy: recordedBy, confirmedAt: recordedAt });
      const { rule, value, proposedBy } = proposal;
      const ruleValue: RuleValue = { id, rule, value, validFrom, proposedBy, recordedBy, recordedAt };
      await tx.insert(RuleValue, ruleValue);
      const fact: RuleValueSetV1 = { ruleValueId: id, rule, value, validFrom: validFrom.toISOString(), proposedBy };
      await record(tx, RuleValueSetV1, rule, fact, command);
      return toRuleValueDto(ruleValue);
    });
  }

  async listRuleValues(at: Date, reader: Principal): Promise<Page<RuleValueDto>> {
    const values = await this.queries.run(reader, (tx) => ruleValuesAt(tx, at));
    return { items: values.map(toRuleValueDto), next: null };
  }

  listProposals({ open, limit = 50, after }: ProposalsQuery, reader: Principal): Promise<Page<RuleValueProposalDto>> {
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = await tx.find(RuleValueProposal, {
        where: {
          ...(open !== undefined && { confirmedAt: open ? IsNull() : Not(IsNull()) }),
          ...(afterId && { id: MoreThan(String(afterId)) }),
        },
        order: { id: 'ASC' },
        take: limit + 1,
      });
      return pageOf(rows, limit, ({ id }) => [id], toProposalDto);
    });
  }
}

function toRuleValueDto({ validFrom, recordedAt, ...ruleValue }: RuleValue): RuleValueDto {
  return { ...ruleValue, validFrom: validFrom.toISOString(), recordedAt: recordedAt.toISOString() };
}

function toProposalDto({ validFrom, proposedAt, confirmedAt, ...proposal }: RuleValueProposal): RuleValueProposalDto {
  return {
    ...proposal,
    validFrom: validFrom?.toISOString() ?? null,
    proposedAt: proposedAt.toISOString(),
    confirmedAt: confirmedAt?.toISOString() ?? null,
  };
}
