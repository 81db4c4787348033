// A passkey in software: what a phone answers to WebAuthn options, bytes and signature included.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** The few kinds of CBOR an authenticator writes. */
function cbor(value: Cbor): Buffer {
  const head = (major: number, size: number): Buffer => {
    if (size < 24) return Buffer.of((major << 5) | size);
    if (size < 256) return Buffer.of((major << 5) | 24, size);
    return Buffer.of((major << 5) | 25, size >> 8, size & 255);
  };
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();
const userPresent = 0x01;
const userVerified = 0x04;
const hasCredential = 0x40;

export interface Behaviour {
  origin?: string;
  rpID?: string;
  challenge?: string;
  verifiesUser?: boolean;
}

export class Authenticator {
  readonly credentialId = randomBytes(32);
  counter = 0;
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Answers `PublicKeyCredentialCreationOptions`, as `credential.toJSON()` would. */
  create(optionsJson: string, behaviour: Behaviour = {}): string {
    const options = JSON.parse(optionsJson) as { challenge: string; rp: { id: string } };
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const coseKey = new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.credentialId, cbor(coseKey)]);
    const authData = Buffer.concat([this.#head(behaviour.rpID ?? options.rp.id, hasCredential, behaviour), credential]);
    const attestation = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    const clientDataJSON = this.#clientData('webauthn.create', options.challenge, behaviour);
    return this.#answer({
      clientDataJSON: clientDataJSON.toString('base64url'),
      attestationObject: cbor(attestation).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Answers `PublicKeyCredentialRequestOptions`. */
  get(optionsJson: string, behaviour: Behaviour = {}): string {
    const options = JSON.parse(optionsJson) as { challenge: string; rpId: string };
    this.counter += 1;
    const authData = this.#head(behaviour.rpID ?? options.rpId, 0, behaviour);
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, behaviour);
    const signed = Buffer.concat([authData, sha256(clientDataJSON)]);
    return this.#answer({
      clientDataJSON: clientDataJSON.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
    });
  }

  #head(rpID: string, more: number, { verifiesUser = true }: Behaviour): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rpID), Buffer.of(userPresent | (verifiesUser ? userVerified : 0) | more), counter]);
  }

  #clientData(type: string, challenge: string, { origin = this.#origin, challenge: other }: Behaviour): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge: other ?? challenge, origin, crossOrigin: false }));
  }

  #answer(response: object): string {
    const id = this.credentialId.toString('base64url');
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  }
}
