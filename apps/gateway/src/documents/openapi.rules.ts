import { createHash } from 'node:crypto';

type Json = { [name: string]: unknown };

export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Json>>;
  components?: Record<string, Record<string, Json>>;
  [more: string]: unknown;
}

interface Part {
  name: string;
  prefix: string;
  document: OpenApi;
}

const description = `The API of Dotation, all services in one page. Send an API token as \`Authorization: Bearer dot_…\`.

- Every write needs a fresh \`Idempotency-Key\` (UUIDv7); a repeat with the same key and body gets the first answer again.
- The examples speak of the demo data and work as they stand, each with the token of a person who has the first role its
  operation names; \`npm start\` says where the tokens of the demo people are. Pasted again, they get the first answer.
- A write answers \`Dotation-After\`; send it back and the next request knows what that one wrote.
- Refusals are \`application/problem+json\` (RFC 9457) with a stable \`code\`; bulk refusals name each row.
- Lists are paged: \`limit\`, and \`after\` = the \`next\` of the page before.`;

/** One document out of the services' own: paths under `/api/<service>`, schemas told apart where names clash. */
export function mergeOpenApi(
  gateway: OpenApi,
  services: readonly { name: string; document: OpenApi | undefined }[],
): OpenApi {
  const parts: Part[] = [{ name: 'gateway', prefix: '', document: gateway }];
  const missing: string[] = [];
  for (const { name, document } of services) {
    if (document) parts.push({ name, prefix: `/api/${name}`, document });
    else missing.push(name);
  }
  const clashes = clashingRefs(parts);
  const merged: OpenApi = {
    openapi: '3.1.0',
    info: { title: 'Dotation', version: gateway.info.version, description },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths: {},
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    ...(missing.length > 0 && { 'x-unreachable-services': missing }),
  };
  for (const part of parts) add(merged, part, clashes);
  return merged;
}

/** References that mean different things in different services, or lead to one that does. */
function clashingRefs(parts: readonly Part[]): Set<string> {
  const meanings = new Map<string, string[]>();
  for (const { document } of parts) {
    for (const [ref, entry] of entriesOf(document))
      meanings.set(ref, [...(meanings.get(ref) ?? []), JSON.stringify(entry)]);
  }
  const shared = [...meanings].filter(([, texts]) => texts.length > 1);
  const clashes = new Set(shared.filter(([, texts]) => new Set(texts).size > 1).map(([ref]) => ref));
  for (let before = -1; before !== clashes.size;) {
    before = clashes.size;
    for (const [ref, [text = '']] of shared) {
      if ([...clashes].some((clash) => text.includes(`"${clash}"`))) clashes.add(ref);
    }
  }
  return clashes;
}

function entriesOf(document: OpenApi): [ref: string, entry: Json][] {
  return Object.entries(document.components ?? {})
    .filter(([kind]) => kind !== 'securitySchemes')
    .flatMap(([kind, entries]) =>
      Object.entries(entries).map(([name, entry]): [string, Json] => [`#/components/${kind}/${name}`, entry]),
    );
}

function add(merged: OpenApi, { name: service, prefix, document }: Part, clashes: ReadonlySet<string>): void {
  const rename = (ref: string): string => (clashes.has(ref) ? ref.replace(/[^/]+$/, `${capital(service)}$&`) : ref);
  const components = merged.components as Record<string, Record<string, Json>>;
  for (const [ref, entry] of entriesOf(document)) {
    const [, , kind = '', name = ''] = rename(ref).split('/');
    (components[kind] ??= {})[name] = redirect(entry, rename);
  }
  for (const [path, operations] of Object.entries(document.paths)) {
    if (path.startsWith('/internal/')) continue;
    merged.paths[`${prefix}${path}`] = Object.fromEntries(
      Object.entries(operations).map(([verb, operation]) => {
        const named = namedAfter(service, inlineParameters(operation, document));
        return [verb, redirect(named, rename)];
      }),
    );
  }
}

/** Each operation shows header examples of its own: two writes pasted one after the other need two keys. */
function inlineParameters(operation: Json, document: OpenApi): Json {
  const parameters = (operation['parameters'] as Json[] | undefined)?.map((parameter) => {
    const name = /^#\/components\/parameters\/(.+)$/.exec(String(parameter['$ref']))?.[1];
    return (name && document.components?.['parameters']?.[name]) || parameter;
  });
  return { ...operation, ...(parameters && { parameters }) };
}

function namedAfter(service: string, operation: Json): Json {
  const tags = (operation['tags'] as string[] | undefined) ?? [];
  const { operationId } = operation;
  return {
    ...operation,
    ...(typeof operationId === 'string' && { operationId: `${service}_${operationId}` }),
    tags: [[service, ...tags].join(' · ')],
  };
}

function redirect<T>(node: T, rename: (ref: string) => string): T {
  if (Array.isArray(node)) return node.map((one: unknown) => redirect(one, rename)) as T;
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([name, value]) => [
    name,
    name === '$ref' && typeof value === 'string' ? rename(value) : redirect(value as unknown, rename),
  ]);
  return Object.fromEntries(entries) as T;
}

function capital(service: string): string {
  return service.charAt(0).toUpperCase() + service.slice(1);
}

/** Ids that services made themselves, in the place of those that stand for them. */
export function withIds(text: string, ids: Readonly<Record<string, string>>): string {
  return Object.entries(ids).reduce((page, [standIn, id]) => page.replaceAll(standIn, id), text);
}

/** After the demo data, so that those come first wherever rows are ordered by id. */
const shownSince = Date.UTC(2026, 0, 2);

/**
 * Every example has a key of its own, the same one on each visit: pasted twice, it gets the first answer again. Another
 * body makes another key, since a key belongs to one request.
 */
export function withKeys(document: OpenApi, exampleKey: string): OpenApi {
  const paths = Object.entries(document.paths).map(([path, operations]) => {
    const keyed = Object.entries(operations).map(([verb, operation]) => {
      const said = JSON.stringify([verb, path, operation['parameters'], operation['requestBody']]);
      const parameters = (operation['parameters'] as Json[] | undefined)?.map((parameter) =>
        parameter['example'] === exampleKey ? { ...parameter, example: keyFrom(said) } : parameter,
      );
      return [verb, { ...operation, ...(parameters && { parameters }) }];
    });
    return [path, Object.fromEntries(keyed)];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

/** Shaped like a UUIDv7. */
function keyFrom(said: string): string {
  const bytes = createHash('sha256').update(said).digest().subarray(0, 16);
  bytes.writeUIntBE(shownSince, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
