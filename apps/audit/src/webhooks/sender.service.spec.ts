import { AuditConfig } from '../config.js';
import { isOnTheInternet, Sender } from './sender.service.js';
import { Environment } from '@dotation/service';

it.each([
  ...[
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
  ],
  ...['224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1'],
  ...[
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
  ],
  ...['2002:7f00:1::', '2001:db8::1', '2001::1', 'localhost', ''],
])('%s is not on the open internet', (address) => {
  expect(isOnTheInternet(address)).toBe(false);
});

it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4007:80e::200e'])(
  '%s is on the open internet',
  (address) => {
    expect(isOnTheInternet(address)).toBe(true);
  },
);

const environment = (changes: Record<string, string> = {}) =>
  new Environment({ FILES_DIR: '/tmp', WEBHOOK_KEY: Buffer.alloc(32).toString('base64'), ...changes });

describe('in production', () => {
  const sender = new Sender(new AuditConfig(environment({ NODE_ENV: 'production' })));
  const stop = new AbortController().signal;

  it.each([
    ['https://127.0.0.1:1/', '127.0.0.1 is not on the open internet.'],
    ['https://[::1]:1/', '::1 is not on the open internet.'],
    ['https://2130706433:1/', '127.0.0.1 is not on the open internet.'],
    ['https://0x7f.1:1/', '127.0.0.1 is not on the open internet.'],
    ['https://[::ffff:10.0.0.1]/', '::ffff:a00:1 is not on the open internet.'],
    // A name is looked up, and what it leads to is refused before anything is sent.
    ['https://localhost:1/', /^(127\.0\.0\.1|::1) is not on the open internet\.$/],
    ['http://8.8.8.8/', 'It must begin with https://.'],
  ])('sends nothing to %s', async (url, said) => {
    const { error, responseCode } = await sender.send(url, '{}', {}, stop);
    expect(responseCode).toBeUndefined();
    expect(error).toEqual(typeof said === 'string' ? said : expect.stringMatching(said));
  });

  it('does not start with targets on this machine, except as a demonstration, which binds loopback only', () => {
    const loopback = { NODE_ENV: 'production', WEBHOOK_TARGETS: 'loopback' };
    expect(() => new AuditConfig(environment(loopback))).toThrow('not in production');
    expect(new AuditConfig(environment({ ...loopback, DEMO: '1' })).webhookTargets).toBe('loopback');
  });
});
