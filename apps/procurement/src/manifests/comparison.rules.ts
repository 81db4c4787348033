/** What is known of one model of a shipment; quantities. */
export interface Counted {
  catalogueItemId: string | null;
  maker: string | null;
  model: string | null;
  announced: number | null;
  ordered: number | null;
  /** Of the order, whichever shipment brings it; null with no order. */
  open: number | null;
  received: number;
  rejected: number;
}

/** What is missing of a model, and what is too much: by the manifest, else by what the order still waits for. */
export function difference({ announced, open, received }: Pick<Counted, 'announced' | 'open' | 'received'>): {
  short: number;
  over: number;
} {
  if (announced === null) return { short: Math.max(0, open ?? 0), over: 0 };
  return { short: Math.max(0, announced - received), over: Math.max(0, received - announced) };
}
