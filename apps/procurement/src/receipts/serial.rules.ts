import { isCounted, type Item } from './catalogue.rules.js';
import { isExclusive } from './identifier.rules.js';
import type { ReceiptRow } from './receipt-row.rules.js';
import type { RowProblem, Warning } from './row-problem.rules.js';

export interface Captured {
  row: ReceiptRow;
  item: Item;
}

/** Problems and warnings by row number, in the order they were found. */
export interface Findings {
  problems: RowProblem[];
  warnings: Map<number, Warning[]>;
}

export function warn(findings: Findings, row: number, warning: Warning): void {
  const known = findings.warnings.get(row);
  if (known === undefined) findings.warnings.set(row, [warning]);
  else known.push(warning);
}

/** Who received, and what lets him off the second signature where nobody else is there to give it (AM-3). */
export interface Receiver {
  receiverIds: readonly string[];
  waiversOfSecondSignature: readonly string[];
}

/**
 * What a model's serial rule asks of each row (AM-8, CR-07). REQUIRED: a serial, or reason, plate photo and another
 * person's signature on the very row. IF_PRESENT, BATCH, NONE: one reason and one photo per model and receipt, on any of its
 * rows. Answers the waivers this relied on.
 */
export function checkSerials(captured: readonly Captured[], receiver: Receiver, findings: Findings): string[] {
  const itemsWith = (field: 'noSerialReason' | 'platePhotoSha256'): Set<string> =>
    new Set(captured.filter(({ row }) => row[field] !== undefined).map(({ item }) => item.catalogueItemId));
  const reasoned = itemsWith('noSerialReason');
  const photographed = itemsWith('platePhotoSha256');
  const asked = new Set<string>();
  const relied = new Set<string>();
  for (const { row, item } of captured) {
    const problem = (field: string, code: string, detail: string): number =>
      findings.problems.push({ row: row.row, field, code, detail });
    if (isCounted(item)) {
      checkCounted(row, item, problem);
      continue;
    }
    if (row.quantity > 1 && row.identifiers.some(({ type }) => isExclusive(type, item.serialRule))) {
      problem('quantity', 'quantity-of-one-serial', 'A serial is on one device: each is a row of its own.');
    }
    if (row.disputed && row.platePhotoSha256 === undefined) {
      problem('platePhotoSha256', 'plate-photo-missing', 'A disputed plate needs its photo (AM-8).');
    }
    if (row.serialRefused) continue;
    if (row.serial === undefined) {
      if (item.serialRule === 'REQUIRED') checkMissing(row, item, receiver, problem).forEach((id) => relied.add(id));
      else if (!asked.has(item.catalogueItemId)) {
        asked.add(item.catalogueItemId);
        checkModel(item, reasoned, photographed, problem);
      }
      continue;
    }
    if (row.serialTyped && row.platePhotoSha256 === undefined) {
      problem('platePhotoSha256', 'plate-photo-missing', 'A typed serial needs a photo of the plate (AM-8).');
    }
    if (item.serialRule === 'NONE') {
      const detail = `${item.maker} ${item.model} is not expected to have a serial; it is kept.`;
      warn(findings, row.row, { code: 'serial-not-expected', field: 'serial', detail });
    }
  }
  return [...relied];
}

/** AM-9: what is counted has no serial, plate or kit; a batch number, where its model has one, is the lot's. */
function checkCounted(
  { identifiers, kit, disputed }: ReceiptRow,
  { maker, model, serialRule }: Item,
  problem: (field: string, code: string, detail: string) => number,
): void {
  const isBatch = serialRule === 'BATCH' && identifiers.every(({ type }) => type === 'MFR_SERIAL');
  if (identifiers.length > 0 && !isBatch)
    problem('identifiers', 'counted-not-identified', `${maker} ${model} is counted in lots and carries no identifier.`);
  if (kit !== undefined) problem('kit', 'counted-not-in-kit', `${maker} ${model} is counted: no kit holds it.`);
  if (disputed)
    problem('disputed', 'counted-not-disputed', `${maker} ${model} is counted: it has no plate to dispute.`);
}

/** What one row of the model says counts for all of them; told on the first that has no serial. */
function checkModel(
  { catalogueItemId, maker, model, serialRule }: Item,
  reasoned: ReadonlySet<string>,
  photographed: ReadonlySet<string>,
  problem: (field: string, code: string, detail: string) => number,
): void {
  const without = `${maker} ${model} came without ${serialRule === 'BATCH' ? 'batch number' : 'serial'}`;
  if (!reasoned.has(catalogueItemId)) {
    const detail = `${without}: give one reason for the model, on any of its rows (AM-8).`;
    problem('noSerialReason', 'no-serial-reason-missing', detail);
  }
  if (!photographed.has(catalogueItemId)) {
    const detail = `${without}: keep one photo of where its plate would be and give its SHA-256, on any of its rows (AM-8).`;
    problem('platePhotoSha256', 'plate-photo-missing', detail);
  }
}

function checkMissing(
  row: ReceiptRow,
  item: Item,
  { receiverIds, waiversOfSecondSignature: [waiverId] }: Receiver,
  problem: (field: string, code: string, detail: string) => number,
): string[] {
  const { noSerialReason, platePhotoSha256, secondSignatureId } = row;
  if (noSerialReason === undefined && platePhotoSha256 === undefined && secondSignatureId === undefined) {
    const detail = `${item.maker} ${item.model} needs its serial; without one, a reason, a photo of the plate and another person’s signature (CR-07).`;
    problem('serial', 'serial-missing', detail);
    return [];
  }
  if (noSerialReason === undefined)
    problem('noSerialReason', 'no-serial-reason-missing', 'Why is there no serial? (CR-07)');
  if (platePhotoSha256 === undefined)
    problem('platePhotoSha256', 'plate-photo-missing', 'A missing serial needs a photo of the plate (CR-07).');
  const relies = secondSignatureId === undefined && waiverId !== undefined;
  if (secondSignatureId === undefined && !relies)
    problem('secondSignatureId', 'second-signature-missing', 'A missing serial needs a second signature (CR-07).');
  else if (secondSignatureId !== undefined && receiverIds.includes(secondSignatureId))
    problem(
      'secondSignatureId',
      'second-signature-same-person',
      'The second signature must be another person’s (CR-07).',
    );
  if (row.quantity > 1)
    problem('quantity', 'quantity-of-serialised', 'Each device without serial is a row of its own (CR-07).');
  return relies ? [waiverId] : [];
}
