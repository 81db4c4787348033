import { createHash } from 'node:crypto';
import type { Signature } from '@dotation/contracts';
import { refuseRows, repeated, type Problem } from '../documents/rows.rules.js';
import { handoverError } from '../errors.js';
import type { DonatedLot } from './deed-lot.rules.js';

/** One device of the annexed list with the value the parties give it. */
export interface AnnexLine {
  deviceId: string;
  valueMinor: number;
  currency: string;
}

/** What is known of a device that may be on a deed. */
export interface Donable {
  /** Currency of its cost, where the cost is known. */
  currency: string | null;
  /** The unit it is for and every unit above that one (AM-4); empty: it is for nobody. */
  units: readonly string[];
}

export interface Deed {
  beneficiaryUnitId: string;
  signatures: readonly Signature[];
  effectiveAt: Date;
  annexHash: string | null;
  lines: readonly AnnexLine[];
  lots?: readonly DonatedLot[];
}

/**
 * CR-26: what was signed is the list. SHA-256 over one line `deviceId valueMinor currency` and a newline for each device, in
 * the order of the ids, so that the order on paper does not matter; of a lot `lotId quantity valueMinor currency`.
 */
export function annexHashOf(lines: readonly AnnexLine[], lots: readonly DonatedLot[] = []): string {
  const text = [
    ...lines.map(({ deviceId, valueMinor, currency }) => `${deviceId} ${valueMinor} ${currency}\n`),
    ...lots.map(({ lotId, quantity, valueMinor, currency }) => `${lotId} ${quantity} ${valueMinor} ${currency}\n`),
  ]
    .sort()
    .join('');
  return createHash('sha256').update(text).digest('hex');
}

/** Ten thousand million in units of a currency with cents: more is a slip of the keyboard. */
export const highestValue = 1_000_000_000_000;

/** A clock that is a little ahead is no future. */
const clockTolerance = 10 * 60_000;

/** T14: title passes with two signatures, over exactly this list; custody is not asked. */
export function makeDeed(
  deed: Deed,
  known: ReadonlyMap<string, Donable>,
  donated: ReadonlySet<string>,
  now: Date,
  ofLots: readonly Problem[] = [],
): { annexHash: string } {
  const signers = new Set(deed.signatures.map(({ personId }) => personId));
  if (signers.size < 2) {
    throw handoverError('deed-signatures-required', 'The donor and the State sign, two different persons.');
  }
  if (deed.effectiveAt.getTime() > now.getTime() + clockTolerance) {
    throw handoverError('deed-not-yet-effective', `It is ${now.toISOString()}; record the deed when it takes effect.`);
  }
  const twice = repeated(
    deed.lines.map(({ deviceId }) => deviceId),
    'device-listed-twice',
    'This device',
  );
  refuseRows('lines-not-donable', [
    ...twice,
    ...deed.lines.flatMap((line, index) => problemsOf(line, index, { ...deed, known, donated })),
    ...ofLots,
  ]);
  if (deed.lines.length + (deed.lots ?? []).length === 0)
    throw handoverError('nothing-said', 'A deed gives at least one device, or some of a lot.');
  const annexHash = annexHashOf(deed.lines, deed.lots);
  if (deed.annexHash !== null && deed.annexHash !== annexHash) {
    throw handoverError('annex-hash-differs', `CR-26: the list hashes to ${annexHash}.`);
  }
  return { annexHash };
}

function problemsOf(
  { deviceId, valueMinor, currency }: AnnexLine,
  index: number,
  {
    beneficiaryUnitId,
    known,
    donated,
  }: { beneficiaryUnitId: string; known: ReadonlyMap<string, Donable>; donated: ReadonlySet<string> },
): Problem[] {
  const at = (field: string, code: string, detail: string): Problem[] => [
    { row: index + 1, field: `lines[${index}].${field}`, code, detail, deviceId },
  ];
  const device = known.get(deviceId);
  if (!device) return at('deviceId', 'device-not-allocated', 'The device was never allocated to anybody.');
  if (donated.has(deviceId)) return at('deviceId', 'device-already-donated', 'Its title has passed by another deed.');
  if (!device.units.includes(beneficiaryUnitId)) {
    return at('deviceId', 'for-another-unit', 'T14: it is neither for the beneficiary nor for a unit below it.');
  }
  if (!Number.isSafeInteger(valueMinor) || valueMinor < 0 || valueMinor > highestValue)
    return at('valueMinor', 'not-valid', `A whole number, 0 or more, at most ${highestValue}.`);
  if (!/^[A-Z]{3}$/.test(currency)) return at('currency', 'not-valid', 'Three capital letters (ISO 4217).');
  if (device.currency !== null && device.currency !== currency)
    return at('currency', 'currency-differs', `Its cost is in ${device.currency}.`);
  return [];
}
