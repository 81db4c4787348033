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
  /** Keys of before, newest first: they open what is not sealed again yet (`npm run ops -- field-keys`). */
  fieldKeysRetired: string[];
  /** The first administrator's way in; the gateway holds its hash only. */
  bootstrapToken: string;
  postgresPassword: string;
  databases: Record<string, Credentials>;
  nkeySeeds: Record<string, string>;
  signIn: SignInSecrets;
}

interface SignInSecrets {
  /** The gateway proves with it to identity who it is. */
  clientSecret: string;
  /** Signs id tokens. P-256. */
  idTokenKey: JsonWebKey;
  /** Base64, 32 bytes each: signs cookies; seals second factors and makes first passwords. Lost key, lost factors. */
  cookieKey: string;
  credentialKey: string;
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
    fieldKeysRetired: known.fieldKeysRetired ?? [],
    bootstrapToken: known.bootstrapToken ?? `dot_${randomBytes(32).toString('base64url')}`,
    postgresPassword: known.postgresPassword ?? password(),
    databases: { ...known.databases },
    nkeySeeds: { ...known.nkeySeeds },
    signIn: known.signIn ?? signInSecrets(),
  };
  for (const service of services) {
    secrets.databases[service] ??= { owner: password(), runtime: password(), worker: password() };
    secrets.nkeySeeds[service] ??= newSeed();
  }
  if (JSON.stringify(secrets) !== JSON.stringify(known)) state.write('secrets.json', secrets);
  return secrets;
}

function signInSecrets(): SignInSecrets {
  const key = () => randomBytes(32).toString('base64');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' });
  return {
    clientSecret: randomBytes(32).toString('base64url'),
    idTokenKey: { ...jwk, kid: kidOf(jwk) },
    cookieKey: key(),
    credentialKey: key(),
  };
}

const kidOf = (key: JsonWebKey): string =>
  createHash('sha256').update(`${key.x}${key.y}`).digest('base64url').slice(0, 16);

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
