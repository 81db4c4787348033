import { seedId } from './ids.ts';

/** Ids a service makes itself are not known beforehand; the API page shows these in their place, and the seed says which. */
export const standIns = {
  inStock: '01970000-0000-7000-8000-00000000d001',
  donated: '01970000-0000-7000-8000-00000000d011',
  struck: '01970000-0000-7000-8000-00000000d012',
  kit: '01970000-0000-7000-8000-00000000d0c1',
  incident: '01970000-0000-7000-8000-00000000d0f1',
  lot: '01970000-0000-7000-8000-00000000d107',
  disputed: '01970000-0000-7000-8000-00000000d108',
  exception: '01970000-0000-7000-8000-00000000d0e1',
  override: '01970000-0000-7000-8000-00000000d0d1',
  mistaken: '01970000-0000-7000-8000-00000000d021',
  fact: '01970000-0000-7000-8000-00000000d0a1',
  token: '01970000-0000-7000-8000-00000000d0b1',
} as const;

/** Waybills by the state they are left in; each carries the laptop of that number. */
export const waybills = [
  { name: 'draft', laptop: 5, until: 'DRAFT' },
  { name: 'released', laptop: 6, until: 'RELEASED' },
  { name: 'unwanted', laptop: 7, until: 'DRAFT' },
  { name: 'on the way', laptop: 8, until: 'DISPATCHED' },
  { name: 'overdue', laptop: 9, until: 'DISPATCHED' },
  { name: 'to acknowledge', laptop: 10, until: 'DISPATCHED' },
  { name: 'provisional', laptop: 11, until: 'ARRIVED' },
  { name: 'mistaken', laptop: 12, until: 'ARRIVED' },
  { name: 'rectified', laptop: 13, until: 'ARRIVED' },
  { name: 'short', laptop: 14, until: 'DISPATCHED' },
  { name: 'under reserve', laptop: 16, until: 'ARRIVED' },
] as const;
export const pending = { name: 'pending', laptop: 15 };
/** Signed on paper and written down by the officer: another person compares it with the sheet (AM-1). */
export const onPaper = { name: 'on paper', laptop: 17 };

export const exampleDocuments = [
  ...['purchase order', 'receipt stock', 'receipt untagged', 'receipt to inspect', 'receipt without order'],
  ...['receipt to screen', 'receipt counted', 'inspection counted', 'receipt disputed', 'tag roll'],
  ...['tagging', 'inspection', 'arrival provisional', 'pv provisional', 'pv mistaken', 'pv rectified', 'pv pending'],
  ...['pv under reserve', 'mandate announced', 'mandate to revoke', 'command handover'],
  ...['correction to confirm', 'correction to reject'],
  ...['rectification', 'deed', 'role', 'allocation proposed', 'allocation unwanted', 'allocation approved'],
  ...['receipt on paper', 'pv on paper', 'phone', 'phone lost'],
  ...['invoice', 'invoice to match', 'invoice to resolve'],
  ...['shipment', 'shipment to close', 'shipment to withdraw', 'manifest'],
  ...['claim', 'claim to send', 'claim to answer', 'claim to settle'],
  'webhook',
  ...['legacy list', 'legacy list to refuse', 'legacy list approved', 'void to confirm', 'void to reject'],
  ...['matrix', 'requisition', 'requisition draft', 'requisition to submit', 'requisition to refuse'],
  ...['requisition to cancel', 'requisition to quote', 'requisition quoted', 'requisition to order', 'quotation'],
  ...[
    'order proposal',
    'order proposal to refuse',
    'order proposal to withdraw',
    'order to amend',
    'order amended',
    'amendment to accept',
  ],
  ...['role pending', 'rule value proposal', 'waiver', 'waiver to revoke'],
  ...waybills.map(({ name }) => `waybill ${name}`),
];
export const exampleId = (name: string): string => seedId(`example ${name}`);
export const exampleSerial = (laptop: number): string => `EXD25${String(laptop).padStart(4, '0')}`;
