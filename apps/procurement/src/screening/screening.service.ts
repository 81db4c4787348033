import { ScreeningResolvedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { actingOn, Commands, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { orderHead, otherBuyers } from '../purchase-orders/purchase-orders.queries.js';
import { lockReceipt, receiptHead } from '../receipts/receipts.queries.js';
import type {
  FindingsDto,
  NameResolutionDto,
  ReportQuery,
  ReportRowDto,
  ResolveName,
  ResolveRow,
} from './screening.dto.js';
import { onePersons } from '../references/references.queries.js';
import { reportPage, shownFindings } from './report.queries.js';

@Injectable()
export class ScreeningService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** CR-02: a second person says whether a maker or supplier is who of the list it may be; orders go by the latest word. */
  resolveName(input: ResolveName, command: Command): Promise<NameResolutionDto> {
    return this.commands.run(command, async (tx) => {
      const { kind, decision, reason, documentSha256 = null } = input;
      const [subjectId, entityId] = [input.subjectId.toLowerCase(), input.entityId.toLowerCase()];
      await requireSubject(tx, kind, subjectId);
      const { key: id, actorId: decidedBy, recordedAt: decidedAt } = command;
      await tx.query(
        `INSERT INTO screening_resolution (id, kind, subject_id, entity_id, decision, reason, document_sha256, decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, kind, subjectId, entityId, decision, reason, documentSha256, decidedBy, decidedAt],
      );
      const fact = { resolutionId: id, kind, subjectId, entityIds: [entityId], decision, reason, documentSha256 };
      await record(tx, ScreeningResolvedV1, id, fact, command);
      return { id, kind, subjectId, entityId, decision, reason, documentSha256, decidedBy, decidedAt };
    });
  }

  findings(receiptId: string, reader: Principal): Promise<FindingsDto> {
    return this.queries.run(reader, async (tx) => {
      await receiptHead(tx, receiptId);
      return { items: await shownFindings(tx, receiptId) };
    });
  }

  /** AM-11: a hold of CR-03 lifts by a second person, who neither received nor bought the goods. */
  resolveRow(receiptId: string, input: ResolveRow, command: Command): Promise<FindingsDto> {
    const find = (tx: EntityManager): Promise<unknown> => receiptHead(tx, receiptId);
    const answer = async (tx: EntityManager): Promise<FindingsDto> => ({ items: await shownFindings(tx, receiptId) });
    const resolve = actingOn({ find, answer }, async (tx) => {
      const { receivedBy, purchaseOrderId } = await lockReceipt(tx, receiptId);
      const order = purchaseOrderId === null ? null : await orderHead(tx, purchaseOrderId);
      const buyerId = order?.buyerId ?? receivedBy;
      const who = await onePersons(tx, { decides: command.actorId, receivedBy, buyerId });
      const amending = purchaseOrderId === null ? [] : await otherBuyers(tx, purchaseOrderId);
      if ([who.receivedBy, who.buyerId, ...amending].includes(who.decides))
        throw procurementError(
          'screening-same-person',
          'Who received or bought the goods never resolves this (AM-11).',
        );
      const { row, decision, reason, documentSha256 = null } = input;
      const decided = (await tx.query(
        `WITH decided AS (
           UPDATE screening_finding SET decision = $3, reason = $4, document_sha256 = $5, decided_by = $6, decided_at = $7
           WHERE goods_receipt_id = $1 AND row = $2 AND decision IS NULL RETURNING entity_id)
         SELECT DISTINCT entity_id AS "entityId" FROM decided ORDER BY 1`,
        [receiptId, row, decision, reason, documentSha256, command.actorId, command.recordedAt],
      )) as { entityId: string }[];
      if (decided.length === 0) throw procurementError('nothing-held', `No finding holds row ${row} of this receipt.`);
      const entityIds = decided.map(({ entityId }) => entityId);
      const fact = { resolutionId: command.key, kind: 'RECEIPT', receiptId, row, entityIds, decision, reason };
      await record(tx, ScreeningResolvedV1, command.key, { ...fact, documentSha256 }, command);
    });
    return this.commands.run(command, resolve);
  }

  report(query: ReportQuery, reader: Principal): Promise<Page<ReportRowDto>> {
    return this.queries.run(reader, (tx) => reportPage(tx, query));
  }
}

async function requireSubject(tx: EntityManager, kind: ResolveName['kind'], id: string): Promise<void> {
  const known =
    kind === 'MAKER'
      ? await tx.query(`SELECT FROM maker WHERE id = $1`, [id])
      : await tx.query(`SELECT FROM known_reference WHERE kind = 'ORGANISATION' AND id = $1`, [id]);
  if ((known as unknown[]).length > 0) return;
  const detail = `No ${kind === 'MAKER' ? 'maker' : 'organisation'} has the id ${id}.`;
  throw procurementError('unknown-reference', detail, [
    { row: 0, field: 'subjectId', code: 'unknown-reference', detail },
  ]);
}
