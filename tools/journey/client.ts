import { createHash, randomBytes } from 'node:crypto';

/** A refusal of the API, as problem+json tells it. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: { code?: string; title?: string; detail?: string; rows?: Record<string, unknown>[] };
  constructor(request: string, status: number, problem: Refused['problem']) {
    const rows = (problem.rows ?? [])
      .slice(0, 5)
      .map(
        (row) => `\n  row ${String(row['row'])} ${String(row['field'] ?? '')}: ${String(row['detail'] ?? row['code'])}`,
      );
    super(
      `${request} answered ${status} ${problem.code ?? ''}: ${problem.detail ?? problem.title ?? ''}${rows.join('')}`,
    );
    this.status = status;
    this.problem = problem;
  }
}

/** A version 7 UUID: the caller makes the id of every document, so that a repeated request is the same request. */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export interface WriteOptions {
  /** Idempotency-Key; made here when absent. */
  key?: string;
  /** When it happened by the actor's own clock (ISO 8601). */
  occurredAt?: string;
  /** Wait for this fact first (`Dotation-After`). */
  after?: string | undefined;
  contentType?: string;
}

/** One person's connection to the public API. Answers are plain JSON; anything but 2xx throws `Refused`. */
export class Client {
  /** The last fact this person's commands wrote, as the server said it: `<service>/<factId>`. */
  after: string | undefined;
  readonly baseUrl: string;
  readonly token: string;
  readonly who: string;

  constructor(baseUrl: string, token: string, who = 'somebody') {
    this.baseUrl = baseUrl;
    this.token = token;
    this.who = who;
  }

  async get<T = Record<string, unknown>>(path: string, options: { after?: string; wait?: number } = {}): Promise<T> {
    return this.request<T>('GET', path, undefined, {
      ...(options.after === undefined ? {} : { 'dotation-after': options.after }),
      ...(options.wait === undefined ? {} : { prefer: `wait=${options.wait}` }),
    });
  }

  /** A file as it is: a paper, labels. */
  async file(path: string): Promise<Buffer> {
    const headers = { authorization: `Bearer ${this.token}` };
    const response = await fetch(`${this.baseUrl}/api${path}`, { headers });
    if (!response.ok) {
      throw new Refused(`GET ${path}`, response.status, (await response.json()) as Refused['problem']);
    }
    return Buffer.from(await response.arrayBuffer());
  }

  async post<T = Record<string, unknown>>(path: string, body: unknown, options: WriteOptions = {}): Promise<T> {
    return this.write<T>('POST', path, JSON.stringify(body), { contentType: 'application/json', ...options });
  }

  /** Sends bytes as they are: a packing list, a photograph. */
  async send<T = Record<string, unknown>>(
    method: 'POST' | 'PUT',
    path: string,
    bytes: Uint8Array,
    contentType: string,
    options: WriteOptions = {},
  ): Promise<T> {
    return this.write<T>(method, path, bytes, { ...options, contentType });
  }

  private async write<T>(method: string, path: string, body: string | Uint8Array, options: WriteOptions): Promise<T> {
    return this.request<T>(method, path, body, {
      'content-type': options.contentType ?? 'application/json',
      'idempotency-key': options.key ?? newId(),
      ...(options.occurredAt === undefined ? {} : { 'dotation-occurred-at': options.occurredAt }),
      ...(options.after === undefined ? {} : { 'dotation-after': options.after }),
    });
  }

  protected async request<T>(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    headers: Record<string, string>,
  ): Promise<T> {
    const response = await fetch(`${this.baseUrl}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body: body as NonNullable<RequestInit['body']> }),
    });
    this.after = response.headers.get('dotation-after') ?? this.after;
    const text = await response.text();
    const answer =
      text.length > 0 && (response.headers.get('content-type') ?? '').includes('json') ? JSON.parse(text) : {};
    if (!response.ok) throw new Refused(`${method} ${path}`, response.status, answer as Refused['problem']);
    return answer as T;
  }
}

/** Every item of a keyset-paged list. */
export async function everyPage<T = Record<string, unknown>>(client: Client, path: string, limit = 200): Promise<T[]> {
  const items: T[] = [];
  let next: string | null = null;
  do {
    const separator = path.includes('?') ? '&' : '?';
    const cursor: string = next === null ? '' : `&after=${encodeURIComponent(next)}`;
    const page: { items: T[]; next: string | null } = await client.get(`${path}${separator}limit=${limit}${cursor}`);
    items.push(...page.items);
    next = page.next;
  } while (next !== null);
  return items;
}
