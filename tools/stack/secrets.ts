// What is secret in one installation: made once, kept in secrets.json (0600), completed when a newer
// release needs one more.
import { createHash, generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto';
import type { Credentials } from './databases.ts';
import { newSeed } from './nats.ts';
import type { State } from './state.ts';

export interface Secrets {
  /** The gateway signs who is asking, every service checks it. Ed25519. */
  principalPrivateKey: JsonWebKey;
  principalPublicKey: JsonWebKey;
  /** Base64, 32 bytes: directory encrypts personal data with it. Lost key, lost names. */
  fieldKey: string;
  /** Base64, 32 bytes: the secrets of webhooks follow from it. Lost key, new secrets for every target. */
  webhookKey: string;
  /** The first administrator's way in; the gateway holds its hash only. */
  bootstrapToken: string;
  postgresPassword: string;
  databases: Record<string, Credentials>;
  nkeySeeds: Record<string, string>;
}

const password = () => randomBytes(24).toString('base64url');

export function secretsOf(state: State, services: readonly string[]): Secrets {
  const known = state.read<Partial<Secrets>>('secrets.json') ?? {};
  const secrets: Secrets = {
    ...(known.principalPrivateKey && known.principalPublicKey
      ? { principalPrivateKey: known.principalPrivateKey, principalPublicKey: known.principalPublicKey }
      : principalKeys()),
    fieldKey: known.fieldKey ?? randomBytes(32).toString('base64'),
    webhookKey: known.webhookKey ?? randomBytes(32).toString('base64'),
    bootstrapToken: known.bootstrapToken ?? `dot_${randomBytes(32).toString('base64url')}`,
    postgresPassword: known.postgresPassword ?? password(),
    databases: { ...known.databases },
    nkeySeeds: { ...known.nkeySeeds },
  };
  for (const service of services) {
    secrets.databases[service] ??= { owner: password(), runtime: password(), worker: password() };
    secrets.nkeySeeds[service] ??= newSeed();
  }
  if (JSON.stringify(secrets) !== JSON.stringify(known)) state.write('secrets.json', secrets);
  return secrets;
}

function principalKeys(): Pick<Secrets, 'principalPrivateKey' | 'principalPublicKey'> {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify(publicKey)).digest('base64url').slice(0, 16);
  const more = { alg: 'EdDSA', use: 'sig', kid };
  return {
    principalPrivateKey: { ...pair.privateKey.export({ format: 'jwk' }), ...more },
    principalPublicKey: { ...publicKey, ...more },
  };
}
