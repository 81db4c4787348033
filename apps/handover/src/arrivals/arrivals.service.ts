import type { Cause } from '@dotation/messaging';
import { actingOn, Commands, onePersons, Queries, settled } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockDevices } from '../consignments/consignments.queries.js';
import { unknownPeople } from '../directory/references.queries.js';
import { unitsAt } from '../directory/units.queries.js';
import { arriveLots, shortLots } from '../lots/lot.rules.js';
import { carriedOn, lockLots, lotIdsOn } from '../lots/lots.queries.js';
import { checkedRows, refuseRows } from '../documents/rows.rules.js';
import { signatureOf } from '../documents/signature.dto.js';
import { eventTime } from '../documents/time.rules.js';
import { progressOf } from '../effects/effects.queries.js';
import { handoverError } from '../errors.js';
import { closeExceptions, exceptionsOf, openExceptions } from '../exceptions/exceptions.queries.js';
import { clockFindings } from '../handovers/consequences.queries.js';
import { driverFindings } from '../handovers/signing.rules.js';
import { findWaybill, linesOfWaybill } from '../waybills/waybills.queries.js';
import { recordArrival, type Remark } from './arrival.rules.js';
import type { ArrivalDto, ArrivalLineDto, RecordArrival } from './arrivals.dto.js';
import { saveArrival } from './arrivals.queries.js';
import { officerAt } from './implied-arrivals.queries.js';

const lotShape = { lotId: 'uuid', present: 'integer' } as const;
const remarkShape = { 'deviceId?': 'uuid', 'code?': 'text', 'remark?': 'text' } as const;

@Injectable()
export class ArrivalsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** T09, part 3 of the waybill. Late, it confirms what the acknowledgement has said already. */
  recordArrival(waybillId: string, input: RecordArrival, command: Command): Promise<ArrivalDto> {
    const find = (tx: EntityManager): Promise<unknown> => findWaybill(tx, waybillId, 'read');
    const answer = (tx: EntityManager): Promise<ArrivalDto> => readArrival(tx, command.key);
    const record = actingOn({ find, answer }, async (tx) => {
      await lockDevices(
        tx,
        (await linesOfWaybill(tx, waybillId)).map(({ deviceId }) => deviceId),
      );
      await lockLots(tx, await lotIdsOn(tx, waybillId));
      const waybill = await findWaybill(tx, waybillId, 'read');
      const { driverSignature, driverAbsent } = input;
      const { at: arrivedAt, said } = eventTime(
        { field: 'arrivedAt', at: input.arrivedAt },
        { field: 'driverSignature.signedAt', at: driverSignature?.signedAt },
        command.occurredAt,
      );
      const { lines, findings, late } = recordArrival(waybill, await linesOfWaybill(tx, waybillId), {
        sealsIntact: input.sealsIntact,
        sealNote: input.sealNote ?? null,
        driverSigned: Boolean(driverSignature),
        driverAbsent: Boolean(driverAbsent),
        missing: checkedRows<Remark>('missing', remarkShape, input.missing ?? []),
        damaged: checkedRows<Remark>('damaged', remarkShape, input.damaged ?? []),
      });
      const saidLots = checkedRows<{ lotId: string; present: number }>('lots', lotShape, input.lots ?? []);
      const came = arriveLots(await carriedOn(tx, [waybillId]), saidLots);
      refuseRows('rows-not-valid', came.problems);
      const { key: id, recordedAt } = command;
      const placeId = input.placeId ?? waybill.toPlaceId;
      const cause: Cause = { ...command, occurredAt: arrivedAt };
      const arrival = {
        id,
        waybill,
        implied: false,
        handoverId: null,
        placeId,
        orgUnitId: waybill.toOrgUnitId,
        arrivedAt,
        officer: officerAt(waybill, placeId),
        sealsIntact: input.sealsIntact,
        sealNote: input.sealNote ?? null,
        driverSignature: driverSignature ? signatureOf(driverSignature, arrivedAt) : null,
        driverAbsent: driverAbsent?.reason ?? null,
        witnessId: driverAbsent?.witnessId ?? null,
        late: late && came.lots.length === 0,
        lines,
        lots: came.lots,
      };
      await saveArrival(tx, arrival, cause);
      const arrived = lines.filter(({ effect }) => effect === 'MOVES').map(({ deviceId }) => deviceId);
      await closeExceptions(tx, ['SHORT'], { deviceIds: arrived }, 'It arrived.', recordedAt);
      const heads = await unitsAt(tx, [waybill.toOrgUnitId], recordedAt);
      const against = [command.actorId, waybill.officerPersonId, heads.get(waybill.toOrgUnitId)?.headPersonId];
      const named = { signerId: driverSignature?.personId ?? waybill.driverId, named: waybill.driverId };
      const { driver, others } = await onePersons(tx, { driver: named, others: against });
      const told = [
        ...findings,
        ...shortLots(came.lots, waybill),
        ...(driverSignature ? driverFindings(driver, others, waybill) : []),
        ...(await clockFindings(tx, arrivedAt, said, recordedAt)),
        ...(await unknownPeople(tx, [
          { personId: driverSignature?.personId, as: 'driver' },
          { personId: driverAbsent?.witnessId, as: 'witness' },
        ])),
      ];
      await openExceptions(tx, id, told, recordedAt);
    });
    return this.commands.run(command, record);
  }

  findArrival(id: string, reader: Principal, prefer: string | undefined): Promise<ArrivalDto> {
    const read = (): Promise<ArrivalDto> => this.queries.run(reader, (tx) => readArrival(tx, id));
    return settled(prefer, read, ({ progress }) => progress.settled);
  }
}

async function readArrival(tx: EntityManager, id: string): Promise<ArrivalDto> {
  const [arrival] = (await tx.query(
    `SELECT a.id, w.number, 'RECORDED' AS status, a.waybill_id AS "waybillId", a.implied, a.handover_id AS "handoverId",
            a.place_id AS "placeId", a.arrived_at AS "arrivedAt", a.recorded_at AS "recordedAt", a.recorded_by AS "recordedBy",
            a.seals_intact AS "sealsIntact", a.seal_note AS "sealNote", a.driver_signature AS "driverSignature",
            a.driver_absent AS "driverAbsent", a.witness_id AS "witnessId", a.late, a.lots
     FROM arrival a JOIN waybill w ON w.id = a.waybill_id WHERE a.id = $1`,
    [id],
  )) as Omit<ArrivalDto, 'lines' | 'exceptions' | 'progress'>[];
  if (!arrival) throw handoverError('arrival-not-found', `There is no arrival ${id}.`);
  const lines = (await tx.query(
    `SELECT l.waybill_line_id AS "lineId", l.device_id AS "deviceId", a.tag, l.present, l.effect, l.remark
     FROM arrival_line l JOIN waybill_line w ON w.id = l.waybill_line_id JOIN allocation_line a ON a.id = w.allocation_line_id
     WHERE l.arrival_id = $1 ORDER BY l.row`,
    [id],
  )) as ArrivalLineDto[];
  return { ...arrival, lines, exceptions: await exceptionsOf(tx, id), progress: await progressOf(tx, id) };
}
