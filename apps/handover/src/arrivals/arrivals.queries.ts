import type { Custodian, Signature } from '@dotation/contracts';
import { ArrivalRecordedV1 } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { changeLines } from '../consignments/consignments.queries.js';
import { openUnnumbered } from '../documents/documents.queries.js';
import { expectEffects, expectLotEffects } from '../effects/effects.queries.js';
import type { ArrivedLot } from '../lots/lot.rules.js';
import { addArrived, keepArrivedLots } from '../lots/lots.queries.js';
import type { ArrivedLine } from './arrival.rules.js';

export interface NewArrival {
  id: string;
  waybill: { id: string; number: string };
  implied: boolean;
  handoverId: string | null;
  placeId: string;
  orgUnitId: string;
  arrivedAt: Date;
  officer: Custodian;
  sealsIntact: boolean | null;
  sealNote: string | null;
  driverSignature: Signature | null;
  driverAbsent: string | null;
  witnessId: string | null;
  late: boolean;
  lines: ArrivedLine[];
  lots?: ArrivedLot[];
}

/** Saves an arrival, moves its lines and tells it; the caller holds the locks of the lines. */
export async function saveArrival(tx: EntityManager, arrival: NewArrival, cause: Cause): Promise<void> {
  await openUnnumbered(tx, 'ARRIVAL', arrival.id, cause.recordedAt);
  await insertArrival(tx, arrival, cause);
  const moving = arrival.lines.filter(({ effect }) => effect === 'MOVES');
  await changeLines(
    tx,
    moving.map(({ lineId }) => ({ lineId, state: 'ARRIVED', arrivedAt: arrival.arrivedAt, arrivalId: arrival.id })),
  );
  const { waybill, implied, placeId, orgUnitId, arrivedAt, officer, driverSignature, witnessId, sealsIntact } = arrival;
  const header = {
    documentId: arrival.id,
    waybillId: waybill.id,
    number: waybill.number,
    implied,
    placeId,
    orgUnitId,
    arrivedAt: arrivedAt.toISOString(),
    officer,
    driverSignature,
    witnessId,
    sealsIntact,
  };
  const came = (arrival.lots ?? []).filter(({ present }) => present > 0);
  await addArrived(tx, came);
  await keepArrivedLots(tx, arrival.id, arrival.lots ?? []);
  const lots = came.map(({ lineId, lotId, present: quantity }) => ({ lineId, lotId, quantity }));
  const told = lots.length > 0 ? { ...header, lots } : header;
  const parts = await recordParts(tx, ArrivalRecordedV1, told, arrival.lines, cause);
  const of = { documentId: arrival.id, waybillId: waybill.id };
  await expectEffects(tx, parts, of);
  const lotLines = lots.map(({ lineId }) => lineId);
  await expectLotEffects(tx, parts[0]?.factId, lotLines, of);
}

async function insertArrival(tx: EntityManager, arrival: NewArrival, cause: Cause): Promise<void> {
  await tx.query(
    `INSERT INTO arrival (id, waybill_id, implied, handover_id, place_id, arrived_at, recorded_at, recorded_by, seals_intact,
       seal_note, driver_signature, driver_absent, witness_id, late)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      arrival.id,
      arrival.waybill.id,
      arrival.implied,
      arrival.handoverId,
      arrival.placeId,
      arrival.arrivedAt,
      cause.recordedAt,
      cause.actorId,
      arrival.sealsIntact,
      arrival.sealNote,
      arrival.driverSignature === null ? null : JSON.stringify(arrival.driverSignature),
      arrival.driverAbsent,
      arrival.witnessId,
      arrival.late,
    ],
  );
  await tx.query(
    `INSERT INTO arrival_line (arrival_id, row, waybill_line_id, device_id, present, effect, remark)
     SELECT $1, row, waybill_line_id, device_id, present, effect, remark
     FROM unnest($2::uuid[], $3::uuid[], $4::boolean[], $5::text[], $6::text[])
       WITH ORDINALITY AS n(waybill_line_id, device_id, present, effect, remark, row)`,
    [
      arrival.id,
      arrival.lines.map(({ lineId }) => lineId),
      arrival.lines.map(({ deviceId }) => deviceId),
      arrival.lines.map(({ present }) => present),
      arrival.lines.map(({ effect }) => effect),
      arrival.lines.map(({ remark }) => remark),
    ],
  );
}
