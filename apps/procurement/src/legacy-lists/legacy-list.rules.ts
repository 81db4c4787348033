import {
  LEGACY_ELEMENTS,
  type LegacyApprovedLine,
  type LegacyElement,
  type LegacyOrigin,
  type Title,
  type Use,
} from '@dotation/contracts';
import { isExclusive } from '../receipts/identifier.rules.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';
import type { Captured } from '../receipts/serial.rules.js';
import type { LegacyRow } from './legacy-row.rules.js';

/** What is said of a whole list. */
export interface LegacyHead {
  origin: LegacyOrigin;
  /** Who has what names no unit of its own, and where. */
  orgUnitId: string;
  placeId: string;
  title: Title;
  use: Use;
  currency: string | null;
  /** Why an element is blank, where rows do not say it. */
  reasons: Partial<Record<LegacyElement, string>>;
}

export interface Unit {
  id: string;
  /** Where the unit is; null: as the list says. */
  placeId: string | null;
}

/** What rows name, as it is known here. */
export interface Named {
  units: ReadonlyMap<string, Unit>;
  /** Award ids by FAIN. */
  awards: ReadonlyMap<string, string>;
}

export interface LegacyCapture extends Captured {
  legacy: LegacyRow;
}

interface Blank {
  element: LegacyElement;
  reason: string;
}

/** What of a row is not said; what is found only at a count has a custodian and a place at least. */
function missingOf({ row, legacy }: LegacyCapture, head: LegacyHead): LegacyElement[] {
  const missing: Partial<Record<LegacyElement, boolean>> = {
    DESCRIPTION: row.maker === undefined || row.model === undefined,
    IDENTIFICATION: row.identifiers.length === 0,
    FUNDING_SOURCE: legacy.fain === null,
    ACQUISITION_DATE: legacy.acquiredOn === null,
    COST: !(row.unitPriceMinor !== undefined && row.unitPriceMinor > 0),
    // Katanga of 2014 is four provinces of today: who knows no more says so, and the place stays a blank.
    LOCATION: legacy.unitCode === null && head.reasons.LOCATION !== undefined,
    USE: head.use === 'UNKNOWN',
    CONDITION: legacy.condition === 'UNKNOWN',
  };
  return LEGACY_ELEMENTS.filter((element) => missing[element] === true);
}

/** AM-13: an element may be null only with a reason. Told once per element, on the first row that lacks it. */
export function checkReasons(captured: readonly LegacyCapture[], head: LegacyHead, problems: RowProblem[]): void {
  const lacking = new Map<LegacyElement, number[]>();
  for (const one of captured)
    for (const element of missingOf(one, head)) {
      if (head.reasons[element] !== undefined) continue;
      const rows = lacking.get(element);
      if (rows === undefined) lacking.set(element, [one.row.row]);
      else rows.push(one.row.row);
    }
  for (const [element, [row = 0, ...others]] of lacking) {
    const rows = others.length === 0 ? `Row ${row} does` : `Row ${row} and ${others.length} more do`;
    const detail = `${rows} not say ${element}: say why in reasons.${element} (AM-13).`;
    problems.push({ row, field: `reasons.${element}`, code: 'element-without-reason', detail });
  }
}

/** What the rows name has to be known, and a serial is on one device. */
export function checkRows(
  captured: readonly LegacyCapture[],
  head: LegacyHead,
  named: Named,
  problems: RowProblem[],
): void {
  for (const { row, item, legacy } of captured) {
    const problem = (field: string, code: string, detail: string): number =>
      problems.push({ row: row.row, field, code, detail });
    if (item.trackingMode !== 'SERIAL')
      problem('catalogueItemId', 'counted-not-listed', 'It is counted in lots: an old list brings devices.');
    if (row.quantity > 1 && row.identifiers.some(({ type }) => isExclusive(type, item.serialRule)))
      problem('quantity', 'quantity-of-one-serial', 'A serial is on one device: each is a row of its own.');
    if (legacy.unitCode !== null && !named.units.has(legacy.unitCode))
      problem('unit', 'unit-unknown', `No unit has the code ${legacy.unitCode}.`);
    if (legacy.fain !== null && !named.awards.has(legacy.fain))
      problem('fain', 'award-unknown', `No award has the number ${legacy.fain}.`);
    if ((row.unitPriceMinor ?? 0) > 0 && row.currency === undefined && head.currency === null)
      problem('currency', 'currency-missing', 'Of which currency is the cost? Say it in the row or for the list.');
  }
}

/** The devices of a list, ready to be born: one row may give many. The row as it was read goes with each of them. */
export function legacyLines(
  captured: readonly LegacyCapture[],
  head: LegacyHead,
  named: Named,
  sourceOf: (row: number) => LegacyApprovedLine['source'],
  newId: () => string,
): LegacyApprovedLine[] {
  return captured.flatMap((one) => {
    const { row, item, legacy } = one;
    const unit = legacy.unitCode === null ? undefined : named.units.get(legacy.unitCode);
    const awardId = legacy.fain === null ? undefined : named.awards.get(legacy.fain);
    const cost = row.unitPriceMinor !== undefined && row.unitPriceMinor > 0 ? row.unitPriceMinor : null;
    const blanks = missingOf(one, head).map((element): Blank => ({ element, reason: head.reasons[element] ?? '' }));
    return Array.from({ length: row.quantity }, (): LegacyApprovedLine => ({
      ...{ lineId: newId(), deviceId: newId() },
      ...{ catalogueItemId: item.catalogueItemId, makerId: item.makerId, maker: item.maker, model: item.model },
      ...{ category: item.category, description: legacy.description ?? item.description },
      ...{ trackingMode: item.trackingMode, serialRule: item.serialRule, identifiers: row.identifiers },
      ...{ lifecycle: legacy.lifecycle, title: head.title, use: head.use, condition: legacy.condition },
      ...{ orgUnitId: unit?.id ?? head.orgUnitId, placeId: unit?.placeId ?? head.placeId },
      acquisitionDate: legacy.acquiredOn,
      costMinor: cost,
      currency: cost === null ? null : (row.currency ?? head.currency),
      funding: awardId === undefined ? null : [{ awardId, percent: 100 }],
      ...{ blanks, source: sourceOf(row.row) },
    }));
  });
}
