import type { SerialRule, TrackingMode } from '@dotation/contracts';
import type { ReceiptRow } from './receipt-row.rules.js';
import type { RowProblem } from './row-problem.rules.js';

/** A catalogue item as a receipt needs it. */
export interface Item {
  catalogueItemId: string;
  makerId: string;
  maker: string;
  model: string;
  modelKey: string;
  category: string;
  description: string;
  serialRule: SerialRule;
  trackingMode: TrackingMode;
}

/** What the rows of one receipt name in the catalogue: makers through every alias (CR-08), items by id and by model. */
export interface Catalogue {
  makerIds: ReadonlyMap<string, string>;
  items: ReadonlyMap<string, Item>;
  itemIds: ReadonlyMap<string, string>;
}

export function modelOf(makerId: string, modelKey: string): string {
  return `${makerId} ${modelKey}`;
}

export function catalogueOf(makers: Iterable<{ key: string; makerId: string }>, items: Iterable<Item>): Catalogue {
  const byId = new Map<string, Item>();
  const byModel = new Map<string, string>();
  for (const item of items) {
    byId.set(item.catalogueItemId, item);
    byModel.set(modelOf(item.makerId, item.modelKey), item.catalogueItemId);
  }
  const makerIds = new Map<string, string>();
  for (const { key, makerId } of makers) makerIds.set(key, makerId);
  return { makerIds, items: byId, itemIds: byModel };
}

type Found = Item | RowProblem;

/** The catalogue item a row is about: by id, by its order line, or by maker (any alias) and model. */
export function itemOf(row: ReceiptRow, catalogue: Catalogue, itemOfOrderLine: ReadonlyMap<string, string>): Found {
  const problem = (field: string, code: string, detail: string): RowProblem => ({ row: row.row, field, code, detail });
  const named = row.makerKey !== undefined && row.modelKey !== undefined ? byName(row, catalogue) : undefined;
  if (row.catalogueItemId === undefined && named !== undefined) return named;
  const given = row.catalogueItemId ?? (row.orderLineId && itemOfOrderLine.get(row.orderLineId));
  if (given === undefined) {
    // An unknown order line is refused where the order is looked at; here it only names no item.
    if (row.maker === undefined && row.model !== undefined) return problem('maker', 'maker-missing', 'Who makes it?');
    if (row.maker !== undefined && row.model === undefined)
      return problem('model', 'model-missing', 'Which model is it?');
    return problem('catalogueItemId', 'item-missing', 'Say the catalogue item, or maker and model.');
  }
  const item = catalogue.items.get(given);
  if (item === undefined)
    return problem('catalogueItemId', 'catalogue-item-unknown', 'No item of the catalogue has this id.');
  if (named !== undefined && 'catalogueItemId' in named && named.catalogueItemId !== item.catalogueItemId) {
    return problem(
      'model',
      'item-contradicts',
      `The row says ${row.model}, its catalogue item is ${item.maker} ${item.model}.`,
    );
  }
  return item;
}

function byName(row: ReceiptRow, catalogue: Catalogue): Found {
  const makerId = catalogue.makerIds.get(row.makerKey as string);
  if (makerId === undefined) {
    return { row: row.row, field: 'maker', code: 'maker-unknown', detail: `No maker is known as ${row.maker}.` };
  }
  const id = catalogue.itemIds.get(modelOf(makerId, row.modelKey as string));
  const item = id === undefined ? undefined : catalogue.items.get(id);
  return (
    item ?? {
      row: row.row,
      field: 'model',
      code: 'model-unknown',
      detail: `The catalogue has no model ${row.model} of ${row.maker}.`,
    }
  );
}

/** Counted in lots instead of device by device (AM-9). */
export function isCounted({ trackingMode }: Item): boolean {
  return trackingMode === 'QUANTITY';
}

/** Why an item cannot be received as what it is, or undefined. */
export function untrackable(item: Item): { code: string; detail: string } | undefined {
  if (item.trackingMode === 'KIT') {
    return {
      code: 'kit-is-a-list',
      detail: `${item.maker} ${item.model} is a kit: receive its components and confirm the kit.`,
    };
  }
  return undefined;
}
