import { isSameOrigin } from './same-origin.js';

const own = 'https://dotation.example';

describe('a request from our own page', () => {
  it.each([
    [{ origin: own, 'sec-fetch-site': 'same-origin' }, true],
    [{ origin: own }, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{}, false],
    [{ origin: 'null' }, false],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'https://dotation.example.evil.example' }, false],
    [{ origin: 'http://dotation.example' }, false],
    [{ origin: own, 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
  ])('%j: %s', (headers, is) => {
    expect(isSameOrigin(headers, own)).toBe(is);
  });
});
