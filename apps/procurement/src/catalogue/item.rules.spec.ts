import { CATEGORIES } from './category.rules.js';
import { describedItem, isGtin, type DescribedItem } from './item.rules.js';

const laptop: DescribedItem = {
  ...{
    makerId: 'hp',
    category: 'LAPTOP',
    model: ' ProBook  450 G10 ',
    description: 'Portable',
    serialRule: 'REQUIRED',
  },
};
const codes = (more: Partial<DescribedItem>): unknown[] =>
  describedItem({ ...laptop, ...more }).problems.map(({ field, code }) => [field, code]);

describe('domain §6.2: a model takes from its category what its description does not say', () => {
  it('flags, codes and useful life', () => {
    expect(describedItem(laptop)).toMatchObject({
      item: {
        ...{ model: 'ProBook 450 G10', modelKey: 'PROBOOK450G10', unspsc: '43211503', hsCode: '8471.30' },
        ...{ attractive: true, dataBearing: true, biometric: false, usefulLifeMonths: 48, trackingMode: 'SERIAL' },
      },
      problems: [],
    });
    const radio = describedItem({ ...laptop, category: 'RADIO_HANDHELD', usefulLifeMonths: 96, attractive: false });
    expect(radio.item).toMatchObject({ spectrumLicenceRequired: true, usefulLifeMonths: 96, attractive: false });
    expect(describedItem({ ...laptop, category: 'FURNITURE', serialRule: 'NONE' }).item.trackingMode).toBe('QUANTITY');
  });

  it.each([
    [{ category: 'TOASTER' }, 'category', 'category-unknown'],
    [{ model: '***' }, 'model', 'name-unreadable'],
    [{ unspsc: '4321150' }, 'unspsc', 'unspsc-not-valid'],
    [{ hsCode: '84713' }, 'hsCode', 'hs-code-not-valid'],
    [{ gtin: '4006381333930' }, 'gtin', 'gtin-not-valid'],
    [{ countryOfOrigin: 'Chine' }, 'countryOfOrigin', 'country-not-valid'],
    [{ exportJurisdiction: 'ITAR' as const }, 'exportClass', 'export-class-missing'],
    [{ trackingMode: 'QUANTITY' as const }, 'serialRule', 'serial-rule-contradicts'],
  ])('refuses %j by field', (more, field, code) => {
    expect(codes(more)).toEqual([[field, code]]);
  });

  it('has every category once, with codes of the right length', () => {
    expect(new Set(CATEGORIES.map(({ code }) => code)).size).toBe(CATEGORIES.length);
    for (const { code, unspsc, hs } of CATEGORIES) {
      const serialRule = 'NONE' as const;
      for (const one of unspsc) expect(codes({ category: code, serialRule, unspsc: one })).toEqual([]);
      for (const one of hs) expect(codes({ category: code, serialRule, hsCode: one })).toEqual([]);
    }
  });
});

it('GS1 checks the last digit of a GTIN of any length', () => {
  for (const good of ['4006381333931', '96385074', '614141000036', '10614141000415']) expect(isGtin(good)).toBe(true);
  for (const wrong of ['4006381333930', '400638133393', '', '40063813339311']) expect(isGtin(wrong)).toBe(false);
});
