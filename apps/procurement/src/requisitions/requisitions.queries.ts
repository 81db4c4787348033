import { decodeCursor, pageOf } from '@dotation/service';
import type { Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import type { RequestedGoods, RequisitionStep } from './requisition.rules.js';
import type { RequisitionDto, RequisitionsQuery, RequisitionSummaryDto } from './requisitions.dto.js';

export interface RequisitionHead {
  id: string;
  number: string;
  status: RequisitionStep;
  projectId: string;
  orgUnitId: string;
  placeId: string;
  requesterId: string;
  currency: string;
  neededBy: string | null;
  justification: string;
  priorApprovalSha256: string | null;
  submittedBy: string | null;
}

const head = `id, number, status, project_id AS "projectId", org_unit_id AS "orgUnitId", place_id AS "placeId",
  requester_id AS "requesterId", currency, needed_by::text AS "neededBy", justification,
  prior_approval_sha256 AS "priorApprovalSha256", submitted_by AS "submittedBy"`;
const summary = `${head}, recorded_at AS "recordedAt", submitted_at AS "submittedAt", decided_by AS "decidedBy",
  decided_at AS "decidedAt", cancelled_by AS "cancelledBy", cancelled_at AS "cancelledAt", reason,
  (SELECT id FROM purchase_order WHERE requisition_id = requisition.id) AS "purchaseOrderId",
  (SELECT sum(quantity * estimated_unit_minor) FROM requisition_line AS line
   WHERE line.requisition_id = requisition.id AND line.version = requisition.version)::float8
    AS "estimatedMinor"`;

export async function requisitionHead(tx: EntityManager, id: string): Promise<RequisitionHead> {
  return found(await tx.query<RequisitionHead[]>(`SELECT ${head} FROM requisition WHERE id = $1`, [id]));
}

export async function lockRequisition(tx: EntityManager, id: string): Promise<RequisitionHead> {
  return found(await tx.query<RequisitionHead[]>(`SELECT ${head} FROM requisition WHERE id = $1 FOR UPDATE`, [id]));
}

export async function requisitionById(tx: EntityManager, id: string): Promise<RequisitionDto> {
  const own = found(await tx.query<RequisitionSummaryDto[]>(`SELECT ${summary} FROM requisition WHERE id = $1`, [id]));
  return { ...own, lines: await linesOf(tx, id) };
}

function found<T>([requisition]: T[]): T {
  if (requisition === undefined) throw procurementError('requisition-not-found');
  return requisition;
}

export async function requisitionPage(
  tx: EntityManager,
  { status, projectId, limit = 50, after }: RequisitionsQuery,
): Promise<Page<RequisitionSummaryDto>> {
  const [afterId] = decodeCursor(after, ['uuid']) ?? [null];
  const rows = await tx.query<RequisitionSummaryDto[]>(
    `SELECT ${summary} FROM requisition
     WHERE ($1::uuid IS NULL OR id > $1) AND ($2::text IS NULL OR status = $2) AND ($3::uuid IS NULL OR project_id = $3)
     ORDER BY id LIMIT $4`,
    [afterId, status ?? null, projectId ?? null, limit + 1],
  );
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}

export async function linesOf(tx: EntityManager, id: string): Promise<RequestedGoods[]> {
  const rows = await tx.query<(RequestedGoods & { estimatedUnitMinor: string })[]>(
    `SELECT line_number AS "lineNumber", catalogue_item_id AS "catalogueItemId", category, description, quantity, unit,
            estimated_unit_minor AS "estimatedUnitMinor", funding, budget_line_id AS "budgetLineId"
     FROM requisition_line WHERE requisition_id = $1
       AND version = (SELECT version FROM requisition WHERE id = $1) ORDER BY line_number`,
    [id],
  );
  return rows.map((row) => ({ ...row, estimatedUnitMinor: Number(row.estimatedUnitMinor) }));
}

type Contents = Omit<RequisitionHead, 'status' | 'number' | 'submittedBy' | 'requesterId'>;

export async function insertRequisition(
  tx: EntityManager,
  contents: Contents & { number: string; requesterId: string; recordedAt: Date },
  lines: readonly RequestedGoods[],
): Promise<void> {
  const { id, number, requesterId, recordedAt, ...said } = contents;
  await tx.query(
    `INSERT INTO requisition (id, number, requester_id, recorded_at, project_id, org_unit_id, place_id, currency, needed_by,
                              justification, prior_approval_sha256)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, number, requesterId, recordedAt, ...valuesOf(said)],
  );
  await insertLines(tx, id, lines);
}

/** A draft is written anew beside what it said before; what was submitted never changes. */
export async function rewrite(tx: EntityManager, contents: Contents, lines: readonly RequestedGoods[]): Promise<void> {
  const { id, ...said } = contents;
  await tx.query(
    `UPDATE requisition SET project_id = $2, org_unit_id = $3, place_id = $4, currency = $5, needed_by = $6,
            justification = $7, prior_approval_sha256 = $8, version = version + 1 WHERE id = $1`,
    [id, ...valuesOf(said)],
  );
  await insertLines(tx, id, lines);
}

function valuesOf(said: Omit<Contents, 'id'>): unknown[] {
  const { projectId, orgUnitId, placeId, currency, neededBy, justification, priorApprovalSha256 } = said;
  return [projectId, orgUnitId, placeId, currency, neededBy, justification, priorApprovalSha256];
}

async function insertLines(tx: EntityManager, id: string, lines: readonly RequestedGoods[]): Promise<void> {
  await tx.query(
    `INSERT INTO requisition_line (requisition_id, version, line_number, catalogue_item_id, category, description, quantity, unit,
                                   estimated_unit_minor, funding, budget_line_id)
     SELECT $1, (SELECT version FROM requisition WHERE id = $1), "lineNumber", "catalogueItemId", category, description, quantity, unit, "estimatedUnitMinor", funding,
            "budgetLineId"
     FROM jsonb_to_recordset($2::jsonb) AS new ("lineNumber" int, "catalogueItemId" uuid, category text, description text,
       quantity int, unit text, "estimatedUnitMinor" bigint, funding jsonb, "budgetLineId" uuid)`,
    [id, JSON.stringify(lines)],
  );
}

export async function setStatus(tx: EntityManager, id: string, status: RequisitionStep): Promise<void> {
  await tx.query(`UPDATE requisition SET status = $2 WHERE id = $1`, [id, status]);
}

export async function awardsOfProject(tx: EntityManager, projectId: string): Promise<Set<string> | undefined> {
  const rows = await tx.query<{ awardIds: string[] }[]>(
    `SELECT ARRAY(SELECT award_id FROM project_award WHERE project_id = project.id) AS "awardIds" FROM project WHERE id = $1`,
    [projectId],
  );
  return rows[0] && new Set(rows[0].awardIds);
}
