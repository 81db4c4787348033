import { Authenticator } from '../../test/authenticator.ts';
import type { Behaviour } from '../../test/authenticator.ts';
import { IdentityConfig } from '../config.js';
import { Passkeys } from './passkeys.service.js';

const origin = 'https://dotation.example';
const passkeys = new Passkeys({ issuer: `${origin}/identity` } as IdentityConfig);
const accountId = '01970000-0000-7000-8000-000000000001';

async function enrolled(phone: Authenticator) {
  const { options, challenge } = await passkeys.registration(accountId, 'aline', []);
  const passkey = await passkeys.registered(phone.create(options), challenge);
  if (!passkey) throw new Error('It was not registered.');
  return passkey;
}

describe('a passkey', () => {
  it('is enrolled, and signs in with a counter that moves', async () => {
    const phone = new Authenticator(origin);
    const passkey = await enrolled(phone);
    expect(passkey).toMatchObject({ credentialId: phone.credentialId.toString('base64url'), transports: ['internal'] });
    const { options, challenge } = await passkeys.authentication([passkey]);
    const used = await passkeys.authenticated(phone.get(options), challenge, [passkey]);
    expect(used).toEqual({ credentialId: passkey.credentialId, counter: 1 });
  });

  const lies: [string, Behaviour][] = [
    ['made for a look-alike address', { origin: 'https://dotation.example.evil.example' }],
    ['of another site', { rpID: 'evil.example' }],
    ['to an older question', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['without finger, face or PIN', { verifiesUser: false }],
  ];

  it.each(lies)('is not enrolled by an answer %s', async (_, behaviour) => {
    const { options, challenge } = await passkeys.registration(accountId, 'aline', []);
    expect(await passkeys.registered(new Authenticator(origin).create(options, behaviour), challenge)).toBeUndefined();
  });

  it.each(lies)('lets nobody in with an answer %s', async (_, behaviour) => {
    const phone = new Authenticator(origin);
    const passkey = await enrolled(phone);
    const { options, challenge } = await passkeys.authentication([passkey]);
    expect(await passkeys.authenticated(phone.get(options, behaviour), challenge, [passkey])).toBeUndefined();
  });

  it('of somebody else, with this one’s id, lets nobody in', async () => {
    const passkey = await enrolled(new Authenticator(origin));
    const thief = new Authenticator(origin);
    passkey.credentialId = thief.credentialId.toString('base64url');
    const { options, challenge } = await passkeys.authentication([passkey]);
    expect(await passkeys.authenticated(thief.get(options), challenge, [passkey])).toBeUndefined();
    expect(await passkeys.authenticated(new Authenticator(origin).get(options), challenge, [passkey])).toBeUndefined();
  });

  it('copied from a phone falls behind its counter', async () => {
    const phone = new Authenticator(origin);
    const passkey = { ...(await enrolled(phone)), counter: 9 };
    const { options, challenge } = await passkeys.authentication([passkey]);
    expect(await passkeys.authenticated(phone.get(options), challenge, [passkey])).toBeUndefined();
  });

  it.each(['', 'null', '[]', '{"id":1}', '{"id":"x","response":{}}'])('is not %s', async (answer) => {
    const passkey = await enrolled(new Authenticator(origin));
    const { challenge } = await passkeys.authentication([passkey]);
    expect(await passkeys.authenticated(answer, challenge, [passkey])).toBeUndefined();
    expect(await passkeys.registered(answer, challenge)).toBeUndefined();
  });
});
