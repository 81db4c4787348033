// Every request of the desk to our own origin: one function, one kind of refusal.

export interface FieldProblem {
  row?: number;
  field?: string;
  code: string;
  detail: string;
  /** Where the service says it in both languages. */
  text?: { fr: string; en: string };
}

/** What the server said no to, or that nobody answered (status 0). */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly rows: FieldProblem[];
  readonly requestId: string | undefined;

  constructor(
    status: number,
    problem: { code?: string; title?: string; detail?: string; rows?: FieldProblem[]; requestId?: string },
  ) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem.code ?? (status === 0 ? 'unreachable' : 'unknown');
    this.rows = problem.rows ?? [];
    this.requestId = problem.requestId;
  }
}

interface Init {
  method?: 'GET' | 'POST' | 'PUT';
  /** An object is sent as JSON, a Blob or a form as it is. */
  body?: unknown;
  contentType?: string;
  /** Idempotency-Key: a repeated command under the same key is the same command. */
  key?: string;
  /** Seconds the server may wait for a document to settle. */
  wait?: number;
}

let csrf = '';
/** Set once the session is known; without it the gateway refuses every write. */
export const useCsrf = (token: string): void => void (csrf = token);

/** What this page wrote last: later reads ask to see it (`Dotation-After`), for as long as that can matter. */
let lastWrite = { fact: '', until: 0 };

export async function ask<T>(path: string, init: Init = {}): Promise<T> {
  const response = await send(path, init);
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const answer = (isJson ? await response.json().catch(() => ({})) : {}) as T;
  if (!response.ok) throw new Refusal(response.status, answer as object);
  const fact = response.headers.get('dotation-after');
  if (fact) lastWrite = { fact, until: Date.now() + 30_000 };
  return answer;
}

/** A file the server makes: its bytes and the name it gave them. */
export async function download(path: string, init: Init = {}): Promise<{ blob: Blob; name: string }> {
  const response = await send(path, init);
  if (!response.ok) throw new Refusal(response.status, (await response.json().catch(() => ({}))) as object);
  const name = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { blob: await response.blob(), name: name ?? 'dotation' };
}

async function send(path: string, { method = 'GET', body, contentType, key, wait }: Init): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') {
    headers['x-csrf-token'] = csrf;
    headers['idempotency-key'] = key ?? newId();
  } else if (lastWrite.until > Date.now()) headers['dotation-after'] = lastWrite.fact;
  if (wait) headers['prefer'] = `wait=${wait}`;
  const isFile = body instanceof Blob || body instanceof FormData;
  // A form says itself where its parts begin.
  if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = contentType ?? 'application/json';
  try {
    return await fetch(`/api${path}`, {
      method,
      headers,
      cache: 'no-store',
      signal: AbortSignal.timeout(120_000),
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
    });
  } catch {
    throw new Refusal(0, {});
  }
}

/** A version 7 UUID: whoever writes a document names it, so that pressing twice is one document. */
export function newId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(now) << 16n) | BigInt(((bytes[6]! << 8) | bytes[7]!) & 0xffff));
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Keeps a photograph or a scan by its hash, and answers the hash. */
export async function keepFile(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  await ask(`/audit/files/${hash}`, {
    method: 'PUT',
    body: file,
    contentType: file.type || 'application/octet-stream',
  });
  return hash;
}
