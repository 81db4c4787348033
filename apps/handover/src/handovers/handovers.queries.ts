import type { Custodian, GateFailure, Signature } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { codeOf, kitIdOf } from '../codes/code.rules.js';
import {
  devicesOfKits,
  devicesOnWaybills,
  devicesWithCodes,
  lockDevices,
  standingsOf,
} from '../consignments/consignments.queries.js';
import type { Standing } from '../consignments/consignment.rules.js';
import type { SignedAcknowledgement, SignedLine } from './acknowledgement.rules.js';
import type { NumberedLine } from './pv.rules.js';
import type { Known } from './recognition.rules.js';
import type { CountLine } from './sheet.rules.js';
import type { Sender } from './signing.rules.js';

/** What the codes may mean; with `lock`, the devices are this transaction's from here on. */
export async function knownFor(
  tx: EntityManager,
  reads: readonly string[],
  lock: boolean,
  counts: readonly CountLine[] = [],
): Promise<Known> {
  const codes = [...new Set(reads.map(codeOf))].filter((code) => code !== '');
  const devices = await devicesWithCodes(tx, codes);
  const others = codes.filter((code) => !devices.has(code));
  const kitIds = [...new Set(reads.flatMap((read) => kitIdOf(read) ?? []))];
  const components = others.length === 0 && kitIds.length === 0 ? [] : await devicesOfKits(tx, kitIds, others);
  const counted = await devicesOnWaybills(
    tx,
    counts.map(({ waybillId }) => waybillId),
    counts.map(({ model }) => model.toLowerCase()),
  );
  const listed = [...components, ...counted].map(({ deviceId }) => deviceId);
  const deviceIds = [...new Set([...[...devices.values()].flat(), ...listed])];
  if (lock) await lockDevices(tx, deviceIds);
  const standings = await standingsOf(tx, deviceIds);
  const known = (ids: readonly string[]): Standing[] => ids.flatMap((id) => standings.get(id) ?? []);
  const byKit = new Map<string, Standing[]>();
  for (const { kitId, kitCode, deviceId } of components) {
    for (const key of kitCode === null ? [kitId] : [kitId, kitCode]) {
      byKit.set(key, [...(byKit.get(key) ?? []), ...known([deviceId])]);
    }
  }
  const byCode = [...devices].map(([code, ids]) => [code, known(ids)] as const).filter(([, found]) => found.length > 0);
  const byWaybill = new Map<string, Standing[]>();
  for (const { waybillId, deviceId } of counted) {
    byWaybill.set(waybillId, [...(byWaybill.get(waybillId) ?? []), ...known([deviceId])]);
  }
  return { byCode: new Map(byCode), byKit, byWaybill };
}

export interface NewHandover {
  id: string;
  number: string;
  kind: 'FIRST' | 'RETURN';
  status: 'PROVISIONAL' | 'FINAL' | 'PENDING';
  pending: string | null;
  gateFailures: readonly GateFailure[];
  orgUnitId: string;
  placeId: string;
  waybillIds: string[];
  receiver: Custodian;
  signature: Signature;
  mandateId: string | null;
  giverId: string | null;
  witnessId: string | null;
  recordedBy: string;
  channel: string;
  installationId: string | null;
  sessionPhoneId: string | null;
  sheetSha256: string | null;
  vettingIds: string[];
  dueDiligenceIds: string[];
  signedAt: Date;
  recordedAt: Date;
  contentHash: string;
  late: boolean;
  kits: SignedAcknowledgement['kits'];
  counts: SignedAcknowledgement['counts'];
}

export async function insertHandover(tx: EntityManager, handover: NewHandover): Promise<void> {
  await tx.query(
    `INSERT INTO handover (id, number, kind, status, pending, gate_failures, org_unit_id, place_id, waybill_ids, receiver,
       signature, mandate_id, giver_id, witness_id, recorded_by, channel, installation_id, sheet_sha256, vetting_ids,
       due_diligence_ids, signed_at, recorded_at, content_hash, late, kits, counts,
       session_phone_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
       $27)`,
    [
      handover.id,
      handover.number,
      handover.kind,
      handover.status,
      handover.pending,
      JSON.stringify(handover.gateFailures),
      handover.orgUnitId,
      handover.placeId,
      handover.waybillIds,
      JSON.stringify(handover.receiver),
      JSON.stringify(handover.signature),
      handover.mandateId,
      handover.giverId,
      handover.witnessId,
      handover.recordedBy,
      handover.channel,
      handover.installationId,
      handover.sheetSha256,
      handover.vettingIds,
      handover.dueDiligenceIds,
      handover.signedAt,
      handover.recordedAt,
      handover.contentHash,
      handover.late,
      JSON.stringify(handover.kits),
      JSON.stringify(handover.counts),
      handover.sessionPhoneId,
    ],
  );
}

export function withLineIds(lines: readonly SignedLine[]): NumberedLine[] {
  return lines.map((line) => ({ ...line, lineId: uuidv7() }));
}

export async function insertHandoverLines(
  tx: EntityManager,
  handoverId: string,
  lines: readonly NumberedLine[],
): Promise<void> {
  await tx.query(
    `INSERT INTO handover_line (id, handover_id, row, code, device_id, waybill_id, waybill_line_id, stated, outcome, effect,
       condition, remark, reserve, confirmed_by)
     SELECT id, $1, row, code, device_id, waybill_id, waybill_line_id, stated, outcome, effect, condition, remark, reserve,
            confirmed_by
     FROM unnest($2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::text[],
                 $11::text[], $12::text[], $13::text[], $14::text[])
       AS n(id, row, code, device_id, waybill_id, waybill_line_id, stated, outcome, effect, condition, remark, reserve,
            confirmed_by)`,
    [
      handoverId,
      lines.map(({ lineId }) => lineId),
      lines.map(({ row }) => row),
      lines.map(({ code }) => code),
      lines.map(({ deviceId }) => deviceId),
      lines.map(({ leg }) => leg?.waybillId ?? null),
      lines.map(({ leg }) => leg?.lineId ?? null),
      lines.map(({ stated }) => stated),
      lines.map(({ outcome }) => outcome),
      lines.map(({ effect }) => effect),
      lines.map(({ condition }) => condition ?? null),
      lines.map(({ remark }) => remark ?? null),
      lines.map(({ reserve }) => reserve ?? null),
      lines.map(({ confirmedBy }) => confirmedBy ?? null),
    ],
  );
}

/** The waybills a PV says it covers, as far as they go to this unit. */
export async function waybillsFor(
  tx: EntityManager,
  waybillIds: readonly string[],
  orgUnitId: string,
): Promise<(Sender & { id: string; officerUnitId: string })[]> {
  if (waybillIds.length === 0) return [];
  return (await tx.query(
    `SELECT id, dispatched_by AS "dispatchedBy", released_by AS "releasedBy", approved_by AS "approvedBy",
            officer_unit_id AS "officerUnitId", officer_person_id AS "officerPersonId"
     FROM waybill WHERE id = ANY($1::uuid[]) AND to_org_unit_id = $2 AND status <> 'WITHDRAWN'`,
    [waybillIds, orgUnitId],
  )) as (Sender & { id: string; officerUnitId: string })[];
}

/** Who sent the goods on the waybills that these took them over from: a change of carrier makes nobody a stranger (CR-19). */
export async function earlierSenders(tx: EntityManager, waybillIds: readonly string[]): Promise<Sender[]> {
  if (waybillIds.length === 0) return [];
  return (await tx.query(
    `WITH RECURSIVE way AS (
       SELECT id, origin_waybill_id FROM waybill WHERE id = ANY($1::uuid[])
       UNION
       SELECT w.id, w.origin_waybill_id FROM waybill w JOIN way ON w.id = way.origin_waybill_id)
     SELECT dispatched_by AS "dispatchedBy", released_by AS "releasedBy", approved_by AS "approvedBy",
            officer_person_id AS "officerPersonId"
     FROM waybill WHERE id IN (SELECT id FROM way) AND id <> ALL($1::uuid[])`,
    [waybillIds],
  )) as Sender[];
}

/** Who drove on these waybills and those they took the goods over from: as the papers name them, and as they signed. */
export async function driversOf(tx: EntityManager, waybillIds: readonly string[]): Promise<string[]> {
  if (waybillIds.length === 0) return [];
  const rows = (await tx.query(
    `WITH RECURSIVE way AS (
       SELECT id, origin_waybill_id, driver_id, signatures FROM waybill WHERE id = ANY($1::uuid[])
       UNION
       SELECT w.id, w.origin_waybill_id, w.driver_id, w.signatures FROM waybill w JOIN way ON w.id = way.origin_waybill_id)
     SELECT driver_id AS id FROM way
     UNION SELECT (signatures->'driver'->>'personId')::uuid FROM way
     UNION SELECT (signatures->'previousDriver'->>'personId')::uuid FROM way
     UNION SELECT (a.driver_signature->>'personId')::uuid FROM arrival a JOIN way ON a.waybill_id = way.id`,
    [waybillIds],
  )) as { id: string | null }[];
  return rows.flatMap(({ id }) => id ?? []);
}
