// The documents of procurement and handover as facts, in the words of docs/flows.md; lines move unless they say otherwise.
import { randomUUID } from 'node:crypto';
import {
  AllocationCancelledV1,
  ArrivalRecordedV1,
  CommandHandedOverV1,
  CostsAdjustedV1,
  DeedEffectiveV1,
  DeviceSeenElsewhereV1,
  GoodsLinkedToOrderV1,
  GoodsReceivedV1,
  HandoverCompletedV1,
  HandoverRatifiedV1,
  HandoverRectifiedV1,
  HandoverSignedV1,
  InspectionClosedV1,
  WaybillClosedShortV1,
  WaybillDispatchedV1,
  type Custodian,
  type GoodsReceivedLine,
  type Hold,
  type LineEffect,
  type Outcome,
} from '@dotation/contracts';
import type { FactType } from '@dotation/messaging';
import { uuidv7 } from '@dotation/service';

interface Part {
  documentId: string;
  part: number;
  parts: number;
  lines: unknown[];
}
/** A document ready to be told: its type, what stands above its lines, and the lines. */
export interface Document<T extends Part = Part> {
  type: FactType<T>;
  header: Omit<T, 'part' | 'parts' | 'lines'>;
  lines: T['lines'];
}

export const officeId = randomUUID();
export const keeperId = randomUUID();
export const warehouseId = randomUUID();
export const quarantineId = randomUUID();
export const awardId = randomUUID();
export const makerId = randomUUID();
export const itemId = randomUUID();
export const orderLineId = randomUUID();

export const store: Custodian = {
  partyKind: 'UNIT',
  partyId: officeId,
  personId: keeperId,
  placeId: warehouseId,
  enRoute: false,
  hold: 'FIRM',
};

export interface Post {
  unitId: string;
  placeId: string;
  /** The unit and its head, as custodian. */
  unit: Custodian;
  /** The office's officer there. */
  officer: Custodian;
}

/** A police unit with its place, its head and the officer who answers between arrival and signature. */
export function aPost(): Post {
  const [unitId, placeId] = [randomUUID(), randomUUID()];
  const unit = { ...store, partyId: unitId, personId: randomUUID(), placeId };
  return { unitId, placeId, unit, officer: { ...store, personId: randomUUID(), placeId } };
}

export function aCarrier(toPlaceId: string): Custodian {
  return {
    partyKind: 'ORGANISATION',
    partyId: randomUUID(),
    personId: randomUUID(),
    placeId: toPlaceId,
    enRoute: true,
    hold: 'FIRM',
  };
}

const signature = (at: string): HandoverSignedV1['signature'] => ({
  personId: randomUUID(),
  capacity: 'HEAD',
  signedAt: at,
});
const moving = (
  deviceIds: readonly string[],
  effect: LineEffect = 'MOVES',
): { lineId: string; deviceId: string; effect: LineEffect }[] =>
  deviceIds.map((deviceId) => ({ lineId: uuidv7(), deviceId, effect }));

let serials = 0;

export function goodsReceived(
  count: number,
  at: string,
  change: (index: number) => Partial<GoodsReceivedLine> = () => ({}),
): Document<GoodsReceivedV1> & { receiptId: string; deviceIds: string[] } {
  const receiptId = uuidv7();
  const kits = new Map<string, string>();
  const lines = Array.from({ length: count }, (_, index): GoodsReceivedLine => {
    const serial = `5CD${String((serials += 1)).padStart(7, '0')}`;
    const line: GoodsReceivedLine = {
      lineId: uuidv7(),
      deviceId: uuidv7(),
      orderLineId,
      catalogueItemId: itemId,
      makerId,
      maker: 'HP',
      model: 'ProBook 450 G10',
      category: 'LAPTOP',
      description: 'Ordinateur portable 15,6" i5/16 Go/512 Go',
      trackingMode: 'SERIAL',
      serialRule: 'REQUIRED',
      identifiers: [{ type: 'MFR_SERIAL', value: serial, raw: serial.toLowerCase() }],
      condition: 'EXCELLENT',
      costMinor: 78_900,
      currency: 'USD',
      funding: [{ awardId, percent: 100 }],
      ...change(index),
    };
    if (line.kitId && !kits.has(line.kitId)) kits.set(line.kitId, `KIT ${kits.size + 1}`);
    return line;
  });
  return {
    type: GoodsReceivedV1,
    receiptId,
    deviceIds: lines.map(({ deviceId }) => deviceId as string),
    header: {
      documentId: receiptId,
      number: `GR-2026-${receiptId.slice(-6)}`,
      purchaseOrderId: randomUUID(),
      storeUnitId: officeId,
      placeId: warehouseId,
      receivedBy: keeperId,
      receivedAt: at,
      kits: [...kits].map(([kitId, label]) => ({ kitId, label })),
      discrepancies: [],
    },
    lines,
  };
}

export function inspectionClosed(
  receiptId: string,
  deviceIds: readonly string[],
  rejected: readonly string[] = [],
): Document<InspectionClosedV1> {
  return {
    type: InspectionClosedV1,
    header: {
      documentId: uuidv7(),
      number: 'IN-2026-000001',
      receiptId,
      committee: [randomUUID(), randomUUID()],
      extent: 'FULL',
      acceptedOn: '2026-11-02',
      quarantinePlaceId: quarantineId,
    },
    lines: deviceIds.map((deviceId) => ({
      lineId: uuidv7(),
      deviceId,
      result: rejected.includes(deviceId) ? 'REJECTED' : 'ACCEPTED',
    })),
  };
}

export function goodsLinked(receiptId: string, deviceIds: readonly string[]): Document<GoodsLinkedToOrderV1> {
  return {
    type: GoodsLinkedToOrderV1,
    header: { documentId: receiptId, number: 'GR-2026-000001', purchaseOrderId: randomUUID() },
    lines: deviceIds.map((deviceId) => ({
      lineId: uuidv7(),
      deviceId,
      orderLineId,
      costMinor: 78_900,
      currency: 'USD',
      funding: [{ awardId, percent: 100 }],
    })),
  };
}

/** Freight of an invoice came on devices that were ordered at 789.00. */
export function costsAdjusted(deviceIds: readonly string[], costMinor: number): Document<CostsAdjustedV1> {
  const [documentId, lineId] = [uuidv7(), uuidv7()];
  const minor = costMinor - 78_900;
  return {
    type: CostsAdjustedV1,
    header: { documentId, number: 'F-1', purchaseOrderId: randomUUID() },
    lines: deviceIds.map((deviceId) => ({
      ...{ lineId: uuidv7(), deviceId, quantity: 1, costMinor, currency: 'USD' },
      adjustments: [{ lineId, invoiceId: documentId, number: 'F-1', component: 'FREIGHT', minor }],
    })),
  };
}

export function allocationCancelled(
  allocationId: string,
  deviceIds: readonly string[],
): Document<AllocationCancelledV1> {
  return {
    type: AllocationCancelledV1,
    header: {
      documentId: allocationId,
      number: 'AL-2026-000001',
      cancelledBy: randomUUID(),
      reason: 'Another unit needs them',
    },
    lines: deviceIds.map((deviceId) => ({ lineId: uuidv7(), deviceId })),
  };
}

interface Leg {
  post: Post;
  at: string;
  carrier?: Custodian;
  purpose?: WaybillDispatchedV1['purpose'];
  effect?: LineEffect;
  waybillId?: string;
}

export function dispatched(deviceIds: readonly string[], leg: Leg): Document<WaybillDispatchedV1> {
  const { post, at, purpose = 'TO_UNIT', effect } = leg;
  return {
    type: WaybillDispatchedV1,
    header: {
      documentId: leg.waybillId ?? uuidv7(),
      number: 'WB-2026-000001',
      purpose,
      fromPlaceId: warehouseId,
      toPlaceId: post.placeId,
      toOrgUnitId: post.unitId,
      carrier: leg.carrier ?? aCarrier(post.placeId),
      officer: post.officer,
      vehiclePlate: 'CGO 1234 AB',
      seals: ['S-1'],
      dispatchedBy: randomUUID(),
      releasedBy: randomUUID(),
      departedAt: at,
    },
    lines: moving(deviceIds, effect),
  };
}

export function arrived(
  deviceIds: readonly string[],
  {
    post,
    at,
    effect,
    implied = false,
    waybillId = uuidv7(),
  }: Pick<Leg, 'post' | 'at' | 'effect' | 'waybillId'> & { implied?: boolean },
): Document<ArrivalRecordedV1> {
  return {
    type: ArrivalRecordedV1,
    header: {
      documentId: uuidv7(),
      waybillId,
      number: 'WB-2026-000001',
      implied,
      placeId: post.placeId,
      orgUnitId: post.unitId,
      arrivedAt: at,
      officer: post.officer,
      driverSignature: null,
      sealsIntact: true,
    },
    lines: moving(deviceIds, effect).map((line) => ({ ...line, present: true })),
  };
}

interface Pv {
  post: Post;
  at: string;
  accepted?: readonly string[];
  refused?: readonly string[];
  others?: readonly { deviceId: string; outcome: Outcome; effect: LineEffect }[];
  kind?: 'FIRST' | 'RETURN';
  hold?: Hold;
  receiver?: Custodian;
}

export function signed({
  post,
  at,
  accepted = [],
  refused = [],
  others = [],
  kind = 'FIRST',
  hold = 'FIRM',
  receiver,
}: Pv): Document<HandoverSignedV1> {
  const line = (
    deviceId: string,
    outcome: Outcome,
    effect: LineEffect = 'MOVES',
  ): HandoverSignedV1['lines'][number] => ({
    lineId: uuidv7(),
    deviceId,
    outcome,
    effect,
    confirmedBy: 'SCAN',
  });
  return {
    type: HandoverSignedV1,
    header: {
      documentId: uuidv7(),
      number: 'PV-2026-000001',
      kind,
      waybillIds: [uuidv7()],
      orgUnitId: post.unitId,
      placeId: post.placeId,
      receiver: receiver ?? { ...post.unit, hold },
      signature: signature(at),
      recordedBy: randomUUID(),
      channel: 'OWN_PHONE',
      vettingIds: [],
      dueDiligenceIds: [],
      signedAt: at,
      contentHash: '0'.repeat(64),
    },
    lines: [
      ...accepted.map((deviceId) => line(deviceId, 'ACCEPTED')),
      ...refused.map((deviceId) => line(deviceId, 'REFUSED')),
      ...others.map(({ deviceId, outcome, effect }) => line(deviceId, outcome, effect)),
    ],
  };
}

export function completed(
  handoverId: string,
  deviceIds: readonly string[],
  post: Post,
  at: string,
): Document<HandoverCompletedV1> {
  return {
    type: HandoverCompletedV1,
    header: { documentId: handoverId, number: 'PV-2026-000001', receiver: post.unit, completedAt: at },
    lines: moving(deviceIds).map((line) => ({ ...line, outcome: 'ACCEPTED' as const })),
  };
}

export function commandHandedOver(
  post: Post,
  incomingId: string,
  at: string,
  { present = [], absent = [] }: { present?: readonly string[]; absent?: readonly string[] },
): Document<CommandHandedOverV1> {
  return {
    type: CommandHandedOverV1,
    header: {
      documentId: uuidv7(),
      number: 'RR-2026-000001',
      orgUnitId: post.unitId,
      outgoingId: post.unit.personId as string,
      incomingId,
      signatures: [signature(at), signature(at)],
      documentSha256: '0'.repeat(64),
      handedOverAt: at,
    },
    lines: [
      ...moving(present).map((line) => ({ ...line, present: true })),
      ...moving(absent).map((line) => ({ ...line, present: false })),
    ],
  };
}

export function ratified(handoverId: string, deviceIds: readonly string[], at: string): Document<HandoverRatifiedV1> {
  return {
    type: HandoverRatifiedV1,
    header: {
      documentId: handoverId,
      number: 'PV-2026-000001',
      basis: 'RATIFICATION',
      signature: signature(at),
      ratifiedAt: at,
    },
    lines: moving(deviceIds),
  };
}

export function rectified({
  struck = [],
  added = [],
  post,
  at,
}: {
  struck?: readonly string[];
  added?: readonly string[];
  post: Post;
  at: string;
}): Document<HandoverRectifiedV1> {
  return {
    type: HandoverRectifiedV1,
    header: {
      documentId: uuidv7(),
      number: 'RPV-2026-000001',
      handoverId: uuidv7(),
      orgUnitId: post.unitId,
      reason: 'Two serials were swapped',
      receiver: post.unit,
      giver: post.officer,
      signatures: [signature(at), signature(at)],
      rectifiedAt: at,
    },
    lines: [
      ...moving(struck).map((line) => ({ ...line, change: 'STRUCK' as const })),
      ...moving(added).map((line) => ({ ...line, change: 'ADDED' as const })),
    ],
  };
}

export function closedShort(waybillId: string, deviceIds: readonly string[]): Document<WaybillClosedShortV1> {
  return {
    type: WaybillClosedShortV1,
    header: {
      documentId: waybillId,
      number: 'WB-2026-000001',
      closedBy: randomUUID(),
      reason: 'Never arrived',
      claimReference: 'C-1',
    },
    lines: moving(deviceIds),
  };
}

export function seenElsewhere(deviceIds: readonly string[], post: Post, at: string): Document<DeviceSeenElsewhereV1> {
  return {
    type: DeviceSeenElsewhereV1,
    header: { documentId: uuidv7(), placeId: post.placeId, orgUnitId: post.unitId, seenAt: at },
    lines: moving(deviceIds).map((line) => ({ ...line, waybillId: uuidv7() })),
  };
}

export function deed(deviceIds: readonly string[], post: Post, at: string): Document<DeedEffectiveV1> {
  return {
    type: DeedEffectiveV1,
    header: {
      documentId: uuidv7(),
      number: 'DD-2026-000001',
      beneficiaryUnitId: post.unitId,
      signatures: [signature(at), signature(at)],
      signedAt: at,
      effectiveAt: at,
      annexHash: '0'.repeat(64),
    },
    lines: moving(deviceIds).map((line) => ({ ...line, valueMinor: 78_900, currency: 'USD' })),
  };
}
