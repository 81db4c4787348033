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
