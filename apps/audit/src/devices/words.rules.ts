import type { Transition } from '@dotation/contracts';

const facts: Record<string, string> = {
  'fact.procurement.order-recorded.v1': 'order recorded',
  'fact.procurement.order-amended.v1': 'order amended',
  'fact.procurement.shipment-announced.v1': 'shipment announced',
  'fact.procurement.shipment-progressed.v1': 'shipment told of',
  'fact.procurement.shipment-ended.v1': 'shipment closed or withdrawn',
  'fact.procurement.customs-filed.v1': 'customs papers kept',
  'fact.procurement.manifest-loaded.v1': 'manifest loaded',
  'fact.procurement.claim-sent.v1': 'claim sent',
  'fact.procurement.claim-answered.v1': 'claim answered',
  'fact.procurement.claim-settled.v1': 'claim settled',
  'fact.procurement.goods-received.v1': 'goods received',
  'fact.procurement.inspection-closed.v1': 'inspection closed',
  'fact.procurement.reception-finalised.v1': 'received finally: reserves lifted',
  'fact.procurement.goods-linked-to-order.v1': 'linked to an order',
  'fact.procurement.invoice-recorded.v1': 'invoice recorded',
  'fact.procurement.invoice-resolved.v1': 'difference of an invoice decided',
  'fact.procurement.invoice-paid.v1': 'invoice paid',
  'fact.procurement.costs-adjusted.v1': 'priced by its invoices',
  'fact.procurement.legacy-list-imported.v1': 'old list brought',
  'fact.procurement.legacy-list-approved.v1': 'old list approved',
  'fact.procurement.legacy-list-refused.v1': 'old list refused',
  'fact.assets.device-registered.v1': 'entered the register',
  'fact.assets.device-registration-refused.v1': 'refused by the register',
  'fact.assets.device-tagged.v1': 'tag bound',
  'fact.assets.effect-conflicted.v1': 'could not move',
  'fact.assets.plate-decided.v1': 'disputed plate read again',
  'fact.assets.device-void-proposed.v1': 'said to be no device',
  'fact.assets.device-voided.v1': 'void note confirmed',
  'fact.assets.device-void-rejected.v1': 'void note rejected',
  'fact.assets.incident-opened.v1': 'incident opened',
  'fact.assets.incident-closed.v1': 'incident closed',
  'fact.handover.allocation-proposed.v1': 'allocation proposed',
  'fact.handover.allocation-approved.v1': 'allocation approved',
  'fact.handover.allocation-cancelled.v1': 'allocation cancelled',
  'fact.handover.release-approved.v1': 'release approved',
  'fact.handover.waybill-dispatched.v1': 'waybill dispatched',
  'fact.handover.arrival-recorded.v1': 'arrival recorded',
  'fact.handover.waybill-lines-transferred.v1': 'transferred to another leg',
  'fact.handover.waybill-closed.v1': 'waybill closed',
  'fact.handover.waybill-closed-short.v1': 'waybill closed short',
  'fact.handover.device-seen-elsewhere.v1': 'seen at another unit',
  'fact.handover.handover-signed.v1': 'handover signed',
  'fact.handover.handover-countersigned.v1': 'handover countersigned',
  'fact.handover.handover-completed.v1': 'handover completed',
  'fact.handover.handover-ratified.v1': 'handover ratified',
  'fact.handover.handover-rectified.v1': 'handover rectified',
  'fact.handover.transcription-checked.v1': 'compared with the signed sheet',
  'fact.handover.command-handed-over.v1': 'remise et reprise',
  'fact.handover.access-override-granted.v1': 'let through by two persons (CR-66)',
  'fact.handover.deed-effective.v1': 'deed of donation effective',
};

/** Domain §8.4, with the additions of docs/flows.md. */
const transitions: Record<Transition, string> = {
  T01: 'captured at receipt',
  T02: 'accepted at inspection',
  T03: 'rejected at inspection',
  T06: 'reserved for a unit',
  T07: 'released back to stock',
  T08: 'left with the carrier',
  T09: 'arrived at the unit',
  T11: 'missing',
  T12: 'handed over to the unit',
  T13: 'kept in deposit',
  T14: 'title passed',
  T17: 'remise et reprise between heads of unit',
  T25: 'turned up again',
  T34: 'voided: it is no device, or has another record',
  T36: 'changed carrier or leg',
  T37: 'on its way back, or back in the store',
  T38: 'exchanged for another one, given back to the supplier',
  T40: 'place corrected: seen elsewhere',
  T41: 'struck from the handover, back with the giver',
  T42: 'confirmed: no longer under reserve',
  T43: 'cost adjusted by an invoice',
};

/** What a fact says of the device, in a few words. */
export function wordsFor(
  type: string,
  line: { transition?: Transition; outcome?: string; result?: string; effect?: string; change?: unknown },
): string {
  const known = facts[type] ?? type;
  if (line.transition !== undefined && type !== 'fact.assets.effect-conflicted.v1')
    return `${transitions[line.transition] ?? 'changed'} (${line.transition})`;
  const said = line.outcome ?? line.result ?? (typeof line.change === 'string' ? line.change : undefined);
  const outcome = said === undefined ? '' : `: ${said.toLowerCase().replaceAll('_', ' ')}`;
  // A countersignature never moves a device; it need not be said.
  const effect = type === 'fact.handover.handover-countersigned.v1' ? undefined : line.effect;
  const without = effect !== undefined && effect !== 'MOVES' ? ` (${effect.toLowerCase()})` : '';
  return `${known}${outcome}${without}`;
}
