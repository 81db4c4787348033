import { fieldKeyOf } from '../../apps/directory/src/people/sealed-field.rules.ts';
import { forgotten, keyName, rotated } from './field-keys.rules.ts';

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const secrets = { fieldKey: first.toString('base64'), bootstrapToken: 'kept' };

it('names a key as directory does', () => {
  expect(keyName(secrets.fieldKey)).toBe(fieldKeyOf(first).id.toString('hex'));
});

it('keeps the key before until nothing is sealed with it, and then lets it go', () => {
  const changed = rotated(secrets, second);
  expect(changed).toEqual({
    ...{ fieldKey: second.toString('base64'), fieldKeysRetired: [secrets.fieldKey], bootstrapToken: 'kept' },
  });
  expect(forgotten(changed, [keyName(secrets.fieldKey)])).toEqual(changed);
  expect(forgotten(changed, [keyName(changed.fieldKey)])).toEqual({ ...changed, fieldKeysRetired: [] });
});

it('makes another key each time', () => {
  expect(rotated(secrets).fieldKey).not.toBe(rotated(secrets).fieldKey);
});
