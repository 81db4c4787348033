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
