import { newId } from '../../tools/journey/client.ts';

/** The API page of a running product: its operations, and their examples as requests that can be sent. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  example?: unknown;
  schema?: { example?: unknown; default?: unknown };
}
interface FormSchema {
  properties?: Record<string, { format?: string; example?: unknown }>;
}
interface Operation {
  operationId: string;
  'x-roles'?: string[];
  'x-step-up'?: true;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { example?: unknown; schema?: FormSchema }> };
}
export interface Shown {
  name: string;
  method: string;
  path: string;
  operation: Operation;
}
export interface Request {
  url: string;
  method: string;
  body: string | undefined;
  type: string | undefined;
}
export interface Answer {
  status: number;
  text: string;
}

/** Why an example cannot be sent in an installation that is in use. */
export const unsendable: Record<string, string> = {
  'POST /api/gateway/sessions/{id}/ending': 'ends the session of a browser, and a demo begins without one',
  'POST /api/gateway/people/sessions/{id}/ending': 'ends the session of a browser, and a demo begins without one',
  'POST /api/gateway/subject-links/{id}/ending': 'ends a link, whose id is made when somebody is linked',
  'POST /api/gateway/own-tokens': 'is for whoever signed in; a token makes no token',
  'POST /api/gateway/own-tokens/{id}/revocation': 'ends a token of whoever asks, and the page knows none of his',
  'POST /api/gateway/own-phones/{id}/sessions': 'is signed by a phone for the session that sends it',
  'POST /api/gateway/own-phones/released-commands/{id}/sending':
    'is about a command of whoever asks, and the page knows none of his',
  'POST /api/gateway/own-phones/{id}/loss': 'is about a phone of whoever asks, and the page knows none of his',
  'POST /api/gateway/first-administrator': 'takes the bootstrap token, which the first administrator has used up',
};
export async function readPage(baseUrl: string): Promise<Shown[]> {
  const page = await fetch(`${baseUrl}/api/openapi.json`);
  const { paths } = (await page.json()) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([verb, operation]) => {
      const method = verb.toUpperCase();
      return { name: `${method} ${path}`, method, path, operation };
    }),
  );
}

export const exampleOf = ({ example, schema }: Parameter): unknown => example ?? schema?.example ?? schema?.default;
export const isWrite = ({ method }: { method: string }): boolean => method !== 'GET' && method !== 'HEAD';

/** The example as it is sent; `filter` gives what a query parameter without an example is asked with. */
export function requestOf(
  { path, method, operation }: Shown,
  filter: (name: string) => string | undefined = () => undefined,
): Request {
  let address = path;
  const query = new URLSearchParams();
  for (const parameter of operation.parameters ?? []) {
    const example = exampleOf(parameter) ?? (parameter.in === 'query' ? filter(parameter.name) : undefined);
    if (example === undefined) continue;
    if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, encodeURIComponent(String(example)));
    else if (parameter.in === 'query') query.set(parameter.name, String(example));
  }
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const body = typeof media?.example === 'string' ? media.example : JSON.stringify(media?.example);
  return { url: `${address}${query.size > 0 ? `?${query}` : ''}`, method, body: media && body, type };
}

/** Under a key of its own, so that no two requests are one. */
export async function send(
  baseUrl: string,
  { url, method, body, type }: Request,
  token: string | undefined,
): Promise<Answer> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  if (body !== undefined || method === 'POST' || method === 'PUT') headers['idempotency-key'] = newId();
  if (type) headers['content-type'] = type;
  const answer = await fetch(`${baseUrl}${url}`, { method, headers, ...(body !== undefined && { body }) });
  // A live stream has no end; what it says is a matter of its own spec.
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) {
    await answer.body?.cancel();
    return { status: answer.status, text: '' };
  }
  return { status: answer.status, text: await answer.text() };
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The same request with ids that nobody has instead of all but the shared ones, and the way back. */
export function withUnknownIds(
  request: Request,
  shared: ReadonlySet<string>,
): { request: Request; back(text: string): string } {
  const found = `${request.url} ${request.body}`.match(uuid) ?? [];
  const others = new Map(found.filter((id) => !shared.has(id)).map((id) => [id, newId()]));
  const swap = (text: string, pairs: Iterable<[string, string]>): string =>
    [...pairs].reduce((swapped, [from, to]) => swapped.replaceAll(from, to), text);
  return {
    request: {
      ...request,
      url: swap(request.url, others),
      body: request.body === undefined ? undefined : swap(request.body, others),
    },
    back: (text) =>
      swap(
        text,
        [...others].map(([id, other]): [string, string] => [other, id]),
      ),
  };
}

/** Without what differs between any two requests: times, the end of the log, the request's own id, made ids. */
export function plain({ status, text }: Answer, back: (text: string) => string = (same) => same): string {
  const same = back(text)
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'T')
    .replaceAll(/"(requestId|position|next)":("[^"]*"|\d+|null)/g, '"$1":0');
  return `${status} ${same}`;
}
