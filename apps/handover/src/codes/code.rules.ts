/** Letters and digits only, in one case: hyphens, colons and spaces are ignored on reading (AM-15). */
export function compact(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

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

/** One writing for every way of reading a tag or a serial: typed, scanned, with or without hyphens, from the QR address. */
export function codeOf(read: string): string {
  return compact(addressed(read));
}

/** The kit a code names by its id, or null; kits are also read by their own tag. */
export function kitIdOf(read: string): string | null {
  const text = addressed(read).toLowerCase();
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text) ? text : null;
}
