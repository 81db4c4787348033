/** Evidence: photos, drawn signatures, scanned sheets, packing lists. */
export const largestFile = 20 * 1024 * 1024;

const name = /^[0-9a-f]{64}$/;

/** Only such a name ever becomes a path. */
export function isFileName(text: string): boolean {
  return name.test(text);
}

interface Kind {
  contentType: string;
  extension: string;
}

const kinds: (Kind & { starts: (head: Buffer) => boolean })[] = [
  { contentType: 'image/jpeg', extension: 'jpg', starts: (head) => begins(head, [0xff, 0xd8, 0xff]) },
  {
    contentType: 'image/png',
    extension: 'png',
    starts: (head) => begins(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
  { contentType: 'image/webp', extension: 'webp', starts: (head) => ascii(head, 0, 'RIFF') && ascii(head, 8, 'WEBP') },
  {
    contentType: 'image/heic',
    extension: 'heic',
    starts: (head) => ascii(head, 4, 'ftyphei') || ascii(head, 4, 'ftypmif1'),
  },
  {
    contentType: 'image/tiff',
    extension: 'tif',
    starts: (head) => begins(head, [0x49, 0x49, 0x2a, 0]) || begins(head, [0x4d, 0x4d, 0, 0x2a]),
  },
  { contentType: 'application/pdf', extension: 'pdf', starts: (head) => ascii(head, 0, '%PDF-') },
  { contentType: 'application/zip', extension: 'zip', starts: (head) => begins(head, [0x50, 0x4b, 3, 4]) },
];

const unknown: Kind = { contentType: 'application/octet-stream', extension: 'bin' };
/** Enough of a file's beginning to tell what it is. */
export const headBytes = 16;

/** What a file is by its first bytes; what the sender says it is does not count. */
export function kindOf(head: Buffer): Kind {
  return kinds.find(({ starts }) => starts(head)) ?? unknown;
}

export function extensionOf(contentType: string): string {
  return kinds.find((kind) => kind.contentType === contentType)?.extension ?? unknown.extension;
}

function begins(head: Buffer, bytes: number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

function ascii(head: Buffer, at: number, text: string): boolean {
  return head.subarray(at, at + text.length).toString('latin1') === text;
}
