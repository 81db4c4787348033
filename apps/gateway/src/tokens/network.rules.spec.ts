import { isNetwork, networksOf } from './network.rules.js';

describe('a network', () => {
  it.each([
    '192.0.2.0/24',
    '192.0.2.7',
    '10.0.0.0/8',
    '0.0.0.0/0',
    '2001:db8::/32',
    '2001:db8::1',
    '::/0',
    'fe80::/10',
  ])('is %s', (text) => {
    expect(isNetwork(text)).toBe(true);
  });

  it.each([
    ...['', 'x', '192.0.2.0/33', '192.0.2.0/024', '192.0.2/24', '192.0.2.1/24', '256.0.0.1', '192.0.2.0/'],
    ...['2001:db8::/129', '2001:db8::1/32', '2001::db8::/32', '::ffff:192.0.2.0/120', '192.0.2.0/24 ', 'fe80::1%eth0'],
  ])('is not %p', (text) => {
    expect(isNetwork(text)).toBe(false);
  });
});

describe('an address', () => {
  const networks = networksOf(['192.0.2.0/24', '198.51.100.7', '2001:db8:1::/48']);

  it.each(['192.0.2.0', '192.0.2.255', '::ffff:192.0.2.9', '198.51.100.7', '2001:db8:1::9', '2001:DB8:1:ffff::1'])(
    '%s lies in one of them',
    (address) => {
      expect(networks.has(address)).toBe(true);
    },
  );

  it.each(['192.0.3.0', '198.51.100.8', '2001:db8:2::1', '::1', '', 'unknown', '2001:db8:1'])(
    '%p lies in none',
    (address) => {
      expect(networks.has(address)).toBe(false);
    },
  );

  it('lies in none of an empty list', () => {
    expect(networksOf([]).has('192.0.2.1')).toBe(false);
  });
});
