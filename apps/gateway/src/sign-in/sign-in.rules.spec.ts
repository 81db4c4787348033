import { clientAddress, mustBeOfPerson, personIn, returnPath, secondFactorAt, wasRemembered } from './sign-in.rules.js';

it('AM-1 an active person has a session, a system has tokens', () => {
  expect(() => mustBeOfPerson({ active: true, isSystem: false })).not.toThrow();
  expect(() => mustBeOfPerson({ active: true, isSystem: true })).toThrow('system-signs-in');
  for (const standing of [undefined, { active: false, isSystem: true }]) {
    expect(() => mustBeOfPerson(standing)).toThrow('person-inactive');
  }
});

describe('after sign-in', () => {
  it.each([
    ['/devices?code=PNC-1#life', '/devices?code=PNC-1#life'],
    ['/', '/'],
    [undefined, '/'],
    ['', '/'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['/a/../..//evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/%2e//evil.example', '/'],
    ['\t//evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/x\r\nSet-Cookie: a=b', '/'],
    ['javascript:alert(1)', '/'],
    ['/auth/login?returnTo=/', '/'],
    ['devices', '/'],
  ])('a browser asked to return to %p goes to %p', (asked, path) => {
    expect(returnPath(asked)).toBe(path);
  });

  it.each([
    [{ acr: 'urn:strong', auth_time: 100, iat: 160 }, 100],
    [{ acr: 'urn:weak', auth_time: 100, iat: 160 }, undefined],
    [{ amr: ['pwd', 'mfa'], auth_time: 100, iat: 160 }, 100],
    [{ amr: ['pwd', 'mfa'], iat: 160 }, 160],
    [{ amr: 'mfa', auth_time: 100, iat: 160 }, undefined],
    [{ iat: 160 }, undefined],
  ])('claims %j show a second factor at second %s', (claims, second) => {
    expect(secondFactorAt(claims, ['urn:strong'])?.getTime()).toBe(second === undefined ? undefined : second * 1000);
  });

  it.each([
    ['asked now', { auth_time: 1_000, iat: 1_001 }, 999, false],
    ['whose clock is half a minute behind', { auth_time: 970, iat: 1_001 }, 1_000, false],
    ['that still knew the browser', { auth_time: 500, iat: 1_001 }, 1_000, true],
    ['that does not say when', { iat: 1_001 }, 1_000, false],
  ])('CR-63 a provider %s has asked for no password: %j, begun at %s → %s', (_, claims, begun, remembered) => {
    expect(wasRemembered(claims, new Date(begun * 1000))).toBe(remembered);
  });

  it('the person is who the claim names, as an id', () => {
    const id = '019b76da-a800-7f31-ae7a-0cdcdc502c33';
    expect(personIn({ sub: id.toUpperCase() }, 'sub')).toBe(id);
    expect(personIn({ sub: 'aline', employee: id }, 'employee')).toBe(id);
    expect(personIn({ sub: 'aline' }, 'sub')).toBeUndefined();
    expect(personIn({ sub: [id] }, 'sub')).toBeUndefined();
  });
});

describe('the address of a browser', () => {
  it.each([
    ['10.0.0.1', undefined, 0, '10.0.0.1'],
    ['::ffff:10.0.0.1', undefined, 0, '10.0.0.1'],
    ['10.0.0.1', '1.1.1.1', 0, '10.0.0.1'],
    ['10.0.0.1', '6.6.6.6, 1.1.1.1', 1, '1.1.1.1'],
    ['10.0.0.1', '6.6.6.6, 1.1.1.1, 10.0.0.2', 2, '1.1.1.1'],
    ['10.0.0.1', '1.1.1.1', 2, '10.0.0.1'],
    ['10.0.0.1', '<script>', 1, '10.0.0.1'],
    ['10.0.0.1', '2001:db8::1', 1, '2001:db8::1'],
  ])('%s with %p behind %i proxies is %s', (socket, forwarded, proxies, address) => {
    expect(clientAddress(socket, forwarded, proxies)).toBe(address);
  });
});
