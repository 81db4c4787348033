import { ClaimAnsweredV1, ClaimSentV1, ClaimSettledV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { actingOn, Commands, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nextNumber } from '../documents/document-number.queries.js';
import { procurementError } from '../errors.js';
import { tidy } from '../makers/name.rules.js';
import { lockOrder } from '../purchase-orders/purchase-orders.queries.js';
import { lockReceipt, receiptHead } from '../receipts/receipts.queries.js';
import { awaitKnown, requireKnown, type Reference } from '../references/references.queries.js';
import { isAwaited } from '../shipments/shipment.rules.js';
import { lockShipment, shipmentHead } from '../shipments/shipments.queries.js';
import type { ClaimDto, ClaimSummaryDto } from './claim-answers.dto.js';
import { problemsOfLines } from './claim-lines.rules.js';
import { checkDay, checkReplacement, checkSettlement, checkTurn, partyOf, type Settlement } from './claim.rules.js';
import { broughtBy, claimableOf, claimedOf, openOfOrder, partiesOf, type About } from './claimable.queries.js';
import type { AnswerClaim, ClaimsQuery, DraftClaim, SendClaim, SettleClaim } from './claims.dto.js';
import {
  claimById,
  claimHead,
  claimLines,
  claimPage,
  insertClaim,
  lockClaim,
  type ClaimHead,
} from './claims.queries.js';

/** What a supplier, carrier or insurer is asked for because goods are missing or broken, and what became of it. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** A draft is a wish, so it is a row without a fact; it takes what it claims from other drafts all the same. */
  async draftClaim(input: DraftClaim, command: Command): Promise<ClaimDto> {
    const references: Reference[] = [{ field: 'partyId', kind: 'ORGANISATION', id: input.partyId }];
    await awaitKnown(this.queries, command.principal, references);
    const find = async (tx: EntityManager): Promise<void> => {
      await findAbout(tx, input);
      await requireKnown(tx, references);
    };
    const answer = (tx: EntityManager): Promise<ClaimDto> => claimById(tx, command.key);
    const draft = actingOn({ find, answer }, async (tx) => {
      const orderId = await orderOf(tx, input);
      // The order first, as receipts do: claims on one order follow each other, whichever of its shipments they are about.
      if (orderId !== null) await lockOrder(tx, orderId);
      const about = await lockAbout(tx, input);
      const partyId = partyOf(input.against, input.partyId ?? null, await partiesOf(tx, about));
      const lines = input.lines.map(({ catalogueItemId, reason, quantity, detail }) => ({
        ...{ catalogueItemId: catalogueItemId.toLowerCase(), reason, quantity, detail: tidied(detail) },
      }));
      const claimed = await claimedOf(tx, about);
      const open = orderId === null ? undefined : await openOfOrder(tx, orderId);
      const problems = problemsOfLines(
        lines,
        await claimableOf(tx, about),
        claimed,
        open,
        awaitedUntil(about, command.recordedAt),
      );
      if (problems.length > 0) throw procurementError('claim-lines-refused', problems[0]?.detail, problems);
      const { key: id, actorId: draftedBy, recordedAt: draftedAt } = command;
      const { shipmentId = null, receiptId = null, against, amountMinor, currency, answerBy, fileSha256s = [] } = input;
      const number = await nextNumber(tx, 'CL', draftedAt);
      const said = { against, partyId, amountMinor, currency, answerBy, note: tidied(input.note), fileSha256s };
      await insertClaim(tx, { id, number, shipmentId, receiptId, ...said, draftedBy, draftedAt }, lines);
    });
    return this.commands.run(command, draft);
  }

  sendClaim(id: string, { sentOn, answerBy = null }: SendClaim, command: Command): Promise<ClaimDto> {
    return this.#about(id, command, async (tx, claim) => {
      checkTurn(claim.status, 'SENT');
      checkDay('sentOn', sentOn, '2000-01-01', command.recordedAt);
      const deadline = answerBy ?? claim.answerBy;
      const { actorId: sentBy, recordedAt } = command;
      await tx.query(
        `UPDATE claim SET status = 'SENT', sent_on = $2, answer_by = $3, sent_by = $4, sent_at = $5 WHERE id = $1`,
        [...[id, sentOn, deadline, sentBy, recordedAt]],
      );
      const { number, shipmentId, receiptId, against, partyId, amountMinor, currency, fileSha256s } = claim;
      const lines = (await claimLines(tx, id)).map(({ catalogueItemId, reason, quantity, detail }) => ({
        ...{ catalogueItemId, reason, quantity, detail },
      }));
      const told = { claimId: id, number, shipmentId, receiptId, against, partyId, amountMinor, currency };
      const fact = { ...told, sentOn, answerBy: deadline, fileSha256s, sentBy, lines };
      await record(tx, ClaimSentV1, id, fact, command);
    });
  }

  answerClaim(id: string, input: AnswerClaim, command: Command): Promise<ClaimDto> {
    return this.#about(id, command, async (tx, claim) => {
      checkTurn(claim.status, 'ANSWERED');
      checkDay('answeredOn', input.answeredOn, claim.sentOn ?? '2000-01-01', command.recordedAt);
      const { answeredOn, answerSha256 = null } = input;
      const answer = tidy(input.answer);
      const { actorId: recordedBy, recordedAt } = command;
      await tx.query(
        `UPDATE claim SET status = 'ANSWERED', answered_on = $2, answer = $3, answer_sha256 = $4, answer_recorded_by = $5,
                answer_recorded_at = $6 WHERE id = $1`,
        [id, answeredOn, answer, answerSha256, recordedBy, recordedAt],
      );
      const fact = { claimId: id, number: claim.number, answeredOn, answer, answerSha256, recordedBy };
      await record(tx, ClaimAnsweredV1, id, fact, command);
    });
  }

  settleClaim(id: string, input: SettleClaim, command: Command): Promise<ClaimDto> {
    const { outcome, creditMinor = null } = input;
    const receiptIds = [...new Set((input.receiptIds ?? []).map((one) => one.toLowerCase()))].sort();
    const [reason, creditReference] = [tidied(input.reason), tidied(input.creditReference)];
    const said: Settlement = { outcome, reason, creditMinor, creditReference, receiptIds };
    const find = async (tx: EntityManager): Promise<void> => {
      await claimHead(tx, id);
      for (const receiptId of receiptIds) await receiptHead(tx, receiptId);
    };
    const answer = (tx: EntityManager): Promise<ClaimDto> => claimById(tx, id);
    const settle = actingOn({ find, answer }, async (tx) => {
      const claim = await lockClaim(tx, id);
      checkSettlement(claim.status, said, claim.amountMinor);
      if (outcome === 'REPLACED') await keepReplacements(tx, claim, receiptIds);
      const { actorId: settledBy, recordedAt } = command;
      await tx.query(
        `UPDATE claim SET status = 'SETTLED', outcome = $2, outcome_reason = $3, credit_minor = $4, credit_reference = $5,
                settled_by = $6, settled_at = $7 WHERE id = $1`,
        [id, outcome, reason, creditMinor, creditReference, settledBy, recordedAt],
      );
      const { number, currency } = claim;
      const fact = { claimId: id, number, currency, ...said, receiptIds, settledBy };
      await record(tx, ClaimSettledV1, id, fact, command);
    });
    return this.commands.run(command, settle);
  }

  findClaim(id: string, reader: Principal): Promise<ClaimDto> {
    return this.queries.run(reader, (tx) => claimById(tx, id));
  }

  listClaims(query: ClaimsQuery, reader: Principal): Promise<Page<ClaimSummaryDto>> {
    return this.queries.run(reader, (tx) => claimPage(tx, query));
  }

  #about(
    id: string,
    command: Command,
    work: (tx: EntityManager, claim: ClaimHead) => Promise<void>,
  ): Promise<ClaimDto> {
    const find = async (tx: EntityManager): Promise<void> => void (await claimHead(tx, id));
    const answer = (tx: EntityManager): Promise<ClaimDto> => claimById(tx, id);
    return this.commands.run(
      command,
      actingOn({ find, answer }, async (tx) => work(tx, await lockClaim(tx, id))),
    );
  }
}

type Named = Pick<DraftClaim, 'shipmentId' | 'receiptId'>;

async function findAbout(tx: EntityManager, { shipmentId, receiptId }: Named): Promise<void> {
  if (Boolean(shipmentId) === Boolean(receiptId)) {
    const detail = 'Name the shipment, or the receipt of goods that nobody announced.';
    const field = shipmentId ? 'receiptId' : 'shipmentId';
    throw procurementError('claim-of-one', detail, [{ row: 0, field, code: 'claim-of-one', detail }]);
  }
  if (shipmentId) await shipmentHead(tx, shipmentId);
  if (receiptId) await receiptHead(tx, receiptId);
}

async function orderOf(tx: EntityManager, { shipmentId, receiptId }: Named): Promise<string | null> {
  const { purchaseOrderId } = shipmentId ? await shipmentHead(tx, shipmentId) : await receiptHead(tx, receiptId ?? '');
  return purchaseOrderId;
}

/** Claims about the same goods follow each other: each counts what the others left. */
async function lockAbout(tx: EntityManager, { shipmentId, receiptId }: Named): Promise<About> {
  if (shipmentId) {
    const shipment = await lockShipment(tx, shipmentId);
    if (shipment.status === 'WITHDRAWN') throw procurementError('shipment-ended', 'It is WITHDRAWN.');
    return { shipment };
  }
  const { id } = await lockReceipt(tx, receiptId ?? '');
  const [{ announced }] = (await tx.query(`SELECT shipment_id AS announced FROM goods_receipt WHERE id = $1`, [
    id,
  ])) as [{ announced: string | null }];
  const detail = 'These goods came by a shipment: claim about that, so that nothing is claimed twice.';
  const problem = { row: 0, field: 'receiptId', code: 'claim-of-shipment', detail, shipmentId: announced };
  if (announced !== null) throw procurementError('claim-of-one', detail, [problem]);
  return { receiptId: id };
}

function awaitedUntil(about: About, now: Date): string | undefined {
  if (!('shipment' in about)) return undefined;
  const { status, expectedOn } = about.shipment;
  return isAwaited(status, expectedOn, now.toISOString().slice(0, 10)) ? expectedOn : undefined;
}

/** What replaced the goods was received after they were claimed, on their order or on none yet, and replaces nothing else. */
async function keepReplacements(tx: EntityManager, claim: ClaimHead, receiptIds: readonly string[]): Promise<void> {
  const receipts = (await tx.query(
    `SELECT recorded_at AS at, purchase_order_id AS "orderId" FROM goods_receipt WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    [receiptIds],
  )) as { at: Date; orderId: string | null }[];
  const orderId = await orderOf(tx, claim);
  const isEarly = receipts.some(({ at }) => at <= claim.draftedAt);
  if (isEarly || receipts.some((receipt) => receipt.orderId !== null && receipt.orderId !== orderId)) {
    const detail = isEarly
      ? 'What replaces goods is received after they were claimed.'
      : 'What came on another order replaces nothing of this one.';
    throw procurementError('settlement-wrong', detail, [
      { row: 0, field: 'receiptIds', code: 'settlement-wrong', detail },
    ]);
  }
  checkReplacement(await claimLines(tx, claim.id), await broughtBy(tx, receiptIds));
  for (const receiptId of receiptIds)
    await tx.query(`INSERT INTO claim_replacement (claim_id, receipt_id) VALUES ($1, $2)`, [claim.id, receiptId]);
}

const tidied = (text: string | null | undefined): string | null => (text ? tidy(text) : null) || null;
