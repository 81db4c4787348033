/** Not for the outside: what services say to each other and to the operators of the machine. */
const closed = new Set(['internal', 'metrics', 'livez', 'readyz']);

/** True for an address behind the gateway that callers may not reach, however it is spelled. */
export function isClosed(path: string): boolean {
  const segments = segmentsOf(path);
  return segments.includes('..') || closed.has(segments[2] ?? '') || beginsTwice(path);
}

/** True for an address that leads out of where it begins, however it is spelled. */
export function climbs(path: string): boolean {
  return segmentsOf(path).includes('..');
}

function segmentsOf(path: string): string[] {
  const decoded = safeDecode(path.split('?', 1)[0] ?? '');
  // Whoever forwards this may drop `.` and empty segments; the first one is what remains first. An encoded address in a
  // later segment (a device's QR label) has empty ones too, and may.
  return decoded
    .replaceAll('\\', '/')
    .split('/')
    .map(nameOf)
    .filter((segment) => segment !== '' && segment !== '.');
}

/** `/api/assets//host/x`: cut off behind the service, what is left would be read as the address of a host. */
function beginsTwice(path: string): boolean {
  return /^\/[^/?]+\/[^/?]+\/[/\\]/.test(path);
}

/** Without matrix parameters (`internal;a=b`), and without what URL parsers drop: tabs, line ends, blanks at the ends. */
function nameOf(segment: string): string {
  return (segment.split(';', 1)[0] ?? '')
    .replaceAll(/[\t\r\n]/g, '')
    .trim()
    .toLowerCase();
}

/** Decoded until nothing changes, so that `%2569nternal` is no way in. */
function safeDecode(path: string): string {
  for (let text = path, left = 5; left > 0; left--) {
    const next = tryDecode(text);
    if (next === undefined) return '..';
    if (next === text) return text;
    text = next;
  }
  return '..';
}

function tryDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A route that takes a larger body than the ordinary one, as the service says in its OpenAPI. */
export interface LargeRoute {
  method: string;
  pattern: RegExp;
  limit: number;
}

interface OpenApi {
  paths?: Record<string, Record<string, { 'x-body-limit'?: number }>>;
}

export function largeRoutesOf(document: OpenApi): LargeRoute[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const limit = operation['x-body-limit'];
      if (typeof limit !== 'number') return [];
      const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+');
      return [{ method: method.toUpperCase(), pattern: new RegExp(`^${escaped}/?$`), limit }];
    }),
  );
}

export function limitOf(routes: readonly LargeRoute[], method: string, path: string, ordinary: number): number {
  const address = path.split('?', 1)[0] ?? '';
  return routes.find((route) => route.method === method && route.pattern.test(address))?.limit ?? ordinary;
}
