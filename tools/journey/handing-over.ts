import type { Document, Problem } from './answers.ts';
import type { Cast } from './cast.ts';
import { settled } from './settled.ts';

// From stock to the signed PV, each step through the public API by the person whose job it is.

export interface Allocation extends Document {
  lines: { lineId: string; deviceId: string; tag: string | null; serial: string | null; state: string }[];
}

/** Proposed by the programme manager, approved by another person; the devices are reserved, in stock or on the road. */
export async function allocate(
  cast: Cast,
  orgUnitId: string,
  awardId: string,
  deviceIds: string[],
  options: { inTransit?: boolean } = {},
): Promise<Allocation> {
  const proposed = await cast.as('programmeManager').post<Allocation>('/handover/allocations', {
    orgUnitId,
    awardIds: [awardId],
    purpose: 'Bureau d’enquêtes et transmissions',
    plannedFor: new Date().toISOString(),
    deviceIds,
    ...options,
  });
  const approver = cast.as('approver');
  await approver.post(`/handover/allocations/${proposed.id}/approval`, {});
  return settled<Allocation>(approver, `/handover/allocations/${proposed.id}`);
}

export interface Route {
  purpose: 'TO_UNIT' | 'RETURN' | 'ONWARD';
  lines: { deviceId: string }[];
  /** Some of what is counted (AM-9). */
  lots?: { lotId: string; quantity: number }[];
  fromPlaceId: string;
  toPlaceId: string;
  toOrgUnitId: string;
  carrierId: string;
  driverId: string;
  /** Another driver than the paper names came for the goods, and signs. */
  drivenBy?: string;
  officer: { orgUnitId: string; personId: string };
  originWaybillId?: string;
  reason?: string;
  /** A change of carrier: the driver who gives the goods away signs too (T36). */
  previousDriverId?: string;
}

export interface Waybill extends Document {
  purpose: string;
  lines: { lineId: string; deviceId: string; tag: string | null; state: string }[];
}

export const signatureOf = (
  personId: string,
  capacity: string,
  signedAt = new Date().toISOString(),
): Record<string, string> => ({
  personId,
  capacity,
  signedAt,
});

/** Draft, release order approved by a person who handles nothing, and the departure with the driver's signature. */
export async function dispatch(cast: Cast, route: Route, seals: string[] = []): Promise<Waybill> {
  const dispatcher = cast.as('dispatcher');
  const { previousDriverId, drivenBy, ...written } = route;
  const draft = await dispatcher.post<Waybill>('/handover/waybills', {
    vehiclePlate: 'CD 4471 AB 22',
    seals,
    ...written,
  });
  await cast.as('programmeManager').post(`/handover/waybills/${draft.id}/release`, {});
  await dispatcher.post(`/handover/waybills/${draft.id}/dispatch`, {
    driverSignature: signatureOf(drivenBy ?? route.driverId, 'DRIVER'),
    ...(previousDriverId === undefined ? {} : { previousDriverSignature: signatureOf(previousDriverId, 'DRIVER') }),
    releasedBy: cast.person('storekeeper'),
  });
  return settled<Waybill>(dispatcher, `/handover/waybills/${draft.id}`);
}

export interface Arrival {
  sealsIntact: boolean;
  sealNote?: string;
  missing?: { deviceId: string; remark?: string }[];
}

export async function arrive(cast: Cast, waybill: Waybill, driverId: string, arrival: Arrival): Promise<Document> {
  const officer = cast.as('fieldOfficer');
  await officer.post(`/handover/waybills/${waybill.id}/arrivals`, {
    ...arrival,
    driverSignature: signatureOf(driverId, 'DRIVER'),
  });
  return settled<Document>(officer, `/handover/waybills/${waybill.id}`);
}

export interface ReadLine {
  code: string;
  outcome: string;
  condition?: string;
  remark?: string;
  confirmedBy?: string;
}

/** Goods without a serial, told by number. */
export interface CountLine {
  waybillId: string;
  model: string;
  count: number;
  outcome: string;
  condition?: string;
}

export interface Acknowledgement {
  kind?: 'FIRST' | 'RETURN';
  orgUnitId: string;
  waybillIds?: string[];
  placeId?: string;
  signer: string;
  capacity?: string;
  recordedBy?: 'unitHead' | 'deputy' | 'fieldOfficer' | 'storekeeper' | 'lakeUnitHead';
  signedAt?: string;
  /** Signed on paper before a witness, and written down by who records it (AM-1). */
  paper?: { witnessId: string; sheetSha256: string };
  lines: (ReadLine | CountLine)[];
}

export interface Handover extends Document {
  hold: string;
  pending?: string | null;
  lines: { code: string; deviceId?: string | null; outcome: string; effect: string }[];
  kits: { code: string; kitId: string; proposes: string[] }[];
  counts: { count: number; open: number; settled: boolean }[];
  exceptions: Problem[];
}

export const accepted = (code: string): ReadLine => ({
  code,
  outcome: 'ACCEPTED',
  condition: 'EXCELLENT',
  confirmedBy: 'SCAN',
});
export const refused = (code: string, remark: string): ReadLine => ({
  code,
  outcome: 'REFUSED',
  condition: 'REPAIRABLE',
  confirmedBy: 'SCAN',
  remark,
});
export const notArrived = (code: string): ReadLine => ({ code, outcome: 'NOT_ARRIVED' });

/** The head of the unit, or somebody for him, says what became of every code he read, and signs once. */
export async function acknowledge(cast: Cast, said: Acknowledgement): Promise<Handover> {
  const { signer, capacity, recordedBy, signedAt, kind, paper, ...rest } = said;
  const recorder = cast.as(recordedBy ?? 'unitHead');
  const at = signedAt ?? new Date().toISOString();
  const made = await recorder.post<Handover>(
    '/handover/handovers',
    {
      kind: kind ?? 'FIRST',
      ...rest,
      signedAt: at,
      signature: signatureOf(signer, capacity ?? 'HEAD', at),
      giverId: cast.person('fieldOfficer'),
      channel: paper ? 'PAPER_TRANSCRIBED' : 'OWN_PHONE',
      ...paper,
    },
    { occurredAt: at },
  );
  return settled<Handover>(recorder, `/handover/handovers/${made.id}`);
}

export async function countersign(cast: Cast, handoverId: string): Promise<Document> {
  const officer = cast.as('fieldOfficer');
  await officer.post(`/handover/handovers/${handoverId}/countersignature`, {
    signature: signatureOf(cast.person('fieldOfficer'), 'OFFICER'),
  });
  return settled<Document>(officer, `/handover/handovers/${handoverId}`);
}

/** The deed of donation: title passes to the State, each device at its cost; custody does not move. */
export async function donate(
  cast: Cast,
  beneficiaryUnitId: string,
  deviceIds: string[],
): Promise<Document & { annexHash: string }> {
  const approver = cast.as('approver');
  const made = await approver.post<Document & { annexHash: string }>('/handover/deeds', {
    beneficiaryUnitId,
    place: 'Mbuji-Mayi',
    conditions: ['Usage exclusif par la Police nationale', 'Ni vente ni cession', 'Droit d’inspection du bailleur'],
    signatures: [
      signatureOf(cast.person('approver'), 'SUPERIOR'),
      signatureOf(cast.person('stateSignatory'), 'SUPERIOR'),
    ],
    lines: deviceIds.map((deviceId) => ({ deviceId })),
  });
  return settled(approver, `/handover/deeds/${made.id}`);
}
