import { randomBytes } from 'node:crypto';
import { fieldKeyOf, hashOf, open, seal } from './sealed-field.rules.js';

const key = fieldKeyOf(randomBytes(32));

it('opens what it sealed, and shows nothing of it meanwhile', () => {
  const sealed = seal(key, 'amina name', 'Amina Kasongo wa Ilunga');
  expect(open([key], 'amina name', sealed)).toBe('Amina Kasongo wa Ilunga');
  expect(sealed.toString('latin1')).not.toContain('Kasongo');
});

it('seals the same name differently each time, so that equal names cannot be told', () => {
  expect(seal(key, 'amina name', 'Amina').equals(seal(key, 'amina name', 'Amina'))).toBe(false);
});

it('does not open in another person’s row, altered, or without its key', () => {
  const sealed = seal(key, 'amina name', 'Amina');
  const altered = Buffer.from(sealed);
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  expect(() => open([key], 'brian name', sealed)).toThrow();
  expect(() => open([key], 'amina name', altered)).toThrow();
  expect(() => open([fieldKeyOf(randomBytes(32))], 'amina name', sealed)).toThrow(/No key/);
});

it('opens with a retired key what was sealed before the key was changed', () => {
  const sealed = seal(key, 'amina name', 'Amina');
  expect(open([fieldKeyOf(randomBytes(32)), key], 'amina name', sealed)).toBe('Amina');
});

it('finds a text again under the same key and field only', () => {
  expect(hashOf(key, 'matricule', '17042')).toEqual(hashOf(key, 'matricule', '17042'));
  expect(hashOf(key, 'matricule', '17042')).not.toEqual(hashOf(key, 'phone', '17042'));
  expect(hashOf(key, 'matricule', '17042')).not.toEqual(hashOf(fieldKeyOf(randomBytes(32)), 'matricule', '17042'));
});
