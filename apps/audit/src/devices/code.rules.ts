/**
 * A code as it is compared: a tag or identifier typed, scanned, with hyphens or without, or the address of a QR label
 * (AM-15: `https://{publicHost}/a/{tag}`). Two identifiers that only differ in hyphens are told apart by the caller.
 */
export function comparable(code: string): string {
  const labelled = /^\s*https?:\/\/[^/?#]+\/(?:a|8004)\/([^/?#]+)/i.exec(code)?.[1];
  return (labelled === undefined ? code : decoded(labelled))
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return uuid.test(text);
}
