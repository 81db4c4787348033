import { ask } from '../api/http.js';
import type { DeliveryLine, Kit } from './delivery.rules.js';

export interface CellFinding {
  row: number;
  line: number;
  column?: string;
  field: string;
  code: string;
  detail: string;
  text: { fr: string; en: string };
}
export interface ListReading {
  encoding: string;
  delimiter: string;
  headingLine: number;
  sheet?: string;
  otherSheets?: string[];
  mappingFrom: 'REMEMBERED' | 'HEADINGS';
  columns: { heading: string; field: string | null }[];
  rows: {
    row: number;
    line: number;
    values: Record<string, string | null>;
    problems: CellFinding[];
    warnings: CellFinding[];
  }[];
  ignored: { line: number; why: string }[];
  warnings: { line: number; code: string; detail: string; text: { fr: string; en: string } }[];
  kitsProposed: Kit[];
  summary: { rows: number; devices: number; refused: number; warned: number };
  lines: DeliveryLine[];
}

/** What a column of a supplier's list can be. */
export const columnFields = [
  ...[
    'number',
    'carton',
    'maker',
    'model',
    'description',
    'serial',
    'mac',
    'imei',
    'vin',
    'engine',
    'hull',
    'plate',
    'radioId',
    'terminalId',
  ],
  ...[
    'iccid',
    'licence',
    'quantity',
    'unitPrice',
    'freight',
    'insurance',
    'duty',
    'installation',
    'currency',
    'kit',
    'noSerialReason',
  ],
];

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const typeOfList = (file: File): string =>
  /\.(xlsx|xlsm|xls|ods)$/i.test(file.name) ? spreadsheet : 'text/csv';

export function listAddress(
  action: 'readings' | 'failed-rows',
  order: { id: string; supplierId: string | null },
  more: Record<string, string> = {},
): string {
  const search = new URLSearchParams({
    purchaseOrderId: order.id,
    ...(order.supplierId ? { supplierId: order.supplierId } : {}),
    ...more,
  });
  return `/procurement/packing-lists/${action}?${search}`;
}

/** Reads the list without writing anything. */
export const readList = (
  file: File,
  order: { id: string; supplierId: string | null },
  more: Record<string, string> = {},
): Promise<ListReading> =>
  ask<ListReading>(listAddress('readings', order, more), { method: 'POST', body: file, contentType: typeOfList(file) });
