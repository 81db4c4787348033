import type { FundingShare } from '@dotation/contracts';

/** What an accepted device may still wait for before it leaves A01. */
export type Waiting = 'TAG' | 'COST' | 'FUNDING' | 'ORDER' | 'DISPUTE';

export interface Acceptable {
  tag: string | null;
  costMinor: number | null;
  zeroCostReason?: string | null;
  funding: readonly FundingShare[] | null;
  orderLineId: string | null;
  disputed: boolean;
}

/** CR-12, AM-6, AM-8: no device leaves A01 without tag, cost above 0 (or 0 for a reason, AM-12), funding of 100 %, its order line, or in dispute. */
export function waitsFor(device: Acceptable): Waiting[] {
  const missing: Waiting[] = [];
  if (device.tag === null) missing.push('TAG');
  if (device.costMinor === null || (device.costMinor <= 0 && !device.zeroCostReason)) missing.push('COST');
  if (!isWhole(device.funding)) missing.push('FUNDING');
  if (device.orderLineId === null) missing.push('ORDER');
  if (device.disputed) missing.push('DISPUTE');
  return missing;
}

/** Shares have two decimals (domain §9.1): summed in hundredths, or 33.33 + 33.33 + 33.34 would not be 100. */
function isWhole(funding: readonly FundingShare[] | null): boolean {
  const hundredths = (funding ?? []).reduce((sum, share) => sum + Math.round(share.percent * 100), 0);
  return hundredths === 10_000;
}
