import { Injectable } from '@nestjs/common';
import { IdentityConfig } from '../config.js';
import type { Passkey } from './second-factors.queries.js';

type WebAuthn = typeof import('@simplewebauthn/server');
type RegistrationResponse = Parameters<WebAuthn['verifyRegistrationResponse']>[0]['response'];
type AuthenticationResponse = Parameters<WebAuthn['verifyAuthenticationResponse']>[0]['response'];

/** What a page hands to the browser, and what the server must remember to check the answer. */
export interface PasskeyOptions {
  options: string;
  challenge: string;
}

/** Passkeys (WebAuthn): the phone or key signs for this address only, after a finger, a face or a PIN. */
@Injectable()
export class Passkeys {
  readonly #rpID: string;
  readonly #origin: string;

  constructor(config: IdentityConfig) {
    const { hostname, origin } = new URL(config.issuer);
    this.#rpID = hostname;
    this.#origin = origin;
  }

  async registration(accountId: string, login: string, known: readonly Passkey[]): Promise<PasskeyOptions> {
    const { generateRegistrationOptions } = await webAuthn();
    const options = await generateRegistrationOptions({
      rpName: 'Dotation',
      rpID: this.#rpID,
      userID: Uint8Array.from(Buffer.from(accountId.replaceAll('-', ''), 'hex')),
      userName: login,
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId: id }) => ({ id })),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    });
    return { options: JSON.stringify(options), challenge: options.challenge };
  }

  /** The new passkey; undefined when the answer is not of this challenge, address and a person who showed himself. */
  async registered(answer: string, challenge: string): Promise<Passkey | undefined> {
    const response = parsed<RegistrationResponse>(answer);
    if (!response) return undefined;
    const { verifyRegistrationResponse } = await webAuthn();
    const expected = { expectedChallenge: challenge, expectedOrigin: this.#origin, expectedRPID: this.#rpID };
    const result = await verifyRegistrationResponse({ response, ...expected, requireUserVerification: true }).catch(
      () => undefined,
    );
    if (!result?.verified) return undefined;
    const { id, publicKey, counter, transports } = result.registrationInfo.credential;
    return { credentialId: id, publicKey: Buffer.from(publicKey), counter, transports: [...(transports ?? [])] };
  }

  async authentication(known: readonly Passkey[]): Promise<PasskeyOptions> {
    const { generateAuthenticationOptions } = await webAuthn();
    const options = await generateAuthenticationOptions({
      rpID: this.#rpID,
      userVerification: 'required',
      allowCredentials: known.map(({ credentialId: id }) => ({ id })),
    });
    return { options: JSON.stringify(options), challenge: options.challenge };
  }

  /** The passkey that answered, with its new counter. */
  async authenticated(
    answer: string,
    challenge: string,
    known: readonly Passkey[],
  ): Promise<{ credentialId: string; counter: number } | undefined> {
    const response = parsed<AuthenticationResponse>(answer);
    const passkey = known.find(({ credentialId }) => credentialId === response?.id);
    if (!response || !passkey) return undefined;
    const { verifyAuthenticationResponse } = await webAuthn();
    const result = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: this.#origin,
      expectedRPID: this.#rpID,
      requireUserVerification: true,
      credential: { id: passkey.credentialId, publicKey: Uint8Array.from(passkey.publicKey), counter: passkey.counter },
    }).catch(() => undefined);
    if (!result?.verified) return undefined;
    return { credentialId: passkey.credentialId, counter: result.authenticationInfo.newCounter };
  }
}

/** Loaded when first needed: it brings certificates of every maker, some 20 MB, and most sign-ins use none. */
function webAuthn(): Promise<WebAuthn> {
  return import('@simplewebauthn/server');
}

function parsed<T>(text: string): T | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}
