/** What was scanned, out of the address a label's QR code holds: `https://host/a/{tag}`, `/8004/{giai}`, `/k/{kit}`. */
function addressed(scanned: string): string {
  const text = scanned.trim();
  const [, path] = /^https?:\/\/[^/?#]+\/(?:a|k|8004)\/([^/?#]+)/i.exec(text) ?? [];
  if (path === undefined) return text;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** One writing for every way of reading a tag or a serial, the same as the server's (AM-15). */
export function codeOf(read: string): string {
  return addressed(read)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The device that carries this code; a code that could mean two means none (CR-67). */
export function carrying<D extends { deviceId: string; tag: string | null; serial: string | null }>(
  devices: readonly D[],
  read: string,
): D | undefined {
  const code = codeOf(read);
  if (code === '') return undefined;
  const found = devices.filter(({ tag, serial }) => [tag, serial].some((own) => own !== null && codeOf(own) === code));
  return found.length === 1 ? found[0] : undefined;
}

/** Codes that were read and belong to no device here: each once, however often it was read. */
export const withUnplaced = (before: readonly string[], read: string): string[] =>
  before.some((code) => codeOf(code) === codeOf(read)) ? [...before] : [...before, read];
