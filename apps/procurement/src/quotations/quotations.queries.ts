import type { EntityManager } from 'typeorm';
import { linesOf } from '../requisitions/requisitions.queries.js';
import { totalOf, type QuotedLine } from './bid-analysis.rules.js';
import type { BidAnalysisDto, QuotationDto } from './quotations.dto.js';

export async function quotationsOf(tx: EntityManager, requisitionId: string): Promise<QuotationDto[]> {
  const rows = await tx.query<Omit<QuotationDto, 'totalMinor'>[]>(
    `SELECT quotation.id, requisition_id AS "requisitionId", supplier_id AS "supplierId", reference, quoted_on::text AS "quotedOn",
            valid_until::text AS "validUntil", incoterm, lead_time_days AS "leadTimeDays", compliant, remark,
            section889_declared AS "section889Declared", file_sha256 AS "fileSha256", recorded_by AS "recordedBy",
            recorded_at AS "recordedAt",
            (SELECT json_agg(json_build_object('lineNumber', line_number, 'catalogueItemId', catalogue_item_id,
                      'unitPriceMinor', unit_price_minor) ORDER BY line_number)
             FROM quotation_line WHERE quotation_id = quotation.id) AS lines
     FROM quotation WHERE requisition_id = $1 ORDER BY quotation.id`,
    [requisitionId],
  );
  const wanted = await linesOf(tx, requisitionId);
  return rows.map(({ lines, ...row }) => ({ ...row, totalMinor: totalOf({ lines }, wanted) ?? null, lines }));
}

export type KeptQuotation = Omit<QuotationDto, 'totalMinor' | 'recordedAt'> & { recordedAt: Date };

export async function insertQuotation(tx: EntityManager, quotation: KeptQuotation): Promise<void> {
  const { id, requisitionId, supplierId, reference, quotedOn, validUntil, incoterm, leadTimeDays } = quotation;
  const { compliant, remark, section889Declared, fileSha256, recordedBy, recordedAt, lines } = quotation;
  await tx.query(
    `INSERT INTO quotation (id, requisition_id, supplier_id, reference, quoted_on, valid_until, incoterm, lead_time_days,
                            compliant, remark, section889_declared, file_sha256, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[id, requisitionId, supplierId, reference, quotedOn, validUntil, incoterm, leadTimeDays],
      ...[compliant, remark, section889Declared, fileSha256, recordedBy, recordedAt],
    ],
  );
  await tx.query(
    `INSERT INTO quotation_line (quotation_id, line_number, catalogue_item_id, unit_price_minor)
     SELECT $1, * FROM jsonb_to_recordset($2::jsonb)
       AS new ("lineNumber" int, "catalogueItemId" uuid, "unitPriceMinor" bigint)`,
    [id, JSON.stringify(lines)],
  );
}

export async function categoriesOf(tx: EntityManager, lines: readonly QuotedLine[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; category: string }[]>(
    `SELECT id, category FROM catalogue_item WHERE id = ANY($1::uuid[])`,
    [lines.map(({ catalogueItemId }) => catalogueItemId)],
  );
  return new Map(rows.map(({ id, category }) => [id, category]));
}

export function analysesOf(tx: EntityManager, requisitionId: string): Promise<BidAnalysisDto[]> {
  return tx.query<BidAnalysisDto[]>(
    `SELECT id, requisition_id AS "requisitionId", number, committee, invited_supplier_ids AS "invitedSupplierIds",
            awarded_quotation_id AS "awardedQuotationId", reason, not_cheapest_reason AS "notCheapestReason",
            few_quotations_reason AS "fewQuotationsReason", document_sha256 AS "documentSha256",
            minimum_quotations AS "minimumQuotations", recorded_by AS "recordedBy", recorded_at AS "recordedAt"
     FROM bid_analysis WHERE requisition_id = $1 ORDER BY id`,
    [requisitionId],
  );
}

export async function insertAnalysis(
  tx: EntityManager,
  analysis: Omit<BidAnalysisDto, 'recordedAt'> & { recordedAt: Date },
): Promise<void> {
  const { id, requisitionId, number, committee, invitedSupplierIds, awardedQuotationId, reason } = analysis;
  const { notCheapestReason, fewQuotationsReason, documentSha256, minimumQuotations, recordedBy, recordedAt } =
    analysis;
  await tx.query(
    `INSERT INTO bid_analysis (id, requisition_id, number, committee, invited_supplier_ids, awarded_quotation_id, reason,
       not_cheapest_reason, few_quotations_reason, document_sha256, minimum_quotations, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[id, requisitionId, number, JSON.stringify(committee), invitedSupplierIds, awardedQuotationId, reason],
      ...[notCheapestReason, fewQuotationsReason, documentSha256, minimumQuotations, recordedBy, recordedAt],
    ],
  );
}
