import { createHash } from 'node:crypto';
import { splitByWeights } from '@dotation/contracts';
import type { Component } from './invoice.rules.js';

/**
 * What a unit of an order line costs. Each line of an order is so many *units*, numbered from 1; a device that was accepted is one
 * of them, a lot is several. An invoice prices the next units of a line, and what it charges beside lies on all of them. So every
 * cent of every invoice lies on a unit, registered or not, and the units of an order come to its invoices by construction (Q21).
 */
export interface PricedLine {
  orderLineId: string;
  quantity: number;
  unitPriceMinor: number;
}

/** A line of a matched invoice; its amount in the currency of the order. */
export interface ChargedLine {
  lineId: string;
  invoiceId: string;
  number: string;
  orderLineId: string | null;
  quantity: number | null;
  component: Component | null;
  costMinor: number;
  /** Of a credit note: the invoice from which it takes this back. */
  creditsInvoiceId: string | null;
}

/** An amount over a run of units, each its even part, the first ones an odd minor unit more. */
interface Layer {
  line: ChargedLine;
  /** PRICE: goods, whose units this prices; else what comes on them. */
  isGoods: boolean;
  from: number;
  count: number;
  minor: number;
}

/** Units `from`, `from + 1` … of a line. */
export interface Units {
  from: number;
  count: number;
}

export interface Adjustment {
  lineId: string;
  invoiceId: string;
  number: string;
  component: Component | 'PRICE';
  /** What it adds to the price of the order; below 0 where the invoice asks less. */
  minor: number;
}

/** What lies on the units of each order line; `charged` in the order in which the invoices were matched. */
export function layersOf(lines: readonly PricedLine[], charged: readonly ChargedLine[]): Map<string, Layer[]> {
  const layers = new Map<string, Layer[]>(lines.map(({ orderLineId }) => [orderLineId, []]));
  const { goods, beside } = netOfCredits(charged);
  const invoiced = new Map<string, number>();
  for (const { line, count, minor } of goods) {
    const orderLineId = line.orderLineId ?? '';
    const before = invoiced.get(orderLineId) ?? 0;
    layers.get(orderLineId)?.push({ line, isGoods: true, from: before + 1, count, minor });
    invoiced.set(orderLineId, before + count);
  }
  for (const { line, minor } of beside) {
    const on = lines.filter(({ orderLineId }) => line.orderLineId === null || line.orderLineId === orderLineId);
    const parts = splitByWeights(Math.abs(minor), weightsOf(on));
    for (const { orderLineId, quantity } of on) {
      const part = parts.get(orderLineId);
      // A charge on a line that was cancelled lies on its first unit, which nothing is.
      if (part)
        layers.get(orderLineId)?.push({
          ...{ line, isGoods: false, from: 1, count: Math.max(quantity, 1), minor: Math.sign(minor) * part },
        });
    }
  }
  return layers;
}

/**
 * What goes back takes the last units of its invoice with it. What it is credited with more or less than they cost there lies, like a
 * charge, on all units of the line, so that not a cent is lost.
 */
function netOfCredits(charged: readonly ChargedLine[]): {
  goods: { line: ChargedLine; count: number; minor: number }[];
  beside: { line: ChargedLine; minor: number }[];
} {
  const goods: { line: ChargedLine; count: number; minor: number }[] = [];
  const beside: { line: ChargedLine; minor: number }[] = [];
  for (const line of charged) {
    const { component, creditsInvoiceId, costMinor, quantity, orderLineId } = line;
    if (component !== null) beside.push({ line, minor: creditsInvoiceId === null ? costMinor : -costMinor });
    else if (creditsInvoiceId === null) goods.push({ line, count: quantity ?? 0, minor: costMinor });
    else {
      let [back, worth] = [quantity ?? 0, 0];
      const priced = goods.filter(
        (one) => one.line.invoiceId === creditsInvoiceId && one.line.orderLineId === orderLineId,
      );
      for (const one of priced.toReversed()) {
        const stays = Math.max(0, one.count - back);
        const minor = partOn({ ...one, from: 1 }, { from: 1, count: stays }).minor;
        back -= one.count - stays;
        worth += one.minor - minor;
        Object.assign(one, { count: stays, minor });
      }
      if (worth !== costMinor) beside.push({ line, minor: worth - costMinor });
    }
  }
  return { goods: goods.filter(({ count }) => count > 0), beside };
}

/** By value; lines that are worth nothing by their number. */
function weightsOf(lines: readonly PricedLine[]): [string, bigint][] {
  const value = lines.map(({ orderLineId, quantity, unitPriceMinor }): [string, bigint] => [
    orderLineId,
    BigInt(quantity) * BigInt(unitPriceMinor),
  ]);
  if (value.some(([, weight]) => weight > 0n)) return value;
  return lines.map(({ orderLineId, quantity }) => [orderLineId, BigInt(Math.max(quantity, 1))]);
}

/** What of a layer lies on these units. What goes back lies where it came: a charge and its credit leave nothing on any unit. */
function partOn({ from, count, minor }: Units & { minor: number }, units: Units): { minor: number; units: number } {
  if (minor < 0) {
    const back = partOn({ from, count, minor: -minor }, units);
    return { ...back, minor: 0 - back.minor };
  }
  const first = Math.max(from, units.from);
  const end = Math.min(from + count, units.from + units.count);
  if (end <= first) return { minor: 0, units: 0 };
  const each = Math.floor(minor / count);
  const odd = minor - each * count;
  const oddOnes = Math.max(0, Math.min(end, from + odd) - first);
  return { minor: each * (end - first) + oddOnes, units: end - first };
}

/** The cost of these units together: their price by the order, and what each invoice adds to it (AM-12). */
export function costOf(
  { unitPriceMinor }: PricedLine,
  layers: readonly Layer[],
  units: Units,
): { costMinor: number; adjustments: Adjustment[] } {
  const adjustments = layers.flatMap((layer): Adjustment[] => {
    const { lineId, invoiceId, number, component } = layer.line;
    const part = partOn(layer, units);
    const minor = layer.isGoods ? part.minor - part.units * unitPriceMinor : part.minor;
    return minor === 0 ? [] : [{ lineId, invoiceId, number, component: component ?? 'PRICE', minor }];
  });
  const added = adjustments.reduce((sum, { minor }) => sum + minor, 0);
  return { costMinor: units.count * unitPriceMinor + added, adjustments };
}

/** A digest of adjustments: two that come to the same cost are not the same (the price fell, freight came). None: empty. */
export function saidOf(adjustments: readonly Adjustment[]): string {
  if (adjustments.length === 0) return '';
  const said = adjustments.map(({ lineId, minor }) => `${lineId} ${minor}`).join('\n');
  return createHash('sha256').update(said).digest('base64url');
}

export interface Account {
  /** On matched invoices, charges included. */
  invoicedMinor: number;
  invoicedUnits: number;
  /** Of it, what lies on units that no device or lot is. */
  notRegisteredMinor: number;
  notRegisteredUnits: number;
  /** Registered at the price of the order, with no invoice yet. */
  notInvoicedMinor: number;
  notInvoicedUnits: number;
}

/**
 * Q21 for one order line: what is registered = what is invoiced − what of it is not registered + what is registered and not
 * invoiced. Nothing here is the difference of the others.
 */
export function accountOf(line: PricedLine, layers: readonly Layer[], registered: readonly Units[]): Account {
  const free = gapsIn(registered);
  const goods = layers.filter(isGoods);
  const sum = <T>(of: readonly T[], what: (one: T) => number): number =>
    of.reduce((total, one) => total + what(one), 0);
  const on = (some: readonly Layer[], units: readonly Units[], what: 'minor' | 'units'): number =>
    sum(some, (layer) => sum(units, (one) => partOn(layer, one)[what]));
  const notInvoicedUnits = sum(registered, ({ count }) => count) - on(goods, registered, 'units');
  return {
    invoicedMinor: sum(layers, ({ minor }) => minor),
    invoicedUnits: invoicedUnits(layers),
    notRegisteredMinor: on(layers, free, 'minor'),
    notRegisteredUnits: on(goods, free, 'units'),
    notInvoicedMinor: notInvoicedUnits * line.unitPriceMinor,
    notInvoicedUnits,
  };
}

function isGoods(layer: Layer): boolean {
  return layer.isGoods;
}

/** Units 1 to this many stand on invoices. */
export function invoicedUnits(layers: readonly Layer[]): number {
  return layers.filter(isGoods).reduce((total, { count }) => total + count, 0);
}

/** The units between and behind these, to the end of numbers. */
function gapsIn(taken: readonly Units[]): Units[] {
  const gaps: Units[] = [];
  let next = 1;
  for (const { from, count } of taken.toSorted((a, b) => a.from - b.from)) {
    if (from > next) gaps.push({ from: next, count: from - next });
    next = from + count;
  }
  return [...gaps, { from: next, count: Number.MAX_SAFE_INTEGER - next }];
}

/**
 * Which units goods are, in the order in which they came: those they were before; new ones the first that are free in a row. What
 * stands beyond the invoiced units takes a place among them as soon as one is free: a record that was voided leaves its unit, and
 * what was paid for is never called missing while goods are there for it (CR-13).
 */
export function numbered(rows: readonly { firstUnit: number | null; count: number }[], invoiced: number): Units[] {
  const units = rows.map(({ firstUnit, count }): Units => ({ from: firstUnit ?? 0, count }));
  const free = gapsIn(units.filter(({ from }) => from > 0));
  const place = (one: Units, most: number): void => {
    const gap = free.find(({ from, count }) => count >= one.count && from + one.count - 1 <= most);
    if (!gap) return;
    one.from = gap.from;
    gap.from += one.count;
    gap.count -= one.count;
  };
  for (const one of units) if (one.from === 0) place(one, Number.MAX_SAFE_INTEGER);
  // Only what is free among the invoiced units can be taken: where nothing is, nothing moves.
  for (const one of units)
    if (one.from > invoiced && free.some(({ from, count }) => count > 0 && from <= invoiced)) place(one, invoiced);
  return units;
}
