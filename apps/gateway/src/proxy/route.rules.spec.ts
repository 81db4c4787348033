import { climbs, isClosed, largeRoutesOf, limitOf } from './route.rules.js';

describe('addresses behind the gateway', () => {
  it.each([
    '/api/directory/internal/principals/1',
    '/api/directory//internal/x',
    '/api/directory/%69nternal/x',
    '/api/directory/%2569nternal/x',
    '/api/directory/INTERNAL/x',
    '/api/directory/internal;a=b/x',
    '/api/directory\\internal\\x',
    '/api/directory/units/../internal/x',
    '/api/directory/units/%2e%2e/internal/x',
    '/api/directory/metrics?x',
    '/api/directory/%',
    '/api/directory/./metrics',
    '/api/directory/%2e/metrics',
    '/api/directory/%252E/internal/x',
    '/api/directory/.//internal/x',
    '/api/directory//metrics',
    '/api/directory/%2f/metrics',
    '/api/directory/.;a/metrics',
    '/api/directory/.%09/metrics',
    '/api/directory/met%0arics',
    '/api/./directory/metrics',
    '/api/assets//devices',
    '/api/assets/\\devices',
    '/api/assets//elsewhere.example/devices',
  ])('%s is closed', (path) => expect(isClosed(path)).toBe(true));

  it.each([
    '/api/directory/units',
    '/api/directory/units/',
    '/api/assets/files/a.b..c',
    '/api/audit/devices/https%3A%2F%2Fexample.org%2Fd%2FX/trace',
    '/api/assets/devices/internal',
    '/api/assets/devices?after=%7B',
  ])('%s is open', (path) => expect(isClosed(path)).toBe(false));
});

describe('the pages of identity', () => {
  it.each(['/identity/../accounts', '/identity/%2e%2e/accounts', '/identity/%252e%252e/x', '/identity/%zz'])(
    '%s leads out of them',
    (path) => expect(climbs(path)).toBe(true),
  );
  it.each(['/identity/auth?returnTo=%2F..%2F', '/identity/interaction/a..b', '/identity/.well-known/jwks.json'])(
    '%s does not',
    (path) => expect(climbs(path)).toBe(false),
  );
});

describe('the size of a request', () => {
  const routes = largeRoutesOf({
    paths: {
      '/purchase-orders/{id}/receipts': { post: { 'x-body-limit': 8_000 }, get: {} },
      '/files/{sha256}': { put: { 'x-body-limit': 20_000 } },
    },
  });

  it.each([
    ['POST', '/purchase-orders/7/receipts', 8_000],
    ['POST', '/purchase-orders/7/receipts?dryRun=true', 8_000],
    ['GET', '/purchase-orders/7/receipts', 256],
    ['POST', '/purchase-orders/7/8/receipts', 256],
    ['PUT', '/files/ab', 20_000],
    ['POST', '/elsewhere', 256],
  ])('%s %s is at most %i', (method, path, limit) => expect(limitOf(routes, method, path, 256)).toBe(limit));
});
