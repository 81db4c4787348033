import { ShipmentAnnouncedV1, ShipmentEndedV1, ShipmentProgressedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { actingOn, Commands, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { customsOf } from '../customs/customs.queries.js';
import { customsMissing } from '../customs/customs.rules.js';
import { nextNumber } from '../documents/document-number.queries.js';
import { procurementError } from '../errors.js';
import { tidy } from '../makers/name.rules.js';
import { supplierOf } from '../packing-lists/list-mapping.queries.js';
import { orderHead } from '../purchase-orders/purchase-orders.queries.js';
import { awaitKnown, requireKnown, type Reference } from '../references/references.queries.js';
import {
  checkClosure,
  checkOpen,
  checkStep,
  checkWithdrawal,
  HOME,
  statusAfter,
  transportKey,
  type Step,
} from './shipment.rules.js';
import type { ShipmentDto, ShipmentSummaryDto } from './shipment-answers.dto.js';
import type { AnnounceShipment, ShipmentsQuery, TellDelivery, TellStep } from './shipments.dto.js';
import {
  insertStep,
  lockShipment,
  progressOf,
  shipmentById,
  shipmentHead,
  shipmentPage,
  type NewStep,
  type ShipmentHead,
} from './shipments.queries.js';

/** What is on its way from a supplier: announced, followed by what people tell of it, closed once customs have their papers. */
@Injectable()
export class ShipmentsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  async announceShipment(input: AnnounceShipment, command: Command): Promise<ShipmentDto> {
    const references: Reference[] = [
      { field: 'supplierId', kind: 'ORGANISATION', id: input.supplierId },
      { field: 'carrierId', kind: 'ORGANISATION', id: input.carrierId },
      { field: 'insurerId', kind: 'ORGANISATION', id: input.insurerId },
      { field: 'placeId', kind: 'PLACE', id: input.placeId },
      { field: 'storeUnitId', kind: 'STORE', id: input.storeUnitId },
    ];
    await awaitKnown(this.queries, command.principal, references);
    const find = async (tx: EntityManager): Promise<void> => {
      if (input.purchaseOrderId) await orderHead(tx, input.purchaseOrderId);
      await requireKnown(tx, references);
    };
    const answer = (tx: EntityManager): Promise<ShipmentDto> => shipmentById(tx, command.key);
    const keep = actingOn({ find, answer }, async (tx) => {
      const { purchaseOrderId = null, supplierId } = input;
      if (purchaseOrderId !== null) await checkSupplier(tx, purchaseOrderId, supplierId);
      const { key: shipmentId, actorId: recordedBy, recordedAt } = command;
      const number = await nextNumber(tx, 'SH', recordedAt);
      const { incoterm = null, mode, fromCountry, expectedOn, placeId, storeUnitId } = input;
      const { carrierId = null, insurerId = null, packages = null, grossKg = null } = input;
      const preAlertNumber = tidied(input.preAlertNumber);
      const transportNumber = tidied(input.transportNumber);
      await tx.query(
        `INSERT INTO shipment (id, number, supplier_id, purchase_order_id, pre_alert_number, carrier_id, insurer_id, mode,
           transport_number, transport_key, packages, gross_kg, from_country, incoterm_code, incoterm_place, expected_on,
           place_id, store_unit_id, customs_complete, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
        [
          ...[shipmentId, number, supplierId, purchaseOrderId, preAlertNumber, carrierId, insurerId, mode],
          ...[transportNumber, transportNumber && transportKey(transportNumber), packages, grossKg, fromCountry],
          ...[incoterm?.term ?? null, tidied(incoterm?.place), expectedOn, placeId, storeUnitId, fromCountry === HOME],
          ...[recordedBy, recordedAt],
        ],
      );
      const told = { shipmentId, number, supplierId, purchaseOrderId, preAlertNumber, carrierId, insurerId, mode };
      const goods = { transportNumber, packages, grossKg, fromCountry, incoterm, expectedOn, placeId, storeUnitId };
      await record(tx, ShipmentAnnouncedV1, shipmentId, { ...told, ...goods }, command);
    });
    return this.commands.run(command, keep);
  }

  /** What somebody says of it on its way. */
  tellStep(id: string, { step, ...input }: TellStep, command: Command): Promise<ShipmentDto> {
    const { toldBy, expectedOn = null } = input;
    const [place, note] = [tidied(input.place), tidied(input.note)];
    const happenedAt = new Date(input.happenedAt);
    return this.#about(id, command, async (tx, shipment) => {
      const said = { place, toldBy, expectedOn, note, receiptId: null };
      if (step !== 'RESCHEDULED') return progress(tx, shipment, { step, happenedAt, ...said }, command);
      checkOpen(shipment.status);
      const detail = 'On which day is it expected now?';
      const problem = { row: 0, field: 'expectedOn', code: 'expected-on-missing', detail };
      if (expectedOn === null) throw procurementError('expected-on-missing', detail, [problem]);
      await tell(tx, shipment, { step, happenedAt, ...said }, command);
    });
  }

  /** The store says that it is there. A receipt that names the shipment says so too. */
  tellDelivery(id: string, input: TellDelivery, command: Command): Promise<ShipmentDto> {
    const happenedAt = input.happenedAt ? new Date(input.happenedAt) : command.occurredAt;
    const said = { place: null, toldBy: 'STORE', expectedOn: null, note: tidied(input.note), receiptId: null } as const;
    return this.#about(id, command, (tx, shipment) =>
      progress(tx, shipment, { step: 'DELIVERED', happenedAt, ...said }, command),
    );
  }

  /** CR-14: a shipment from abroad is closed once its customs papers are all there. */
  closeShipment(id: string, reason: string | null, command: Command): Promise<ShipmentDto> {
    return this.#about(id, command, async (tx, shipment) => {
      checkClosure(shipment.status, reason, customsMissing(shipment.fromCountry, await customsOf(tx, id)));
      await end(tx, shipment, 'CLOSED', tidied(reason), command);
    });
  }

  withdrawShipment(id: string, reason: string, command: Command): Promise<ShipmentDto> {
    return this.#about(id, command, async (tx, shipment) => {
      checkWithdrawal(shipment.status);
      await end(tx, shipment, 'WITHDRAWN', tidied(reason), command);
    });
  }

  findShipment(id: string, reader: Principal): Promise<ShipmentDto> {
    return this.queries.run(reader, (tx) => shipmentById(tx, id));
  }

  listShipments(query: ShipmentsQuery, reader: Principal): Promise<Page<ShipmentSummaryDto>> {
    return this.queries.run(reader, (tx) => shipmentPage(tx, query));
  }

  #about(
    id: string,
    command: Command,
    work: (tx: EntityManager, shipment: ShipmentHead) => Promise<void>,
  ): Promise<ShipmentDto> {
    const find = (tx: EntityManager): Promise<ShipmentHead> => shipmentHead(tx, id);
    const answer = (tx: EntityManager): Promise<ShipmentDto> => shipmentById(tx, id);
    const act = actingOn({ find, answer }, async (tx) => work(tx, await lockShipment(tx, id)));
    return this.commands.run(command, act);
  }
}

type Said = Omit<NewStep, 'id' | 'recordedBy' | 'recordedAt'>;

/** A step that moves it on, under its lock. */
async function progress(
  tx: EntityManager,
  shipment: ShipmentHead,
  said: Said & { step: Step },
  command: Command,
): Promise<void> {
  checkStep(shipment.status, await progressOf(tx, shipment.id), said, command.recordedAt);
  await tell(tx, { ...shipment, status: statusAfter(shipment.status, said.step) }, said, command);
}

async function tell(tx: EntityManager, shipment: ShipmentHead, said: Said, command: Command): Promise<void> {
  const { key: id, actorId: recordedBy, recordedAt } = command;
  const { id: shipmentId, number, status } = shipment;
  await insertStep(tx, shipmentId, status, { id, ...said, recordedBy, recordedAt });
  const happenedAt = said.happenedAt.toISOString();
  await record(tx, ShipmentProgressedV1, shipmentId, { shipmentId, number, ...said, happenedAt, status }, command);
}

async function end(
  tx: EntityManager,
  { id: shipmentId, number }: ShipmentHead,
  status: 'CLOSED' | 'WITHDRAWN',
  reason: string | null,
  command: Command,
): Promise<void> {
  const { actorId: endedBy, recordedAt } = command;
  await tx.query(`UPDATE shipment SET status = $2, ended_by = $3, ended_at = $4, ended_reason = $5 WHERE id = $1`, [
    ...[shipmentId, status, endedBy, recordedAt, reason],
  ]);
  await record(tx, ShipmentEndedV1, shipmentId, { shipmentId, number, status, reason, endedBy }, command);
}

async function checkSupplier(tx: EntityManager, orderId: string, supplierId: string): Promise<void> {
  const ordered = await supplierOf(tx, orderId);
  if (ordered === null || ordered === supplierId.toLowerCase()) return;
  const detail = 'The goods were ordered from another supplier.';
  throw procurementError('shipment-of-another-supplier', detail, [
    { row: 0, field: 'supplierId', code: 'supplier-differs', detail },
  ]);
}

const tidied = (text: string | null | undefined): string | null => (text ? tidy(text) : null) || null;
