import { namesOf } from './maker.rules.js';
import { nameKey } from './name.rules.js';

describe('names of makers and models', () => {
  it.each([
    ['HP', 'h.p.'],
    ['Hewlett-Packard', 'HEWLETT  PACKARD'],
    ['Société Énergie', 'societe energie'],
    ['ProBook 450 G10', 'probook-450-g10'],
  ])('takes %s and %s for one', (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

  it('keeps apart what only a sign tells apart', () => expect(nameKey('G5+')).not.toBe(nameKey('G5')));

  it('leaves out a spelling that says the same and refuses one that says nothing', () => {
    expect(namesOf('HP', ['h.p.', 'HP Inc.']).map(({ name }) => name)).toEqual(['HP', 'HP Inc.']);
    expect(() => namesOf('HP', ['***'])).toThrow('name-unreadable');
  });
});
