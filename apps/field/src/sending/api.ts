import { unattended } from './attended.js';

/** One request to our own origin. A network that failed is status 0; nothing is thrown. */
export interface Reply {
  status: number;
  body: unknown;
  etag: string | null;
}
interface Init {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
}

export async function ask(path: string, init: Init = {}): Promise<Reply> {
  try {
    const headers = { accept: 'application/json', ...unattended(), ...init.headers };
    const signal = AbortSignal.timeout(60_000);
    const answer = await fetch(path, { ...init, headers, signal, cache: 'no-store', redirect: 'error' });
    const text = await answer.text();
    return { status: answer.status, body: parsed(text), etag: answer.headers.get('etag') };
  } catch {
    return { status: 0, body: null, etag: null };
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export interface Session {
  personId: string;
  sessionId: string;
  csrf: string;
  /** The phone it is on, and ends with; null while it says none. */
  phoneId: string | null;
}

/** Who is signed in, if anybody: null for nobody, undefined when nobody could say. */
export async function session(): Promise<Session | null | undefined> {
  const { status, body } = await ask('/api/gateway/session');
  if (status === 401) return null;
  const said = body as { personId?: string; session?: Said | null } | null;
  if (status !== 200 || !said?.personId || !said.session) return status === 200 ? null : undefined;
  const { id, csrfToken, phoneId } = said.session;
  return { personId: said.personId, sessionId: id, csrf: csrfToken, phoneId };
}

interface Said {
  id: string;
  csrfToken: string;
  phoneId: string | null;
}

export async function signOut({ csrf }: Session): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  await ask('/auth/logout', { method: 'POST', headers, body: new URLSearchParams({ csrf }).toString() });
}

export const signInAddress = '/auth/login?returnTo=/field/';
