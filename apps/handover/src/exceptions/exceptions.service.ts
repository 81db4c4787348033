import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { ruleValue } from '../directory/rule-values.queries.js';
import type { ExceptionDto } from '../documents/answers.dto.js';
import { handoverError } from '../errors.js';
import type { CloseException, ExceptionsQuery } from './exceptions.dto.js';
import { findException, listedExceptions } from './exception-list.queries.js';

/** CR-67: where goods were really seen is for those who send them; a unit learns nothing of another unit. */
const dispatching = ['DISPATCHER', 'BUDGET_HOLDER', 'APPROVER', 'AUDITOR', 'CG_LOGISTICS'];

@Injectable()
export class ExceptionsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** What was opened by documents, and what time alone has made an exception (CR-16, CR-22, CR-24, CR-25), judged by today's rule values. */
  listExceptions(query: ExceptionsQuery, reader: Principal, now: Date): Promise<Page<ExceptionDto>> {
    const { limit = 50 } = query;
    const [id, code] = decodeCursor(query.after, ['uuid', 'text']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = await listedExceptions(tx, {
        ...query,
        after: id === undefined ? null : { id: String(id), code: String(code) },
        limit: limit + 1,
        audiences: audiencesOf(reader),
        now,
        unacknowledgedDays: await ruleValue(tx, 'waybill.unacknowledgedDays', now),
        graceDays: await ruleValue(tx, 'waybill.etaGraceDays', now),
        countersignDays: await ruleValue(tx, 'pv.countersignDays', now),
        pendingDays: await ruleValue(tx, 'pv.pendingDays', now),
        mandateDays: await ruleValue(tx, 'pv.mandateDays', now),
        afterDeedDays: await ruleValue(tx, 'pv.afterDeedDays', now),
        transcriptionDays: await ruleValue(tx, 'pv.transcriptionCheckDays', now),
        commandDays: await ruleValue(tx, 'command.handoverDays', now),
        afterDeliveryDays: await ruleValue(tx, 'deed.afterDeliveryDays', now),
      });
      return pageOf(
        rows,
        limit,
        (row) => [row.id, row.code],
        (row) => row,
      );
    });
  }

  /** A person has looked at it. No fact: the exception changes nothing that anybody else knows. */
  closeException(id: string, { note }: CloseException, command: Command): Promise<ExceptionDto> {
    return this.commands.run(command, async (tx) => {
      const audiences = audiencesOf(command.principal);
      const exception = await findException(tx, id, audiences);
      if (!exception) throw handoverError('exception-not-found', `There is no exception ${id}.`);
      await tx.query(`UPDATE exception SET closed_at = $2, close_note = $3 WHERE id = $1 AND closed_at IS NULL`, [
        id,
        command.recordedAt,
        note,
      ]);
      return (await findException(tx, id, audiences)) as ExceptionDto;
    });
  }
}

function audiencesOf({ roles }: Principal): string[] {
  return roles.some(({ role }) => dispatching.includes(role)) ? ['ALL', 'DISPATCH'] : ['ALL'];
}
