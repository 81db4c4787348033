import { WaybillDispatchedV1, WaybillLinesTransferredV1 } from '@dotation/contracts';
import type { Condition, Custodian, DispatchedLine } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import { actingOn, Commands, onePersons } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { changeLines, lockDevices, standingsOf } from '../consignments/consignments.queries.js';
import { unknownPeople } from '../directory/references.queries.js';
import { unitsAt } from '../directory/units.queries.js';
import { signatureOf } from '../documents/signature.dto.js';
import { lastTime } from '../documents/time.rules.js';
import { dutyOut, personsWaived } from '../duties/duty.rules.js';
import { signDuties, waiversAt } from '../duties/duties.queries.js';
import { expectEffects, expectLotEffects } from '../effects/effects.queries.js';
import { departingLots, leaveWithLots, toldLots } from '../lots/departing-lots.queries.js';
import type { PlannedLot } from '../lots/lots.queries.js';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import { endReturnedHandovers } from '../handovers/returned-handovers.queries.js';
import { clockFindings } from '../handovers/consequences.queries.js';
import { driverFindings } from '../handovers/signing.rules.js';
import { closeEnded } from './closing.queries.js';
import { told, type DepartureSignatures, type Departed } from './departure.rules.js';
import { dispatchable, dispatchLines, type DepartingLine } from './dispatch.rules.js';
import { requireReach } from './reach.queries.js';
import type { DispatchWaybill, WaybillDto } from './waybills.dto.js';
import { findWaybill, linesOfWaybill, waybillOf, type WaybillLineRow, type WaybillRow } from './waybills.queries.js';

@Injectable()
export class DispatchService {
  constructor(private readonly commands: Commands) {}

  /** The goods leave (T08), go back (T37) or go on with another carrier (T36): the carrier has custody from here. */
  dispatchWaybill(id: string, input: DispatchWaybill, command: Command): Promise<WaybillDto> {
    const dispatch = actingOn(waybillOf(id), async (tx) => {
      const planned = await linesOfWaybill(tx, id);
      const deviceIds = planned.map(({ deviceId }) => deviceId);
      await lockDevices(tx, deviceIds);
      const lots = await departingLots(tx, id);
      const waybill = await findWaybill(tx, id, 'lock');
      const releasedBy = input.releasedBy ?? command.actorId;
      const who = await onePersons(tx, {
        ...{ approvedBy: waybill.approvedBy, dispatchedBy: command.actorId, releasedBy },
        waived: personsWaived('CR-19', await waiversAt(tx, waybill.fromPlaceId, command.recordedAt)),
      });
      dispatchable(
        { ...waybill, approvedBy: who.approvedBy },
        {
          ...who,
          roles: command.principal.roles.map(({ role }) => role),
          previousDriverSigned: Boolean(input.previousDriverSignature),
          previousDriverAbsent: Boolean(input.previousDriverAbsent),
        },
      );
      const lines = dispatchLines(waybill, planned, await standingsOf(tx, deviceIds));
      const { at: departedAt, said } = lastTime(
        { field: 'departedAt', at: input.departedAt },
        [
          { field: 'driverSignature.signedAt', at: input.driverSignature.signedAt },
          { field: 'previousDriverSignature.signedAt', at: input.previousDriverSignature?.signedAt },
        ],
        command.occurredAt,
      );
      // What is reported after its end happened, whoever holds the road now.
      if (lots.length > 0 || lines.some(({ effect }) => effect === 'MOVES')) {
        await requireReach(tx, waybill, [departedAt, command.recordedAt]);
      }
      const cause: Cause = { ...command, occurredAt: departedAt };
      const releasing = dutyOut(waybill.purpose, { personId: releasedBy, duty: 'STORE' });
      const goods = [...deviceIds, ...lots.map(({ lotId }) => lotId)];
      const document = { id, deviceIds: goods, placeId: waybill.fromPlaceId };
      const waiverIds = await signDuties(tx, document, releasing, 'DESK', cause);
      const signatures = signaturesOf(input, departedAt);
      const lotsHeldBack = await leaveWithLots(tx, waybill, lots);
      await this.leave(tx, waybill, lines, { releasedBy, departedAt, signatures, lots: lots.length }, cause);
      await this.tellTransfers(tx, waybill, lines, signatures, cause);
      const departed = { releasedBy, departedAt, signatures, waiverIds };
      await this.tellDeparture(tx, waybill, lines, planned, { ...departed, lots }, cause);
      await closeEnded(
        tx,
        [
          ...lines.flatMap(({ previous }) => (previous?.becomes ? [previous.leg.waybillId] : [])),
          ...lots.flatMap(({ fromWaybillId }) => fromWaybillId ?? []),
        ],
        cause,
      );
      const { recordedAt } = command;
      await endReturnedHandovers(tx, [...heldBackBy(lines), ...lotsHeldBack], recordedAt);
      const heads = await unitsAt(tx, [waybill.toOrgUnitId], recordedAt);
      const against = [command.actorId, waybill.officerPersonId, heads.get(waybill.toOrgUnitId)?.headPersonId];
      const named = { signerId: input.driverSignature.personId, named: waybill.driverId };
      const { driver, others } = await onePersons(tx, { driver: named, others: against });
      const findings = [
        ...driverFindings(driver, others, waybill),
        ...(await unknownPeople(tx, [
          { personId: releasedBy, as: 'store-keeper' },
          { personId: input.driverSignature.personId, as: 'driver' },
          { personId: input.previousDriverSignature?.personId, as: 'previous driver' },
          { personId: input.previousDriverAbsent?.witnessId, as: 'witness' },
        ])),
        ...(await clockFindings(tx, departedAt, said, recordedAt)),
      ];
      await openExceptions(tx, id, findings, recordedAt);
      await this.reportLate(tx, waybill, lines, cause);
    });
    return this.commands.run(command, dispatch);
  }

  private async leave(
    tx: EntityManager,
    { id }: WaybillRow,
    lines: readonly DepartingLine[],
    at: Departed & { lots: number },
    cause: Cause,
  ): Promise<void> {
    // The leg before ends first: a device is on one open leg at every moment.
    const ended = lines.flatMap(({ previous }) =>
      previous?.becomes ? [{ lineId: previous.leg.lineId, state: previous.becomes }] : [],
    );
    await changeLines(tx, ended);
    await changeLines(
      tx,
      lines.map(({ lineId, becomes }) => ({ lineId, state: becomes })),
    );
    // A leg that is told when all is over has nothing left to close.
    const status = at.lots > 0 || lines.some(({ becomes }) => becomes === 'OPEN') ? 'DISPATCHED' : 'CLOSED';
    await tx.query(
      `UPDATE waybill SET status = $2, dispatched_by = $3, released_by = $4, dispatched_at = $5, departed_at = $6,
              signatures = $7, closed_at = CASE WHEN $2 = 'CLOSED' THEN $5::timestamptz END
       WHERE id = $1`,
      [id, status, cause.actorId, at.releasedBy, cause.recordedAt, at.departedAt, JSON.stringify(at.signatures)],
    );
  }

  private async tellTransfers(
    tx: EntityManager,
    waybill: WaybillRow,
    lines: readonly DepartingLine[],
    signatures: DepartureSignatures,
    cause: Cause,
  ): Promise<void> {
    if (waybill.purpose !== 'ONWARD') return;
    const byOrigin = new Map<string, DepartingLine[]>();
    for (const line of lines) {
      const origin = line.previous?.leg.waybillId;
      if (origin) byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), line]);
    }
    for (const [documentId, own] of byOrigin) {
      const number = own[0]?.previous?.leg.waybillNumber ?? '';
      const reason = waybill.reason ?? 'CARRIER_CHANGE';
      const header = { documentId, number, toWaybillId: waybill.id, reason, ...told(signatures) };
      const gone = own.flatMap(({ previous, deviceId, effect }) =>
        previous ? [{ lineId: previous.leg.lineId, deviceId, effect }] : [],
      );
      await recordParts(tx, WaybillLinesTransferredV1, header, gone, cause);
    }
  }

  private async tellDeparture(
    tx: EntityManager,
    waybill: WaybillRow,
    lines: readonly DepartingLine[],
    planned: readonly WaybillLineRow[],
    { releasedBy, departedAt, signatures, waiverIds, lots }: Departed & { waiverIds: string[]; lots: PlannedLot[] },
    cause: Cause,
  ): Promise<void> {
    const { id: documentId, number, purpose, fromPlaceId, toPlaceId, toOrgUnitId, vehiclePlate, seals, eta } = waybill;
    const header = {
      documentId,
      number,
      purpose,
      fromPlaceId,
      toPlaceId,
      toOrgUnitId,
      carrier: carrierOf(waybill),
      officer: officerOf(waybill),
      vehiclePlate,
      seals,
      dispatchedBy: cause.actorId,
      releasedBy,
      departedAt: departedAt.toISOString(),
      eta: eta?.toISOString() ?? null,
      ...told(signatures),
      waiverIds,
      ...(lots.length > 0 ? { lots: toldLots(lots) } : {}),
    };
    const paper = new Map(planned.map((line) => [line.lineId, line]));
    const departed = lines.map(({ lineId, deviceId, effect }): DispatchedLine => {
      const { conditionOut = null, carton = null } = paper.get(lineId) ?? {};
      return { lineId, deviceId, effect, conditionOut: conditionOut as Condition | null, carton };
    });
    const parts = await recordParts(tx, WaybillDispatchedV1, header, departed, cause);
    await expectEffects(tx, parts, { documentId });
    const lotLines = lots.map(({ lineId }) => lineId);
    await expectLotEffects(tx, parts[0]?.factId, lotLines, { documentId });
  }

  private async reportLate(
    tx: EntityManager,
    { id, number }: WaybillRow,
    lines: readonly DepartingLine[],
    cause: Cause,
  ): Promise<void> {
    const late = lines.filter(({ effect }) => effect === 'CONFIRMS');
    if (late.length === 0) return;
    const detail = `${number}: the change of carrier of ${late.length} devices was recorded after what followed it.`;
    await openExceptions(tx, id, [{ code: 'REPORTED_LATE', detail, waybillId: id }], cause.recordedAt);
  }
}

function signaturesOf(input: DispatchWaybill, at: Date): DepartureSignatures {
  const { driverSignature, previousDriverSignature, previousDriverAbsent } = input;
  return {
    driver: signatureOf(driverSignature, at),
    ...(previousDriverSignature ? { previousDriver: signatureOf(previousDriverSignature, at) } : {}),
    ...(previousDriverAbsent ? { previousDriverAbsent } : {}),
  };
}

function carrierOf({ carrierId, driverId, toPlaceId }: WaybillRow): Custodian {
  return {
    partyKind: 'ORGANISATION',
    partyId: carrierId,
    personId: driverId,
    placeId: toPlaceId,
    enRoute: true,
    hold: 'FIRM',
  };
}

function officerOf({ officerUnitId, officerPersonId, toPlaceId }: WaybillRow): Custodian {
  return {
    partyKind: 'UNIT',
    partyId: officerUnitId,
    personId: officerPersonId,
    placeId: toPlaceId,
    enRoute: false,
    hold: 'FIRM',
  };
}

/** PVs that a gate had held back, of which something goes back to the store now, or on to another unit (CR-67). */
function heldBackBy(lines: readonly DepartingLine[]): string[] {
  return lines.flatMap(({ previous }) =>
    previous?.leg.state === 'PENDING' && previous.becomes !== null ? (previous.leg.handoverId ?? []) : [],
  );
}
