// What stands in a delivery before it is recorded: rows from the supplier's list or from a scanner, corrected in place.

export interface DeliveryLine {
  row: number;
  orderLineId?: string;
  catalogueItemId?: string;
  maker?: string;
  model?: string;
  serial?: string;
  quantity?: number;
  noSerialReason?: string;
  platePhotoSha256?: string;
  serialTyped?: boolean;
  [field: string]: unknown;
}
export interface Kit {
  label: string;
  rows: number[];
}

/** Scanned: one device more, unless its number is already there (said, never doubled). */
export function addScanned(
  lines: readonly DeliveryLine[],
  serial: string,
  of: Pick<DeliveryLine, 'orderLineId' | 'maker' | 'model'>,
): { lines: DeliveryLine[]; repeats: boolean } {
  const written = serial.trim();
  const repeats = lines.some((line) => line.serial?.toUpperCase() === written.toUpperCase());
  if (written === '' || repeats) return { lines: [...lines], repeats };
  const row = lines.reduce((highest, line) => Math.max(highest, line.row), 0) + 1;
  return { lines: [...lines, { row, serial: written, ...of }], repeats: false };
}

export const withoutRow = (lines: readonly DeliveryLine[], row: number): DeliveryLine[] =>
  lines.filter((line) => line.row !== row);

/** A serial typed from the plate is said to be typed: it needs the plate's photograph (CR-08). */
export function corrected(lines: readonly DeliveryLine[], row: number, change: Partial<DeliveryLine>): DeliveryLine[] {
  const typed = change.serial === undefined ? {} : { serialTyped: true };
  return lines.map((line) => (line.row === row ? { ...line, ...change, ...typed } : line));
}

/** Kits whose rows are all still there; a kit that lost a part is none. */
export const wholeKits = (kits: readonly Kit[], lines: readonly DeliveryLine[]): Kit[] => {
  const present = new Set(lines.map(({ row }) => row));
  return kits.filter(({ rows }) => rows.every((row) => present.has(row)));
};
