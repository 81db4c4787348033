// A delivery as docs/flows.md tells it, fact by fact: from the order to the countersigned handover.
import { randomUUID } from 'node:crypto';
import {
  AllocationApprovedV1,
  AllocationProposedV1,
  ArrivalRecordedV1,
  AwardRecordedV1,
  DeedEffectiveV1,
  DeviceRegisteredV1,
  DeviceTaggedV1,
  DeviceTransitionedV1,
  GoodsReceivedV1,
  HandoverCountersignedV1,
  HandoverSignedV1,
  InspectionClosedV1,
  OrderRecordedV1,
  OrganisationRecordedV1,
  OrganisationUnitRecordedV1,
  PlaceRecordedV1,
  ReleaseApprovedV1,
  WaybillClosedV1,
  WaybillDispatchedV1,
} from '@dotation/contracts';
import type { Custodian, DeviceTransitionedLine, GoodsReceivedLine, Transition } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { interval } from './producers.ts';
import type { Changed, Producers } from './producers.ts';

const minute = 60_000;

export interface Delivery {
  store: Custodian;
  carrier: Custodian;
  officer: Custodian;
  unit: Custodian;
  awardId: string;
  orderId: string;
  receiptId: string;
  deviceIds: string[];
  serials: string[];
  tags: string[];
  /** Some steps happened later than they are told here. */
  at: Date;
}

export async function parties(
  told: Producers,
): Promise<Pick<Delivery, 'store' | 'carrier' | 'officer' | 'unit' | 'awardId'>> {
  const [storePlace, unitPlace] = [randomUUID(), randomUUID()] as const;
  const [office, unit, carrier, awardId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()] as const;
  for (const [placeId, name] of [
    [storePlace, 'Entrepôt de Goma'],
    [unitPlace, 'Bureau de Mbuji-Mayi'],
  ] as const)
    await told.tell(PlaceRecordedV1, placeId, {
      placeId,
      kind: 'STORE',
      name,
      access: 'NORMAL',
      accessFrom: '2026-01-01T00:00:00.000Z',
    });
  for (const [orgUnitId, code, nameFr] of [
    [office, 'GOM', 'Bureau de Goma'],
    [unit, 'PMH-MBM', 'Police des mines, Mbuji-Mayi'],
  ] as const)
    await told.tell(OrganisationUnitRecordedV1, orgUnitId, {
      orgUnitId,
      code,
      nameFr,
      agency: 'PNC',
      level: 'UNIT',
      status: 'ACTIVE',
      validFrom: '2026-01-01T00:00:00.000Z',
    });
  await told.tell(OrganisationRecordedV1, carrier, {
    organisationId: carrier,
    kind: 'CARRIER',
    legalName: 'Transport du Lac',
  });
  await told.tell(AwardRecordedV1, awardId, {
    awardId,
    fain: 'SINLEC26CA0001',
    donor: 'INL',
    federal: true,
    obligatedOn: '2026-01-01',
    vettingRequired: true,
    dueDiligenceRequired: true,
  });
  const at = (partyId: string, placeId: string, more: Partial<Custodian> = {}): Custodian => ({
    partyKind: 'UNIT',
    partyId,
    personId: randomUUID(),
    placeId,
    enRoute: false,
    hold: 'FIRM',
    ...more,
  });
  return {
    store: at(office, storePlace),
    carrier: at(carrier, unitPlace, { partyKind: 'ORGANISATION', enRoute: true }),
    officer: at(office, unitPlace),
    unit: at(unit, unitPlace),
    awardId,
  };
}

/** Order, receipt and register: the devices are in A01 with the store. */
export async function received(
  told: Producers,
  known: Awaited<ReturnType<typeof parties>>,
  count: number,
  at: Date,
  make: { maker?: string; serial?: (n: number) => string; description?: string } = {},
): Promise<Delivery> {
  const { store, awardId } = known;
  const [orderId, receiptId, orderLineId, catalogueItemId, makerId] = Array.from({ length: 5 }, () => uuidv7()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const serial = make.serial ?? ((n: number) => `5CD${String(n).padStart(7, '0')}`);
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const deviceIds = numbers.map(() => uuidv7());
  const funding = [{ awardId, percent: 100 }];
  await told.tell(
    OrderRecordedV1,
    orderId,
    {
      purchaseOrderId: orderId,
      number: 'PO-4500012345',
      orderedOn: '2026-02-01',
      requesterId: randomUUID(),
      buyerId: randomUUID(),
      approverId: randomUUID(),
      currency: 'USD',
      revision: 1,
      lines: [{ orderLineId, lineNumber: 1, catalogueItemId, quantity: count, unitPriceMinor: 84_500, funding }],
    },
    { recordedAt: new Date(at.getTime() - 45 * 24 * 60 * minute) },
  );
  const lines: GoodsReceivedLine[] = numbers.map((n, index) => ({
    lineId: uuidv7(),
    deviceId: deviceIds[index],
    orderLineId,
    catalogueItemId,
    makerId,
    maker: make.maker ?? 'HP',
    model: 'ProBook 450 G10',
    category: 'LAPTOP',
    description: make.description ?? 'Ordinateur portable 15,6"',
    trackingMode: 'SERIAL',
    serialRule: 'REQUIRED',
    identifiers: [{ type: 'MFR_SERIAL', value: serial(n), raw: ` ${serial(n).toLowerCase()}` }],
    condition: 'EXCELLENT',
    costMinor: 84_500,
    currency: 'USD',
    funding,
  }));
  const receipts = await told.tellParts(
    GoodsReceivedV1,
    {
      documentId: receiptId,
      number: 'GR-2026-000001',
      purchaseOrderId: orderId,
      storeUnitId: store.partyId,
      placeId: store.placeId,
      receivedBy: store.personId as string,
      receivedAt: at.toISOString(),
      kits: [],
      discrepancies: [],
    },
    lines,
    { recordedAt: at },
  );
  for (const part of receipts)
    await told.numbered(
      DeviceRegisteredV1,
      { documentId: receiptId },
      (part.lines as GoodsReceivedLine[]).map((line) => ({
        deviceId: line.deviceId as string,
        lineId: line.lineId,
        lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
        title: 'SUPPLIER',
        condition: 'EXCELLENT',
        use: 'NOT_YET_DEPLOYED',
        catalogueItemId,
        makerId,
        maker: line.maker,
        model: line.model,
        category: line.category,
        description: line.description,
        serialRule: 'REQUIRED',
        identifiers: line.identifiers,
        orderLineId,
        costMinor: 84_500,
        currency: 'USD',
        funding,
        custody: interval(store, at, receiptId),
      })),
      { recordedAt: new Date(at.getTime() + 100), occurredAt: at, causationId: part.factId },
    );
  return { ...known, orderId, receiptId, deviceIds, serials: numbers.map(serial), tags: [], at };
}

export function moved(
  told: Producers,
  delivery: Delivery,
  documentId: string,
  transition: Transition,
  changed: Changed,
  at: Date,
  causationId: string,
  deviceIds = delivery.deviceIds,
): Promise<string> {
  const lines: Omit<DeviceTransitionedLine, 'deviceSeq' | 'previous'>[] = deviceIds.map((deviceId) => ({
    deviceId,
    transition,
    changed,
  }));
  const recordedAt = new Date(at.getTime() + 150);
  return told.numbered(DeviceTransitionedV1, { documentId }, lines, { recordedAt, occurredAt: at, causationId });
}

export async function taggedAndInspected(told: Producers, delivery: Delivery, at: Date): Promise<void> {
  const { deviceIds, receiptId } = delivery;
  delivery.tags = deviceIds.map((_, index) => `INLCD-${String(index + 1).padStart(6, '0')}-D`);
  await told.numbered(
    DeviceTaggedV1,
    { documentId: uuidv7() },
    deviceIds.map((deviceId, index) => ({ deviceId, tag: delivery.tags[index] as string })),
    { recordedAt: at },
  );
  const later = new Date(at.getTime() + 10 * minute);
  const documentId = uuidv7();
  const [inspection] = await told.tellParts(
    InspectionClosedV1,
    {
      documentId,
      number: 'IN-2026-000001',
      receiptId,
      committee: [randomUUID(), randomUUID()],
      extent: 'FULL',
      acceptedOn: later.toISOString(),
    },
    deviceIds.map((deviceId) => ({ lineId: uuidv7(), deviceId, result: 'ACCEPTED' as const })),
    { recordedAt: later },
  );
  const changed: Changed = {
    lifecycle: 'A04_IN_STOCK',
    title: 'IOM_CONDITIONAL',
    acquisitionDate: '2026-03-18',
    waitingFor: [],
  };
  await moved(told, delivery, documentId, 'T02', changed, later, (inspection as { factId: string }).factId);
}

const lineOf = (deviceId: string) => ({ lineId: uuidv7(), deviceId });
const moving = (deviceId: string) => ({ ...lineOf(deviceId), effect: 'MOVES' as const });

/** Allocation, waybill, arrival: the devices wait at the unit, with the officer. */
export async function delivered(told: Producers, delivery: Delivery, at: Date): Promise<{ waybillId: string }> {
  const { deviceIds, unit, carrier, officer, store, awardId } = delivery;
  const [allocationId, waybillId, arrivalId] = [uuidv7(), uuidv7(), uuidv7()];
  const after = (minutes: number): Date => new Date(at.getTime() + minutes * minute);
  const lines = deviceIds.map(lineOf);
  const allocation = { documentId: allocationId, number: 'AL-2026-000001', orgUnitId: unit.partyId };
  const [proposedBy, approvedBy] = [randomUUID(), randomUUID()];
  await told.tellParts(
    AllocationProposedV1,
    { ...allocation, awardIds: [awardId], purpose: 'Dotation', proposedBy },
    lines,
    {
      recordedAt: at,
    },
  );
  await moved(told, delivery, allocationId, 'T06', { lifecycle: 'A05_ALLOCATED' }, after(5), allocationId);
  await told.tellParts(
    AllocationApprovedV1,
    { ...allocation, proposedBy, approvedBy, plannedFor: after(60).toISOString(), vettingIds: [], dueDiligenceIds: [] },
    lines,
    { recordedAt: after(6) },
  );
  const waybill = { documentId: waybillId, number: 'WB-2026-000001' };
  await told.tellParts(ReleaseApprovedV1, { ...waybill, purpose: 'TO_UNIT', approvedBy }, lines, {
    recordedAt: after(10),
  });
  const [dispatch] = await told.tellParts(
    WaybillDispatchedV1,
    {
      ...waybill,
      purpose: 'TO_UNIT',
      fromPlaceId: store.placeId,
      toPlaceId: unit.placeId,
      toOrgUnitId: unit.partyId,
      carrier,
      officer,
      vehiclePlate: '1234AB/19',
      seals: ['S-1', 'S-2'],
      dispatchedBy: randomUUID(),
      releasedBy: randomUUID(),
      departedAt: after(20).toISOString(),
      driverSignature: { personId: carrier.personId as string, capacity: 'DRIVER', signedAt: after(20).toISOString() },
    },
    deviceIds.map(moving),
    { recordedAt: after(20) },
  );
  const gone: Changed = { lifecycle: 'A06_IN_TRANSIT_OUT', custody: interval(carrier, after(20), waybillId) };
  await moved(told, delivery, waybillId, 'T08', gone, after(20), (dispatch as { factId: string }).factId);
  const [arrival] = await told.tellParts(
    ArrivalRecordedV1,
    {
      documentId: arrivalId,
      waybillId,
      number: waybill.number,
      implied: false,
      placeId: unit.placeId,
      orgUnitId: unit.partyId,
      arrivedAt: after(30).toISOString(),
      officer,
      driverSignature: { personId: carrier.personId as string, capacity: 'DRIVER', signedAt: after(30).toISOString() },
      sealsIntact: true,
    },
    deviceIds.map((deviceId) => ({ ...moving(deviceId), present: true })),
    { recordedAt: after(30) },
  );
  const there: Changed = { lifecycle: 'A07_DELIVERED_PENDING_ACK', custody: interval(officer, after(30), arrivalId) };
  await moved(told, delivery, arrivalId, 'T09', there, after(30), (arrival as { factId: string }).factId);
  return { waybillId };
}

/** Deed, signature of the head, closing, countersignature. `signedAt` may be long before it is recorded. */
export async function signed(
  told: Producers,
  delivery: Delivery,
  waybillId: string,
  signedAt: Date,
  recordedAt = signedAt,
): Promise<{ handoverId: string; deedId: string }> {
  const { deviceIds, unit } = delivery;
  const [handoverId, deedId] = [uuidv7(), uuidv7()];
  const [deed] = await told.tellParts(
    DeedEffectiveV1,
    {
      documentId: deedId,
      number: 'DD-2026-000001',
      beneficiaryUnitId: unit.partyId,
      signatures: [{ personId: randomUUID(), capacity: 'STATE_SIGNATORY', signedAt: recordedAt.toISOString() }],
      signedAt: recordedAt.toISOString(),
      effectiveAt: signedAt.toISOString(),
      annexHash: 'ab'.repeat(32),
    },
    deviceIds.map((deviceId) => ({ ...moving(deviceId), valueMinor: 84_500, currency: 'USD' })),
    { recordedAt },
  );
  await moved(told, delivery, deedId, 'T14', { title: 'STATE_DRC' }, recordedAt, (deed as { factId: string }).factId);
  const key = uuidv7();
  const [pv] = await told.tellParts(
    HandoverSignedV1,
    {
      documentId: handoverId,
      number: 'PV-2026-000001',
      kind: 'FIRST',
      waybillIds: [waybillId],
      orgUnitId: unit.partyId,
      placeId: unit.placeId,
      receiver: unit,
      signature: {
        personId: unit.personId as string,
        capacity: 'HEAD',
        rank: 'MAJOR',
        signedAt: signedAt.toISOString(),
      },
      recordedBy: unit.personId as string,
      channel: 'OWN_PHONE',
      vettingIds: [],
      dueDiligenceIds: [],
      signedAt: signedAt.toISOString(),
      contentHash: 'cd'.repeat(32),
    },
    deviceIds.map((deviceId) => ({ ...moving(deviceId), outcome: 'ACCEPTED' as const, confirmedBy: 'SCAN' as const })),
    { occurredAt: signedAt, recordedAt, causationId: key },
  );
  await told.tellParts(WaybillClosedV1, { documentId: waybillId, number: 'WB-2026-000001' }, [], {
    occurredAt: signedAt,
    recordedAt,
    causationId: key,
  });
  const held: Changed = { lifecycle: 'A08_HANDED_OVER', custody: interval(unit, signedAt, handoverId) };
  await told.numbered(
    DeviceTransitionedV1,
    { documentId: handoverId },
    deviceIds.map((deviceId) => ({ deviceId, transition: 'T12' as const, changed: held })),
    {
      occurredAt: signedAt,
      recordedAt: new Date(recordedAt.getTime() + 150),
      causationId: (pv as { factId: string }).factId,
    },
  );
  return { handoverId, deedId };
}

export async function countersigned(
  told: Producers,
  handoverId: string,
  at: Date,
  more: { imageSha256?: string } = {},
): Promise<void> {
  const signature = { personId: randomUUID(), capacity: 'OFFICER', signedAt: at.toISOString(), ...more };
  await told.tellParts(HandoverCountersignedV1, { documentId: handoverId, number: 'PV-2026-000001', signature }, [], {
    recordedAt: at,
  });
}
