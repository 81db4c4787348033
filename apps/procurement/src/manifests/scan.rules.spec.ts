import { answerCarton, answerScan, scannedCode, type ScanFacts } from './scan.rules.js';

const facts = (more: Partial<ScanFacts> = {}): ScanFacts => ({
  ...{ line: null, inHand: null, deviceId: null, room: null, openLines: 0, listed: true },
  ...more,
});
const laptop = { catalogueItemId: 'laptop' };
const room = (left: number): ReadonlyMap<string, number> => new Map([['laptop', left]]);

describe('AM-7: what a scan is told', () => {
  it.each([
    ['on the manifest and open on the order', { line: laptop, room: room(1) }, 'EXPECTED'],
    ['on the manifest, with no order yet', { line: laptop }, 'EXPECTED'],
    ['on a line whose model nobody knows', { line: { catalogueItemId: null } }, 'EXPECTED'],
    ['on the manifest, but the order is full', { line: laptop, room: room(0) }, 'OVER'],
    ['on the manifest as another model than the one in hand', { line: laptop, inHand: 'radio' }, 'WRONG_MODEL'],
    ['on the manifest, but not ordered', { line: { catalogueItemId: 'tablet' }, room: room(4) }, 'WRONG_MODEL'],
    ['on a device, whatever the manifest says', { line: laptop, deviceId: 'd1' }, 'ALREADY_RECEIVED'],
    ['on nothing at all', {}, 'UNKNOWN'],
    ['not announced, of a model that has lines without a code', { inHand: 'laptop', openLines: 1 }, 'EXPECTED'],
    ['not announced, of a model that is announced with other codes', { inHand: 'laptop' }, 'OVER'],
    ['of a model that the manifest does not name', { inHand: 'laptop', listed: false }, 'WRONG_MODEL'],
    ['ordered, without a manifest', { inHand: 'laptop', listed: null, room: room(2) }, 'EXPECTED'],
    ['ordered and full, without a manifest', { inHand: 'laptop', listed: null, room: room(0) }, 'OVER'],
    ['of a known model, with neither manifest nor order', { inHand: 'laptop', listed: null }, 'UNKNOWN'],
  ] as [string, Partial<ScanFacts>, string][])('%s', (_, more, answer) => {
    expect(answerScan(facts(more))).toBe(answer);
  });

  it('of a carton says whether anything in it is still to come', () => {
    expect(answerCarton({ lines: 4, received: 3 })).toBe('EXPECTED');
    expect(answerCarton({ lines: 4, received: 4 })).toBe('ALREADY_RECEIVED');
  });

  it('reads a serial, an address, an IMEI and our own label however they are printed', () => {
    expect(scannedCode(' 5cd 359fmmr ').values).toEqual(['5CD359FMMR']);
    expect(scannedCode('e0-73-e7-32-51-33').values).toContain('E0:73:E7:32:51:33');
    expect(scannedCode('35-209900-176148-1').values).toContain('352099001761481');
    expect(scannedCode('https://dotation.example.org/a/INLCD-004217-S').tag).toBe('INLCD004217S');
    expect(scannedCode('O0I1').folded).toBe(scannedCode('0011').folded);
  });
});
