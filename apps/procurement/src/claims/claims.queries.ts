import { decodeCursor, pageOf, sqlOrder } from '@dotation/service';
import type { Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import type { ClaimDto, ClaimLineDto, ClaimSummaryDto, ReplacedDeviceDto } from './claim-answers.dto.js';
import type { ClaimLine } from './claim-lines.rules.js';
import type { ClaimsQuery } from './claims.dto.js';

const summary = `id, number, status, shipment_id AS "shipmentId", receipt_id AS "receiptId", against, party_id AS "partyId",
  amount_minor::float8 AS "amountMinor", currency, answer_by::text AS "answerBy", outcome, drafted_at AS "draftedAt",
  (status = 'SENT' AND answer_by < $1::date) AS overdue`;

const today = (): string => new Date().toISOString().slice(0, 10);

type Head = Omit<ClaimDto, 'lines' | 'notedAtReceipt' | 'replacementReceiptIds' | 'replacedDevices'>;

const selectHead = `SELECT ${summary}, note, file_sha256s AS "fileSha256s", drafted_by AS "draftedBy", sent_on::text AS "sentOn",
  sent_by AS "sentBy", answered_on::text AS "answeredOn", answer, answer_sha256 AS "answerSha256",
  outcome_reason AS "outcomeReason", credit_minor::float8 AS "creditMinor", credit_reference AS "creditReference",
  settled_by AS "settledBy", settled_at AS "settledAt" FROM claim WHERE id = $2`;

export type ClaimHead = Omit<Head, 'draftedAt'> & { draftedAt: Date };

export async function claimHead(tx: EntityManager, id: string): Promise<ClaimHead> {
  return found((await tx.query(selectHead, [today(), id])) as ClaimHead[]);
}

export async function lockClaim(tx: EntityManager, id: string): Promise<ClaimHead> {
  return found((await tx.query(`${selectHead} FOR UPDATE`, [today(), id])) as ClaimHead[]);
}

function found<T>([claim]: T[]): T {
  if (claim === undefined) throw procurementError('claim-not-found');
  return claim;
}

/** Said of the receipts that a claim is about, under the alias `receipt`; $1 is the shipment or the receipt. */
const aboutReceipts = `receipt.id = $1 OR receipt.shipment_id = $1`;

export async function claimById(tx: EntityManager, id: string): Promise<ClaimDto> {
  const head = found((await tx.query(selectHead, [today(), id])) as Head[]);
  const about = head.shipmentId ?? head.receiptId;
  const [{ noted }] = (await tx.query(
    `SELECT EXISTS (SELECT FROM goods_receipt AS receipt JOIN goods_receipt_discrepancy AS one ON one.goods_receipt_id = receipt.id
       WHERE (${aboutReceipts}) AND one.code IN ('SHORT', 'DAMAGED')) AS noted`,
    [about],
  )) as [{ noted: boolean }];
  const replacements = (await tx.query(
    `SELECT receipt_id AS id FROM claim_replacement WHERE claim_id = $1 ORDER BY receipt_id`,
    [id],
  )) as { id: string }[];
  const replacedDevices = (await tx.query(
    `SELECT own.device_id AS "deviceId", other.device_id AS "replacedBy", other.goods_receipt_id AS "receiptId"
     FROM goods_receipt AS receipt
     JOIN goods_receipt_line AS own ON own.goods_receipt_id = receipt.id
     JOIN goods_receipt_line AS other ON other.replaces_device_id = own.device_id AND other.register <> 'REFUSED'
     WHERE ${aboutReceipts} ORDER BY own.device_id`,
    [about],
  )) as ReplacedDeviceDto[];
  return {
    ...head,
    lines: await claimLines(tx, id),
    notedAtReceipt: noted,
    replacementReceiptIds: replacements.map((one) => one.id),
    replacedDevices,
  };
}

export async function claimLines(tx: EntityManager, id: string): Promise<(ClaimLineDto & ClaimLine)[]> {
  return (await tx.query(
    `SELECT line.row, line.catalogue_item_id AS "catalogueItemId", maker.name AS maker, item.model, line.reason, line.quantity,
            line.detail
     FROM claim_line AS line JOIN catalogue_item AS item ON item.id = line.catalogue_item_id
     JOIN maker ON maker.id = item.maker_id
     WHERE line.claim_id = $1 ORDER BY line.row`,
    [id],
  )) as (ClaimLineDto & ClaimLine)[];
}

export async function claimPage(tx: EntityManager, query: ClaimsQuery): Promise<Page<ClaimSummaryDto>> {
  const { limit = 50, after, against = null, shipmentId = null, number = null } = query;
  const [afterId = null] = decodeCursor(after, ['uuid']) ?? [];
  const { follows, direction } = sqlOrder(query);
  const rows = (await tx.query(
    `SELECT ${summary} FROM claim
     WHERE ($2::uuid IS NULL OR id ${follows} $2) AND ($3::text IS NULL OR against = $3)
       AND ($4::uuid IS NULL OR shipment_id = $4) AND ($5::text IS NULL OR number = $5)
       AND (NOT $6::boolean OR status <> 'SETTLED')
       AND (NOT $7::boolean OR (status = 'SENT' AND answer_by < $1::date))
     ORDER BY id ${direction} LIMIT $8`,
    [today(), afterId, against, shipmentId, number, query.open === 'true', query.overdue === 'true', limit + 1],
  )) as ClaimSummaryDto[];
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}

export type NewClaim = Pick<
  ClaimHead,
  | 'id'
  | 'number'
  | 'shipmentId'
  | 'receiptId'
  | 'against'
  | 'partyId'
  | 'amountMinor'
  | 'currency'
  | 'answerBy'
  | 'note'
> &
  Pick<ClaimHead, 'fileSha256s' | 'draftedBy' | 'draftedAt'>;

export async function insertClaim(
  tx: EntityManager,
  claim: NewClaim,
  lines: readonly (ClaimLine & { detail: string | null })[],
): Promise<void> {
  await tx.query(
    `INSERT INTO claim (id, number, shipment_id, receipt_id, against, party_id, amount_minor, currency, answer_by, note,
       file_sha256s, drafted_by, drafted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[claim.id, claim.number, claim.shipmentId, claim.receiptId, claim.against, claim.partyId, claim.amountMinor],
      ...[claim.currency, claim.answerBy, claim.note, claim.fileSha256s, claim.draftedBy, claim.draftedAt],
    ],
  );
  await tx.query(
    `INSERT INTO claim_line (claim_id, row, catalogue_item_id, reason, quantity, detail)
     SELECT $1, row, "catalogueItemId", reason, quantity, detail
     FROM json_to_recordset($2::json) AS new (row int, "catalogueItemId" uuid, reason text, quantity int, detail text)`,
    [claim.id, JSON.stringify(lines.map((line, index) => ({ row: index + 1, ...line })))],
  );
}
