/** How the bytes of a supplier's file are written. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** `not`: it is no text; `unread`: it is text in an encoding that is not read. */
export type Detected = { encoding: Encoding } | { not: string } | { unread: string };

const SIGNATURES: readonly [bytes: readonly number[], what: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a spreadsheet or archive (XLSX, ODS, ZIP): save it as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old spreadsheet (XLS) or one with a password: save it as XLSX without one'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF: ask the supplier for the list as CSV'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'a text document (RTF): save it as CSV'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
];

/** The encoding by byte order mark, zero bytes and validity; anything else is Windows-1252, or no text at all. */
export function detectEncoding(bytes: Uint8Array): Detected {
  const signature = SIGNATURES.find(([known]) => known.every((byte, index) => bytes[index] === byte));
  if (signature !== undefined) return { not: signature[1] };
  if (isUtf32(bytes)) return { unread: 'UTF-32' };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be' };
  const zeros = zeroBytes(bytes);
  if (zeros.even + zeros.odd > 0) {
    // Latin text in UTF-16 has nearly every second byte zero; in which half tells the byte order.
    const half = bytes.length / 2;
    if (zeros.odd > half * 0.6 && zeros.even < half * 0.05) return { encoding: 'utf-16le' };
    if (zeros.even > half * 0.6 && zeros.odd < half * 0.05) return { encoding: 'utf-16be' };
    return { not: 'binary data' };
  }
  if (hasControls(bytes)) return { not: 'binary data' };
  return { encoding: isUtf8(bytes) ? 'utf-8' : 'windows-1252' };
}

/** Four bytes a character, of which the letters of a list leave the two high ones zero; its mark starts like UTF-16's. */
function isUtf32(bytes: Uint8Array): boolean {
  if (bytes.length < 4 || bytes.length % 4 !== 0) return false;
  // By place within the four: does any character have a byte there that is not zero?
  const used = [false, false, false, false];
  for (let index = 0; index < bytes.length; index += 1) if (bytes[index] !== 0) used[index % 4] = true;
  const [first, second, third, fourth] = used;
  return (first || second || third || fourth) === true && ((!third && !fourth) || (!first && !second));
}

// Loops and no callbacks: these look at each byte of files of 8 MB.
function zeroBytes(bytes: Uint8Array): { even: number; odd: number } {
  const zeros = { even: 0, odd: 0 };
  for (let index = 0; index < bytes.length; index += 1)
    if (bytes[index] === 0) zeros[index % 2 === 0 ? 'even' : 'odd'] += 1;
  return zeros;
}

/** Whether there are bytes that no text file has, tab, line ends, form feed and the old end-of-file mark aside. */
function hasControls(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1a) return true;
  }
  return false;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Why decoded text is not what its writer meant, or undefined. */
export function garbled(text: string): string | undefined {
  if (text.includes('\uFFFD')) return 'It holds bytes that are neither UTF-8 nor Windows-1252.';
  // "Modèle" in UTF-8 read as Windows-1252 and saved again becomes "ModÃ¨le".
  if (/Ã[\u0080-\u00BF©¨ªºÀ-ÿ€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ“”¦]/.test(text))
    return 'It was saved twice in different encodings: letters with accents are broken.';
  return undefined;
}

/** Text that is no table though a program opens it as one, or undefined: web pages and XML under the name of a spreadsheet. */
export function otherThanText(text: string): string | undefined {
  const start = text.slice(0, 2_000).trimStart().toLowerCase();
  if (/^<(!doctype html|html|head|body|table|meta)\b/.test(start)) {
    return 'a web page under the name of a spreadsheet: open it and save it as XLSX';
  }
  return start.startsWith('<?xml') ? 'XML: open it in a spreadsheet and save it as XLSX' : undefined;
}
