import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import { IdentityConfig } from '../config.js';
import { open, seal } from '../sealed.rules.js';

/** A phone's clock may be 30 s off either way. */
const window = 1;

/** Six digits every 30 seconds (RFC 6238), as every authenticator app makes them. */
@Injectable()
export class TimeCodes {
  constructor(private readonly config: IdentityConfig) {}

  newSecret(accountId: string): Buffer {
    return seal(this.config.credentialKey, accountId, randomBytes(20));
  }

  /** For the app: to scan, or to type. */
  enrolment(accountId: string, sealed: Buffer, login: string): { uri: string; secret: string; svg: string } {
    const code = this.#codeOf(accountId, sealed, login);
    const uri = code.toString();
    const secret = code.secret.base32.replace(/(.{4})(?=.)/g, '$1 ');
    return { uri, secret, svg: renderSVG(uri, { border: 2 }) };
  }

  /** The 30-second step the code belongs to; undefined when it belongs to none that is near. */
  stepOf(accountId: string, sealed: Buffer, typed: string, now: Date): number | undefined {
    const token = typed.replaceAll(/\s/g, '');
    if (!/^\d{6}$/.test(token)) return undefined;
    const code = this.#codeOf(accountId, sealed, '');
    const delta = code.validate({ token, timestamp: now.getTime(), window });
    return delta === null ? undefined : code.counter({ timestamp: now.getTime() }) + delta;
  }

  #codeOf(accountId: string, sealed: Buffer, login: string): TOTP {
    const bytes = Uint8Array.from(open(this.config.credentialKey, accountId, sealed));
    return new TOTP({ issuer: 'Dotation', label: login, secret: new Secret({ buffer: bytes.buffer }) });
  }
}
