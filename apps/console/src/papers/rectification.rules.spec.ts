import { addedRow, isSaid } from './rectification.rules.js';

describe('a device added by a rectifying PV', () => {
  it('CR-21, AM-22 is sent as it was read, and says nothing that nobody said', () => {
    expect(addedRow('https://dotation.example/a/INLCD-004217-S')).toEqual({
      code: 'https://dotation.example/a/INLCD-004217-S',
    });
  });

  it('CR-21 is said once its state and how it was confirmed are', () => {
    expect(isSaid(addedRow('5CD1'))).toBe(false);
    expect(isSaid({ code: '5CD1', condition: 'USABLE' })).toBe(false);
    expect(isSaid({ code: '5CD1', confirmedBy: 'READ' })).toBe(false);
    expect(isSaid({ code: '5CD1', condition: 'USABLE', confirmedBy: 'READ' })).toBe(true);
  });
});
