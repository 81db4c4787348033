import { readServiceConfig } from './config.js';
import { Environment } from './environment.js';

const good = {
  PORT: '3001',
  DATABASE_URL: 'postgres://assets@127.0.0.1:5432/assets',
  DATABASE_WORKER_URL: 'postgres://assets_worker@127.0.0.1:5432/assets',
  NATS_URL: 'nats://127.0.0.1:4222',
  NATS_NKEY_SEED: 'SU',
  PRINCIPAL_PUBLIC_KEY: '{"kty":"OKP","crv":"Ed25519","x":"AAAA"}',
};

function read(changes: Record<string, string | undefined>) {
  const environment = new Environment({ ...good, ...changes });
  const config = readServiceConfig(environment, 'assets', true);
  environment.assertUsable();
  return config;
}

describe('the environment of a service', () => {
  it('is read once, with loopback and info when nothing is said', () => {
    expect(read({})).toMatchObject({ name: 'assets', port: 3001, host: '127.0.0.1', logLevel: 'info' });
  });

  it('says everything that is wrong at once, and no secret', () => {
    expect(() => read({ PORT: 'http', DATABASE_URL: 'mysql://secret@x/y', NATS_URL: undefined })).toThrow(
      /PORT must be a whole number[\s\S]*DATABASE_URL must be a postgres:[\s\S]*NATS_URL is missing/,
    );
    expect(() => read({ DATABASE_URL: 'mysql://secret@x/y' })).not.toThrow('secret');
  });

  it.each([
    ['no key', 'PRINCIPAL_PUBLIC_KEY', '{}'],
    ['another kind of key', 'PRINCIPAL_PUBLIC_KEY', '{"kty":"RSA"}'],
    ['a level nobody knows', 'LOG_LEVEL', 'loud'],
    ['a port out of range', 'PORT', '70000'],
  ])('refuses %s', (_, name, value) => {
    expect(() => read({ [name]: value })).toThrow(name);
  });

  it('refuses to show a demonstration to the network', () => {
    expect(() => read({ DEMO: '1', HOST: '0.0.0.0' })).toThrow('loopback only');
    expect(read({ DEMO: '1', HOST: '127.0.0.1' }).host).toBe('127.0.0.1');
  });
});

describe('what only helps development', () => {
  const production = { ...good, NODE_ENV: 'production' };
  const publicUrl = (values: Record<string, string>, address: string) => {
    const environment = new Environment({ ...values, PUBLIC_URL: address });
    const value = environment.publicUrl('PUBLIC_URL');
    environment.assertUsable();
    return value;
  };

  it('well-known passwords: a demo does not start in production', () => {
    expect(() => read({ DEMO: '1', NODE_ENV: 'production' })).toThrow('DEMO=1');
    expect(read({ DEMO: '1', NODE_ENV: 'development' })).toMatchObject({ name: 'assets' });
  });

  it.each(['http://dotation.example', 'http://10.0.0.1:3000', 'ftp://localhost', 'dotation.example'])(
    'an address that passwords and cookies travel to in the clear: %s is none in production',
    (address) => {
      expect(() => publicUrl(production, address)).toThrow('PUBLIC_URL');
    },
  );

  it.each(['https://dotation.example', 'http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
    'but %s is one',
    (address) => {
      expect(publicUrl(production, `${address}/`)).toBe(address);
    },
  );

  it('and where people rely on nothing, plain http is taken', () => {
    expect(publicUrl(good, 'http://10.0.0.1:3000')).toBe('http://10.0.0.1:3000');
  });
});
