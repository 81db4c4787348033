import { completenessOf, type Component } from './kit.rules.js';

const at = (partyId: string, lifecycle: Component['lifecycle'] = 'A08_HANDED_OVER'): Component => ({
  lifecycle,
  custody: { partyId, placeId: 'office' },
});

describe('AM-10 a kit’s completeness is computed from its components', () => {
  it('is complete when all are with one custodian at one place', () => {
    expect(completenessOf([at('unit'), at('unit'), at('unit')])).toEqual({ together: 3, of: 3, complete: true });
  });

  it('is three of four when the battery was refused and stays with the officer', () => {
    const kit = [at('unit'), at('unit'), at('unit'), at('iom', 'A07_DELIVERED_PENDING_ACK')];
    expect(completenessOf(kit)).toEqual({ together: 3, of: 4, complete: false });
  });

  it('does not count what is rejected or missing as there', () => {
    expect(completenessOf([at('iom', 'A04_IN_STOCK'), at('iom', 'A02_REJECTED'), at('iom', 'A13_MISSING')])).toEqual({
      together: 1,
      of: 3,
      complete: false,
    });
  });

  it('forgets what was voided, and is never complete without components', () => {
    expect(completenessOf([at('unit'), at('unit', 'A20_VOIDED')])).toEqual({ together: 1, of: 1, complete: true });
    expect(completenessOf([])).toEqual({ together: 0, of: 0, complete: false });
  });
});
