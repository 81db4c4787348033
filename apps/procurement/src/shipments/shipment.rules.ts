import { procurementError } from '../errors.js';

/** What happens to a shipment, in this order; a step nobody told of may be left out. */
export const STEPS = ['DEPARTED', 'ARRIVED', 'CLEARED', 'DELIVERED'] as const;
export type Step = (typeof STEPS)[number];

/** RESCHEDULED says only that it is expected on another day. */
export const TOLD_STEPS = ['RESCHEDULED', 'DEPARTED', 'ARRIVED', 'CLEARED'] as const;
export type ToldStep = (typeof TOLD_STEPS)[number];

export const SHIPMENT_STATUSES = ['ANNOUNCED', ...STEPS, 'CLOSED', 'WITHDRAWN'] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

/** Whose word a step is; who wrote it down is known beside it. */
export const TELLERS = ['SUPPLIER', 'CARRIER', 'CLEARING_AGENT', 'STORE'] as const;
export type Teller = (typeof TELLERS)[number];

export const MODES = ['AIR', 'SEA', 'ROAD', 'LAKE', 'RAIL', 'RIVER'] as const;
export type Mode = (typeof MODES)[number];

/** Incoterms 2020. */
export const INCOTERMS = ['EXW', 'FCA', 'FAS', 'FOB', 'CFR', 'CIF', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP'] as const;
export type Incoterm = (typeof INCOTERMS)[number];

/** Domain §3.7: before this step a loss is the supplier's. */
export function riskPassesAt(incoterm: Incoterm): 'DEPARTED' | 'DELIVERED' {
  return incoterm.startsWith('D') ? 'DELIVERED' : 'DEPARTED';
}

/** Goods from this country pass no border (ISO 3166-1). */
export const HOME = 'CD';

export interface Progress {
  step: Step;
  happenedAt: Date;
}

const open: readonly ShipmentStatus[] = ['ANNOUNCED', ...STEPS];
const onTheWay: readonly ShipmentStatus[] = ['ANNOUNCED', 'DEPARTED', 'ARRIVED', 'CLEARED'];

/** A store's or a carrier's clock may be this much ahead (AM-24). */
const CLOCK_TOLERANCE_MS = 10 * 60_000;
const EARLIEST = new Date('2000-01-01T00:00:00.000Z');

/**
 * A step may be told late, and told again where its time was wrong: what was told last counts. It never happened before what
 * comes before it, nor after what comes after it.
 */
export function checkStep(status: ShipmentStatus, told: readonly Progress[], next: Progress, now: Date): void {
  checkOpen(status);
  const wrong = (detail: string): Error =>
    procurementError('shipment-step-wrong', detail, [
      { row: 0, field: 'happenedAt', code: 'shipment-step-wrong', detail },
    ]);
  const { step, happenedAt } = next;
  if (happenedAt.getTime() > now.getTime() + CLOCK_TOLERANCE_MS || happenedAt < EARLIEST)
    throw wrong(`It is told once it happened, and nothing happened before 2000; it is ${now.toISOString()}.`);
  const latest = new Map(told.map((one) => [one.step, one.happenedAt]));
  for (const [other, at] of latest) {
    const [before, after] = [STEPS.indexOf(other) < STEPS.indexOf(step), STEPS.indexOf(other) > STEPS.indexOf(step)];
    if (before && happenedAt < at) throw wrong(`It ${verbs[other]} on ${at.toISOString()}, later than that.`);
    if (after && happenedAt > at) throw wrong(`It ${verbs[other]} on ${at.toISOString()}, earlier than that.`);
  }
}

const verbs: Readonly<Record<Step, string>> = {
  DEPARTED: 'departed',
  ARRIVED: 'arrived',
  CLEARED: 'was cleared',
  DELIVERED: 'was delivered',
};

/** Where it is: the furthest step that was told. */
export function statusAfter(status: ShipmentStatus, step: Step): ShipmentStatus {
  return open.indexOf(step) > open.indexOf(status) ? step : status;
}

export function checkOpen(status: ShipmentStatus): void {
  if (!open.includes(status)) throw procurementError('shipment-ended', `It is ${status}.`);
}

/** A receipt names the shipment that its goods came by: of the same order, or of none. */
export function checkReceiptOf(
  shipment: { status: ShipmentStatus; purchaseOrderId: string | null },
  orderId: string | null,
): void {
  checkOpen(shipment.status);
  if (shipment.purchaseOrderId === null || shipment.purchaseOrderId === orderId?.toLowerCase()) return;
  const detail = 'It was announced for another order: receive its goods on that order.';
  const problem = { row: 0, field: 'shipmentId', code: 'shipment-of-another-order', detail };
  throw procurementError('shipment-of-another-order', detail, [problem]);
}

/** What never reached the country or the store can be withdrawn; what did is closed. */
export function checkWithdrawal(status: ShipmentStatus): void {
  if (status !== 'ANNOUNCED' && status !== 'DEPARTED')
    throw procurementError('shipment-step-out-of-turn', `It is ${status}: what arrived is closed, not withdrawn.`);
}

/** CR-14: not before its customs papers are there; what arrived and was never delivered says what became of it. */
export function checkClosure(
  status: ShipmentStatus,
  reason: string | null,
  customsMissing: readonly { field: string; detail: string }[],
): void {
  if (!['ARRIVED', 'CLEARED', 'DELIVERED'].includes(status))
    throw procurementError('shipment-step-out-of-turn', `It is ${status}.`);
  if (customsMissing.length > 0) {
    const rows = customsMissing.map((one) => ({ row: 0, code: 'customs-missing', ...one }));
    throw procurementError('customs-missing', customsMissing.map(({ detail }) => detail).join(' '), rows);
  }
  if (status === 'DELIVERED' || reason !== null) return;
  const detail = 'It was never delivered: say what became of it.';
  throw procurementError('reason-missing', detail, [{ row: 0, field: 'reason', code: 'reason-missing', detail }]);
}

/** Whether it may still come as announced: on its way, and its day not over. */
export function isAwaited(status: ShipmentStatus, expectedOn: string, today: string): boolean {
  return onTheWay.includes(status) && expectedOn >= today;
}

/** How many days it is late; 0 when it is not, or is no longer on its way. */
export function daysLate(status: ShipmentStatus, expectedOn: string, today: string): number {
  if (!onTheWay.includes(status) || expectedOn >= today) return 0;
  return Math.round((Date.parse(today) - Date.parse(expectedOn)) / 86_400_000);
}

/** A waybill is one by its number, however it is typed: 071-1234 5675. */
export function transportKey(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
