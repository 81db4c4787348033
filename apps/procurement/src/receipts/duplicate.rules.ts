import type { IdentifierType } from '@dotation/contracts';
import { fold, isExclusive, issuerOf } from './identifier.rules.js';
import { warn, type Captured, type Findings } from './serial.rules.js';

/** An identifier that one device alone may carry, and how it is compared. */
export interface Exclusive {
  row: number;
  type: IdentifierType;
  issuer: string;
  value: string;
  folded: string;
  disputed: boolean;
}

/** An active identifier that equals one of the receipt, or looks like it. */
export interface Known {
  type: IdentifierType;
  issuer: string;
  value: string;
  folded: string;
  deviceId: string;
}

export function exclusivesOf(captured: readonly Captured[]): Exclusive[] {
  return captured.flatMap(({ row, item }) =>
    row.identifiers
      .filter(({ type }) => isExclusive(type, item.serialRule))
      .map(({ type, value }) => ({
        row: row.row,
        type,
        issuer: issuerOf(type, item.makerId),
        value,
        folded: fold(value),
        disputed: row.disputed,
      })),
  );
}

export function keyOf({ type, issuer, value }: Pick<Exclusive, 'type' | 'issuer' | 'value'>): string {
  return `${type} ${issuer} ${value}`;
}

const nameOf = (type: IdentifierType): string => (type === 'MFR_SERIAL' ? 'serial' : type);
const fieldOf = (type: IdentifierType): string => (type === 'MFR_SERIAL' ? 'serial' : 'identifiers');

/** Which of a device's identifiers is meant, where it may have several. */
const typeOf = ({ type }: Exclusive): { identifierType?: IdentifierType } =>
  type === 'MFR_SERIAL' ? {} : { identifierType: type };

/** The problem of a row whose identifier another device carries (CR-08): that device is shown. */
export function alreadyActive(one: Exclusive, deviceId: string): Findings['problems'][number] {
  return {
    row: one.row,
    field: fieldOf(one.type),
    code: one.type === 'MFR_SERIAL' ? 'serial-already-active' : 'identifier-already-active',
    detail: `${nameOf(one.type)} ${one.value} is active on device ${deviceId} (CR-08).`,
    existingDeviceId: deviceId,
    ...typeOf(one),
  };
}

/**
 * CR-08: an identifier is on one device only, in this receipt and against all that is known; a disputed plate may
 * contradict (AM-8). What differs only by O/0, I/1, S/5, B/8 or signs is received with a warning.
 */
export function checkDuplicates(own: readonly Exclusive[], known: readonly Known[], findings: Findings): void {
  const first = new Map<string, Exclusive>();
  const alike = new Map<string, Exclusive>();
  const taken = new Map(known.map((one) => [keyOf(one), one.deviceId]));
  const foldedKnown = new Map(known.map((one) => [foldedKey(one), one]));
  for (const one of own) {
    if (one.disputed) continue;
    const key = keyOf(one);
    const existing = taken.get(key);
    const earlier = first.get(key);
    if (existing !== undefined) findings.problems.push(alreadyActive(one, existing));
    else if (earlier !== undefined) findings.problems.push(repeated(one, earlier.row));
    else {
      first.set(key, one);
      warnOfAlike(one, foldedKnown.get(foldedKey(one)), alike, findings);
    }
  }
}

function foldedKey({ type, issuer, folded }: Pick<Exclusive, 'type' | 'issuer' | 'folded'>): string {
  return `${type} ${issuer} ${folded}`;
}

function repeated(one: Exclusive, earlierRow: number): Findings['problems'][number] {
  return {
    row: one.row,
    field: fieldOf(one.type),
    code: one.type === 'MFR_SERIAL' ? 'serial-repeated' : 'identifier-repeated',
    detail: `Row ${earlierRow} has the same ${nameOf(one.type)} ${one.value}: read both plates again (CR-08).`,
    otherRow: earlierRow,
    ...typeOf(one),
  };
}

function warnOfAlike(
  one: Exclusive,
  known: Known | undefined,
  alike: Map<string, Exclusive>,
  findings: Findings,
): void {
  // A MAC address has no O, I or S, and B is one of its digits.
  if (one.type === 'MAC') return;
  const code = 'near-duplicate';
  const field = fieldOf(one.type);
  if (known !== undefined) {
    const detail = `${one.value} looks like ${known.value} of device ${known.deviceId}: compare the plate (CR-08).`;
    warn(findings, one.row, { code, field, detail, existingDeviceId: known.deviceId, like: known.value });
  }
  const other = alike.get(foldedKey(one));
  if (other === undefined) alike.set(foldedKey(one), one);
  else {
    const detail = `${one.value} looks like ${other.value} of row ${other.row}: compare both plates (CR-08).`;
    warn(findings, one.row, { code, field, detail, otherRow: other.row, like: other.value });
  }
}
