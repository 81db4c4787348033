import { carrying, codeOf, withUnplaced } from './code.rules.js';

const device = (deviceId: string, tag: string | null, serial: string | null) => ({ deviceId, tag, serial });
const devices = [device('one', 'INLCD-004217-S', '5cd-1234xyz'), device('two', null, 'SN 77')];

describe('a code that was read at the desk', () => {
  it.each([
    ['as it is printed', 'INLCD-004217-S'],
    ['without hyphens, in small letters', 'inlcd004217s'],
    ['from the QR code of its label', 'https://dotation.example/a/INLCD-004217-S'],
    ['as a GIAI', 'https://dotation.example/8004/INLCD-004217-S'],
  ])('AM-15 is one tag %s', (_, read) => {
    expect(codeOf(read)).toBe('INLCD004217S');
    expect(carrying(devices, read)?.deviceId).toBe('one');
  });

  it('AM-15 is a serial too, whichever way that was written', () => {
    expect(carrying(devices, '5CD1234XYZ')?.deviceId).toBe('one');
    expect(carrying(devices, 'sn-77')?.deviceId).toBe('two');
  });

  it('CR-67 means none where it could mean two, and none where it is nobody’s', () => {
    expect(carrying([...devices, device('three', '5CD1234XYZ', null)], '5CD1234XYZ')).toBeUndefined();
    expect(carrying(devices, 'INLCD-004218-S')).toBeUndefined();
    expect(carrying([device('blank', '', null)], '--')).toBeUndefined();
  });

  it('is kept once where it belongs to nothing here', () => {
    expect(withUnplaced(['INLCD-1'], 'inlcd1')).toEqual(['INLCD-1']);
    expect(withUnplaced(['INLCD-1'], 'INLCD-2')).toEqual(['INLCD-1', 'INLCD-2']);
  });
});
