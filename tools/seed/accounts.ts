import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, newId, Refused } from '../journey/client.ts';
import { seedId } from './ids.ts';
import { demoPeople, personId } from './people.ts';
import { Writer } from './writer.ts';

export interface DemoToken {
  key: string;
  /** The name the person signs in with. */
  login: string;
  name: string;
  role: string;
  personId: string;
  token: string;
  expiresAt: string;
}

interface IssuedToken {
  token: string | null;
  expiresAt: string;
}

const day = 86_400_000;
const renewBefore = 40 * day;

/** The tokens of the demo people, kept in a file only its owner can read. */
export class Accounts {
  /** Of every account of the demo. */
  readonly password: string;
  readonly #file: string;
  readonly #baseUrl: string;
  readonly #tokens: Map<string, DemoToken>;

  constructor(baseUrl: string, stateDir: string, bootstrapToken: string) {
    this.password = demoPassword(bootstrapToken);
    this.#baseUrl = baseUrl;
    this.#file = join(stateDir, 'demo-tokens.json');
    const kept = existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, 'utf8')) as DemoToken[]) : [];
    this.#tokens = new Map(kept.map((token) => [token.key, { ...token, login: loginOf(token.key) }]));
  }

  get tokens(): DemoToken[] {
    return Object.keys(demoPeople).flatMap((key) => this.#tokens.get(key) ?? []);
  }

  client(key: string): Client {
    const token = this.#tokens.get(key);
    if (!token) throw new Error(`The demo person ${key} has no token.`);
    return new Client(this.#baseUrl, token.token, `${token.name} (${token.role})`);
  }

  writer(key: string): Writer {
    return new Writer(this.client(key));
  }

  /** The first administrator: the kept token when it still works, else the one the bootstrap token gives, once. */
  async administrator(bootstrapToken: string): Promise<Writer> {
    if (await this.#works('administrator')) return this.writer('administrator');
    const bootstrap = new Client(this.#baseUrl, bootstrapToken, 'the installation');
    const body = { personId: personId('administrator'), displayName: nameOf('administrator') };
    const key = seedId('first administrator');
    const issued = await bootstrap.post<IssuedToken>('/gateway/first-administrator', body, { key }).catch(explained);
    // Kept before it is used: a used one is never shown again.
    this.#keep('administrator', issued);
    return this.writer('administrator');
  }

  /** In the file also what an earlier release did not write there. */
  save(): void {
    writePrivately(this.#file, this.tokens);
  }

  /** An account to sign in with; all of the demo have one password, made up for this installation. */
  async open(administrator: Writer, key: string): Promise<void> {
    const account = { personId: personId(key), login: loginOf(key) };
    try {
      const demoPassword = this.password;
      await administrator.record(`account ${key}`, '/identity/accounts', { ...account, demoPassword });
    } catch (error) {
      // Not an installation for demonstrations: its people begin with a password of their own.
      if (!(error instanceof Refused) || error.problem.code !== 'password-not-taken') throw error;
      await administrator.record(`account ${key}`, '/identity/accounts', account);
    }
  }

  /** A token for the person, unless one is kept that lasts. */
  async issue(administrator: Writer, key: string, now: Date): Promise<void> {
    const kept = this.#tokens.get(key);
    if (kept && Date.parse(kept.expiresAt) - now.getTime() > renewBefore) return;
    // The same request all month long, so that a repeat makes no second token.
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
    const expiresAt = new Date(Date.UTC(now.getUTCFullYear() + 1, now.getUTCMonth(), 1)).toISOString();
    const body = { personId: personId(key), label: 'Demo', scopes: ['read', 'write'], expiresAt };
    const name = `token ${key} ${month.toISOString().slice(0, 7)}`;
    const issued = (await administrator.record(name, '/gateway/tokens', body)) as unknown as IssuedToken;
    // Used before, and the file was lost: another one.
    this.#keep(key, issued.token ? issued : await administrator.client.post('/gateway/tokens', body, { key: newId() }));
  }

  #keep(key: string, { token, expiresAt }: IssuedToken): void {
    if (token === null) throw new Error(`The token of ${key} was shown before and cannot be shown again.`);
    const role = demoPeople[key]?.roles?.join(', ') ?? '';
    this.#tokens.set(key, {
      key,
      login: loginOf(key),
      name: nameOf(key),
      role,
      personId: personId(key),
      token,
      expiresAt,
    });
    this.save();
  }

  async #works(key: string): Promise<boolean> {
    if (!this.#tokens.has(key)) return false;
    try {
      await this.client(key).get('/directory/rule-values');
      return true;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return false;
      throw error;
    }
  }
}

/** Another one in every installation, the same at every start of it. */
export function demoPassword(bootstrapToken: string): string {
  return `dotation-${createHash('sha256').update(`demo password ${bootstrapToken}`).digest('hex').slice(0, 10)}`;
}

/** `unitHead` signs in as `unit-head`. */
export function loginOf(key: string): string {
  return key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

export function nameOf(key: string): string {
  const person = demoPeople[key];
  if (!person) throw new Error(`There is no demo person ${key}.`);
  return person.name;
}

/** Whole or not at all, and for its owner's eyes only. */
export function writePrivately(file: string, content: unknown): void {
  const aside = `${file}.${process.pid}.tmp`;
  writeFileSync(aside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(aside, 0o600);
  renameSync(aside, file);
}

function explained(error: unknown): never {
  if (!(error instanceof Refused) || error.problem.code !== 'bootstrap-used') throw error;
  throw new Error(
    'This installation has an administrator already, and demo-tokens.json with the tokens is gone. ' +
      'Put the file back, or begin anew with another state folder.',
    { cause: error },
  );
}
