import { byProvince } from './provinces.rules.js';

describe('devices by province', () => {
  it('counts a place under the province it is or lies in, and what cannot be placed apart, so that none is lost', () => {
    const within = new Map([
      ['store', ['town', 'kasai']],
      ['abroad', ['brussels']],
      ['kasai', []],
    ]);
    const places = [
      { key: 'store', devices: 3 },
      { key: 'kasai', devices: 1 },
      { key: 'abroad', devices: 2 },
      // Directory refused to say where it lies.
      { key: 'unread', devices: 5 },
      { key: null, devices: 7 },
    ];
    expect(Object.fromEntries(byProvince(places, within, new Set(['kasai', 'kwilu'])))).toEqual({ kasai: 4, null: 14 });
  });
});
