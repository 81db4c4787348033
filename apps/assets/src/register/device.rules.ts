import type { Condition, FundingShare, Lifecycle, Title, Use } from '@dotation/contracts';
import type { Waiting } from './acceptance.rules.js';
import type { OpenCustody } from './custody.rules.js';

/** A device as the register decides about it: five independent dimensions, its number, and what acceptance looks at. */
export interface Device {
  deviceId: string;
  /** The last number given. */
  deviceSeq: number;
  /** Base64 leaf hash of the fact that carried that number. */
  leafHash: string;
  lifecycle: Lifecycle;
  title: Title;
  custody: OpenCustody;
  /** The unit it is on its way to, or stands before; absent or null: none. */
  consigneeId?: string | null;
  condition: Condition;
  use: Use;
  tag: string | null;
  costMinor: number | null;
  /** Why it costs nothing (AM-12); absent or null: it costs something, or nobody said. */
  zeroCostReason?: string | null;
  currency: string | null;
  funding: FundingShare[] | null;
  orderLineId: string | null;
  disputed: boolean;
  /** Set when the inspection accepted it (CR-10); with it, `waitingFor` says why it is still in A01. */
  acquisitionDate: string | null;
  waitingFor: Waiting[];
}
