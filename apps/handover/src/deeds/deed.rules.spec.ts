import type { Signature } from '@dotation/contracts';
import { at } from '../../test/standings.ts';
import { annexHashOf, makeDeed, type AnnexLine, type Deed } from './deed.rules.js';

const by = (personId: string): Signature => ({ personId, capacity: 'SUPERIOR', signedAt: at(5).toISOString() });
const lines: AnnexLine[] = [
  { deviceId: 'b', valueMinor: 78_900, currency: 'USD' },
  { deviceId: 'a', valueMinor: 100, currency: 'USD' },
];
const deed: Deed = {
  beneficiaryUnitId: 'unit',
  signatures: [by('chief of mission'), by('vice-governor')],
  effectiveAt: at(5),
  annexHash: null,
  lines,
};
const own = { currency: 'USD', units: ['unit', 'commissariat'] };
const known = new Map([
  ['a', own],
  ['b', own],
]);
const none = new Set<string>();

describe('a deed of donation', () => {
  it('CR-26 hashes the list, in whatever order it is written', () => {
    expect(annexHashOf(lines)).toBe(annexHashOf([...lines].reverse()));
    // Computed once with sha256sum, so that anybody can.
    expect(annexHashOf(lines)).toBe('fb6166ee26aa96322054fd06cf48a9b05952e3e38bc119a0ef17983325ae91a0');
    expect(makeDeed({ ...deed, annexHash: annexHashOf(lines) }, known, none, at(5))).toEqual({
      annexHash: annexHashOf(lines),
    });
  });

  it('CR-26 is refused when the list is not the one that was hashed', () => {
    const changed = lines.map((line) => ({ ...line, valueMinor: line.valueMinor + 1 }));
    expect(() => makeDeed({ ...deed, annexHash: annexHashOf(changed) }, known, none, at(5))).toThrow(
      'annex-hash-differs',
    );
  });

  it('T14 has two signatures of two persons', () => {
    expect(() => makeDeed({ ...deed, signatures: [by('x'), by('x')] }, known, none, at(5))).toThrow(
      'deed-signatures-required',
    );
  });

  it('T14 may be for a commissariat above the units of the devices', () => {
    expect(() => makeDeed({ ...deed, beneficiaryUnitId: 'commissariat' }, known, none, at(5))).not.toThrow();
  });

  it('is recorded when it takes effect, not before', () => {
    expect(() => makeDeed({ ...deed, effectiveAt: at(6) }, known, none, at(5))).toThrow('deed-not-yet-effective');
  });

  it.each<[string, Partial<Deed>, Set<string>, string]>([
    ['an unknown device', { lines: [{ deviceId: 'z', valueMinor: 1, currency: 'USD' }] }, none, 'never allocated'],
    ['a device given away before', {}, new Set(['b']), 'by another deed'],
    ['a device twice', { lines: [...lines, lines[0] as AnnexLine] }, none, 'already on row 1'],
    ['a value below nothing', { lines: [{ deviceId: 'a', valueMinor: -1, currency: 'USD' }] }, none, '0 or more'],
    ['a value no device has', { lines: [{ deviceId: 'a', valueMinor: 1e13, currency: 'USD' }] }, none, 'at most'],
    [
      'another currency than the cost’s',
      { lines: [{ deviceId: 'a', valueMinor: 1, currency: 'CDF' }] },
      none,
      'in USD',
    ],
    ['T14 a device of another unit', { beneficiaryUnitId: 'another unit' }, none, 'neither for the beneficiary'],
    ['a currency nobody knows', { lines: [{ deviceId: 'a', valueMinor: 1, currency: 'usd' }] }, none, 'ISO 4217'],
  ])('refuses %s', (_, change, donated, detail) => {
    expect(() => makeDeed({ ...deed, ...change }, known, donated, at(5))).toThrow(detail);
  });
});
