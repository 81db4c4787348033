export const loopback = ['127.0.0.1', '::1', '[::1]', 'localhost'];

/** Says in one go everything that is wrong with the environment of a process. */
export class EnvironmentError extends Error {
  constructor(readonly complaints: string[]) {
    super(`The environment is not usable:\n${complaints.map((complaint) => `  - ${complaint}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

/** The environment, read once; a service's own `config.ts` reads its variables from here too. Values are never logged. */
export class Environment {
  readonly #values: Readonly<Record<string, string | undefined>>;
  readonly #complaints: string[] = [];

  constructor(values: Readonly<Record<string, string | undefined>>) {
    this.#values = values;
  }

  text(name: string, fallback?: string): string {
    const value = this.#values[name];
    if (value !== undefined && value !== '') return value;
    if (fallback !== undefined) return fallback;
    return this.#refuse(name, 'is missing', '');
  }

  optional(name: string): string | undefined {
    return this.#values[name] || undefined;
  }

  /** Whether people rely on this installation: then nothing that only helps development is allowed. */
  get isProduction(): boolean {
    return this.#values['NODE_ENV'] === 'production';
  }

  /** An address of ours that browsers are sent to: over TLS, or on this machine. */
  publicUrl(name: string, fallback?: string): string {
    const value = this.text(name, fallback);
    if (value === '') return value;
    if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
      return this.#refuse(name, 'must be an https: or http: address', '');
    }
    const { protocol, hostname } = new URL(value);
    if (this.isProduction && protocol === 'http:' && !loopback.includes(hostname)) {
      this.#refuse(name, 'must be https: passwords and cookies travel over it (plain http only on this machine)', '');
    }
    return value.replace(/\/$/, '');
  }

  integer(name: string, { min, max, fallback }: { min: number; max: number; fallback?: number }): number {
    const value = this.#values[name];
    if ((value === undefined || value === '') && fallback !== undefined) return fallback;
    if (value === undefined || value === '') return this.#refuse(name, 'is missing', min);
    const number = Number(value);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    return this.#refuse(name, `must be a whole number from ${min} to ${max}`, min);
  }

  url(name: string, protocols: string[]): string {
    const value = this.text(name);
    if (value === '' || (URL.canParse(value) && protocols.includes(new URL(value).protocol))) return value;
    return this.#refuse(name, `must be a ${protocols.join(' or ')} address`, '');
  }

  oneOf<const T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = this.text(name, fallback);
    const choice = choices.find((known) => known === value);
    return choice ?? this.#refuse(name, `must be one of ${choices.join(', ')}`, fallback);
  }

  json<T>(name: string, check: (value: unknown) => value is T, expected: string, fallback?: T): T {
    const value = this.#values[name];
    if ((value === undefined || value === '') && fallback !== undefined) return fallback;
    try {
      const parsed: unknown = JSON.parse(value ?? '');
      if (check(parsed)) return parsed;
    } catch {
      // Said below, with what was expected.
    }
    return this.#refuse(name, `must be JSON: ${expected}`, {} as T);
  }

  base64(name: string, bytes: number): Buffer {
    const key = Buffer.from(this.text(name), 'base64');
    return key.length === bytes ? key : this.#refuse(name, `must be ${bytes} bytes in base64`, key);
  }

  refuse(complaint: string): void {
    this.#complaints.push(complaint);
  }

  /** Throws when anything read so far was missing or nonsense. */
  assertUsable(): void {
    if (this.#complaints.length > 0) throw new EnvironmentError([...new Set(this.#complaints)]);
  }

  #refuse<T>(name: string, reason: string, instead: T): T {
    this.#complaints.push(`${name} ${reason}`);
    return instead;
  }
}
