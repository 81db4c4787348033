import type { Captured, Findings } from './serial.rules.js';
import { warn } from './serial.rules.js';
import type { OrderBalance } from './order-balance.rules.js';
import type { ReceiptRow } from './receipt-row.rules.js';

// What a supplier's list says of money is a claim (AM-7): told, compared, and never taken for the cost (AM-12).

export function warnOfPrice(row: ReceiptRow, line: OrderBalance, findings: Findings): void {
  const said = row.unitPriceMinor;
  if (said === undefined || (said === line.unitPriceMinor && (row.currency ?? line.currency) === line.currency)) return;
  if (findings.warnings.get(row.row)?.some(({ code }) => code === 'price-differs')) return;
  const detail = `The supplier says ${amount(said)} ${row.currency ?? line.currency}, the order ${amount(line.unitPriceMinor)} ${line.currency}; the order counts (AM-12).`;
  warn(findings, row.row, { code: 'price-differs', field: 'unitPriceMinor', detail });
}

function amount(minor: number): string {
  return `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
}

/** What is to come upon the price counts when it is invoiced; whoever then compares finds it noted on the line. */
export function warnOfLanded(captured: readonly Captured[], findings: Findings): void {
  for (const { row } of captured) {
    for (const [cost, minor] of Object.entries(row.landedMinor ?? {})) {
      const detail = `The supplier says ${amount(minor)} ${row.currency ?? ''} of ${cost}; it counts when it is invoiced (AM-12).`;
      warn(findings, row.row, { code: 'landed-claimed', field: cost, detail: detail.replace('  ', ' ') });
    }
  }
}
