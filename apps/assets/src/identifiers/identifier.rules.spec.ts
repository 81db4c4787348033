import {
  codeRead,
  compact,
  fold,
  identifiersOf,
  isExclusive,
  issuerOf,
  luhn,
  normalise,
  WORLDWIDE,
} from './identifier.rules.js';

const maker = '01970000-0000-7000-8000-00000000000a';

describe('one writing per identifier', () => {
  it.each([
    ['MFR_SERIAL', ' 5cd398n7b9 ', '5CD398N7B9'],
    ['MFR_SERIAL', '5CD 398 N7B9', '5CD398N7B9'],
    ['MFR_SERIAL', 'ab-12', 'AB-12'],
    ['IMEI', '49-015420-323751-8', '490154203237518'],
    ['IMEI', '4901542032375100', '4901542032375100'],
    ['MAC', 'e0-73-e7-32-51-33', 'E0:73:E7:32:51:33'],
    ['MAC', 'E073.E732.5133', 'E0:73:E7:32:51:33'],
    ['ICCID', '8991101200003204514', '8991101200003204514'],
    ['VIN', '1M8GDM9AXKP042788', '1M8GDM9AXKP042788'],
    ['ASSET_TAG', 'inlcd-004217-s', 'INLCD004217S'],
    ['RADIO_ID', ' c 12 ', 'C12'],
  ] as const)('%s %p is kept as %s', (type, raw, value) => {
    expect(normalise(type, raw)).toEqual({ value, problem: null });
  });

  it.each([
    ['IMEI', '490154203237519'],
    ['IMEI', '49015420323751'],
    ['ICCID', '8991101200003204511'],
    ['MAC', 'E0:73:E7:32:51'],
    ['MAC', 'G0:73:E7:32:51:33'],
    ['VIN', '1M8GDM9AXKP04278I'],
    ['MFR_SERIAL', '   '],
  ] as const)('%s %p says what is wrong', (type, raw) => {
    expect(normalise(type, raw).problem).toMatch(/\.$/);
  });

  it('is the same the second time', () => {
    const once = normalise('MAC', 'e073e7325133').value;
    expect(normalise('MAC', once).value).toBe(once);
  });

  it('knows the check digit of an empty number is no check', () => {
    expect(luhn('')).toBe(false);
  });
});

describe('codes as they are read', () => {
  it.each([
    ['https://dotation.example/a/INLCD-004217-S', 'INLCD-004217-S'],
    ['HTTP://x/a/INLCD004217S?v=1', 'INLCD004217S'],
    ['https://x/8004/9521234ABC%2F1', '9521234ABC/1'],
    ['https://x/8004/9521%', '9521%'],
    ['  5CD398N7B9\n', '5CD398N7B9'],
    ['https://elsewhere.example/page', 'https://elsewhere.example/page'],
  ])('%p is %p', (scanned, code) => {
    expect(codeRead(scanned)).toBe(code);
  });

  it('ignores hyphens, colons, spaces and case', () => {
    expect(compact(' inlcd-004217 s')).toBe('INLCD004217S');
  });

  it('CR-08 makes what eyes confuse equal: O0, I1, S5, B8, and nothing else', () => {
    expect(fold('5CD1234S')).toBe(fold('5CD12345'));
    expect(fold('OISB')).toBe('0158');
    expect(fold('5CD12345')).not.toBe(fold('5CD12346'));
  });
});

describe('what an identifier is unique within', () => {
  it('a serial within its maker, an IMEI or a tag in the world', () => {
    expect(issuerOf('MFR_SERIAL', maker)).toBe(maker);
    expect(issuerOf('IMEI', maker)).toBe(WORLDWIDE);
    expect(issuerOf('ASSET_TAG', maker)).toBe(WORLDWIDE);
  });

  it.each([
    ['MFR_SERIAL', 'REQUIRED', false, true],
    ['MFR_SERIAL', 'IF_PRESENT', false, true],
    ['MFR_SERIAL', 'BATCH', false, false],
    ['MFR_SERIAL', 'REQUIRED', true, false],
    ['MAC', 'BATCH', false, true],
    ['LICENCE', 'REQUIRED', false, false],
  ] as const)('%s under serial rule %s, disputed %s: excludes a second one: %s', (type, rule, disputed, exclusive) => {
    expect(isExclusive(type, rule, disputed)).toBe(exclusive);
  });

  it('keeps raw beside value, drops repeats, tags and what is no identifier', () => {
    const captured = [
      { type: 'MFR_SERIAL' as const, value: '5CD398N7B9', raw: ' 5cd398n7b9 ' },
      { type: 'MFR_SERIAL' as const, value: '5cd398n7b9', raw: '5cd398n7b9' },
      { type: 'ASSET_TAG' as const, value: 'INLCD000001D', raw: 'INLCD-000001-D' },
      { type: 'OTHER' as const, value: ' ', raw: ' ' },
      { type: 'MFR_SERIAL' } as never,
      null as never,
    ];
    expect(identifiersOf(captured, maker, 'REQUIRED', false)).toEqual([
      {
        type: 'MFR_SERIAL',
        value: '5CD398N7B9',
        raw: '5cd398n7b9',
        issuer: maker,
        folded: '5CD398N789',
        exclusive: true,
      },
    ]);
  });
});
