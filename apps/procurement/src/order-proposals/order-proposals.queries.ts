import { decodeCursor, pageOf } from '@dotation/service';
import type { Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import type { Approval, ProposalStatus } from './order-proposal.rules.js';
import type { OrderProposalDto, ProposalsQuery } from './order-proposals.dto.js';

const selectProposals = `
  SELECT proposal.id, status, purchase_order_id AS "purchaseOrderId", requisition_id AS "requisitionId", revision,
         requester_id AS "requesterId", buyer_id AS "buyerId", proposed_at AS "proposedAt", supplier_id AS "supplierId", incoterm,
         valid_until::text AS "validUntil", currency, amount_minor::float8 AS "amountMinor", lines,
         reason, accepted_by AS "acceptedBy", accepted_at AS "acceptedAt",
         coalesce((SELECT json_agg(json_build_object('approverId', approver_id, 'approvedAt', approved_at, 'asked', asked)
                   ORDER BY approved_at, approver_id) FROM order_approval WHERE proposal_id = proposal.id), '[]') AS approvals,
         refused_by AS "refusedBy", withdrawn_by AS "withdrawnBy", refusal_reason AS "refusalReason", decided_at AS "decidedAt"
  FROM order_proposal AS proposal`;

export async function proposalById(tx: EntityManager, id: string): Promise<OrderProposalDto> {
  return found(await tx.query<OrderProposalDto[]>(`${selectProposals} WHERE proposal.id = $1`, [id]));
}

export async function lockProposal(tx: EntityManager, id: string): Promise<OrderProposalDto> {
  await tx.query(`SELECT FROM order_proposal WHERE id = $1 FOR UPDATE`, [id]);
  return proposalById(tx, id);
}

function found([proposal]: OrderProposalDto[]): OrderProposalDto {
  if (!proposal) throw procurementError('order-proposal-not-found');
  return proposal;
}

export async function proposalPage(
  tx: EntityManager,
  { status, purchaseOrderId, limit = 50, after }: ProposalsQuery,
): Promise<Page<OrderProposalDto>> {
  const [afterId] = decodeCursor(after, ['uuid']) ?? [null];
  const rows = await tx.query<OrderProposalDto[]>(
    `${selectProposals} WHERE ($1::uuid IS NULL OR proposal.id > $1) AND ($2::text IS NULL OR status = $2)
       AND ($4::uuid IS NULL OR purchase_order_id = $4)
     ORDER BY proposal.id LIMIT $3`,
    [afterId, status ?? null, limit + 1, purchaseOrderId ?? null],
  );
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}

export type NewProposal = Omit<
  OrderProposalDto,
  | 'status'
  | 'approvals'
  | 'refusedBy'
  | 'refusalReason'
  | 'withdrawnBy'
  | 'decidedAt'
  | 'proposedAt'
  | 'acceptedBy'
  | 'acceptedAt'
> & { proposedAt: Date };

export async function insertProposal(tx: EntityManager, proposal: NewProposal): Promise<void> {
  const { id, purchaseOrderId, requisitionId, revision, requesterId, buyerId, proposedAt } = proposal;
  const { supplierId, incoterm, validUntil, currency, amountMinor, lines, reason } = proposal;
  await tx.query(
    `INSERT INTO order_proposal (id, purchase_order_id, requisition_id, revision, requester_id, buyer_id, proposed_at,
                                 supplier_id, incoterm, valid_until, currency, amount_minor, lines, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[id, purchaseOrderId, requisitionId, revision, requesterId, buyerId, proposedAt],
      ...[supplierId, incoterm, validUntil, currency, amountMinor, JSON.stringify(lines), reason],
    ],
  );
}

/** Who has approved so far, under the ids that stay. */
export function approvalsOf(tx: EntityManager, id: string): Promise<Approval[]> {
  return tx.query<Approval[]>(
    `SELECT one_person(approver_id) AS "personId", asked FROM order_approval WHERE proposal_id = $1`,
    [id],
  );
}

export async function insertApproval(
  tx: EntityManager,
  id: string,
  approval: { approverId: string; at: Date; asked: number },
): Promise<void> {
  const { approverId, at, asked } = approval;
  await tx.query(`INSERT INTO order_approval (proposal_id, approver_id, approved_at, asked) VALUES ($1, $2, $3, $4)`, [
    id,
    approverId,
    at,
    asked,
  ]);
}

export async function decideProposal(
  tx: EntityManager,
  id: string,
  decision: { status: Exclude<ProposalStatus, 'PENDING'>; at: Date; by?: string; reason?: string },
): Promise<void> {
  const { status, at, by = null, reason = null } = decision;
  await tx.query(
    `UPDATE order_proposal SET status = $2, decided_at = $3, refused_by = $4, withdrawn_by = $5, refusal_reason = $6
     WHERE id = $1`,
    [id, status, at, status === 'REFUSED' ? by : null, status === 'WITHDRAWN' ? by : null, reason],
  );
}

/** What somebody has been asked to approve does not change under his hands. */
export async function refuseWhilePending(tx: EntityManager, requisitionId: string): Promise<void> {
  const rows = await tx.query<unknown[]>(
    `SELECT FROM order_proposal WHERE requisition_id = $1 AND status = 'PENDING'`,
    [requisitionId],
  );
  if (rows.length > 0) throw procurementError('order-proposed', 'Its order waits for an approval.');
}

/** CR-09: who signed an order beside the three it names receives and inspects none of its goods either. */
export async function insertSigners(
  tx: EntityManager,
  purchaseOrderId: string,
  duty: 'BUY' | 'APPROVE',
  personIds: readonly string[],
): Promise<void> {
  await tx.query(
    `INSERT INTO order_signer (purchase_order_id, duty, person_id) SELECT $1, $2, unnest($3::uuid[]) ON CONFLICT DO NOTHING`,
    [purchaseOrderId, duty, personIds],
  );
}
