import { inflateRawSync } from 'node:zlib';
import { UnreadableFile } from './unreadable-file.js';

const MOST_ENTRIES = 500;
const MOST_BYTES = 24 * 1024 * 1024;

/**
 * Unpacks every entry of an archive once, within bounds, and forgets it: whatever reads the archive afterwards cannot be made
 * to fill the memory. A spreadsheet of 5,000 rows is about 5 MB unpacked.
 */
export function refuseZipBomb(bytes: Buffer): void {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) throw damaged('its directory is missing');
  const entries = bytes.readUInt16LE(end + 10);
  if (entries > MOST_ENTRIES) throw damaged(`it holds ${entries} parts`);
  let at = bytes.readUInt32LE(end + 16);
  let total = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged('its directory is broken');
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw damaged('it is protected by a password');
    const size = bytes.readUInt32LE(at + 24);
    total += size;
    if (total > MOST_BYTES) throw damaged(`it unpacks to more than ${MOST_BYTES / 1024 / 1024} MB`);
    unpack(bytes, at, size);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

/** The directory may lie about sizes: what comes out counts. */
function unpack(bytes: Buffer, at: number, size: number): void {
  const [method, packed, local] = [
    bytes.readUInt16LE(at + 10),
    bytes.readUInt32LE(at + 20),
    bytes.readUInt32LE(at + 42),
  ];
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== 0x04034b50) throw damaged('a part is missing');
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (from + packed > bytes.length) throw damaged('a part is cut off');
  if (method === 0 && packed === size) return;
  if (method !== 8) throw damaged('a part is packed in an unknown way');
  try {
    const unpacked = inflateRawSync(bytes.subarray(from, from + packed), { maxOutputLength: Math.max(size, 1) });
    if (unpacked.length === size) return;
  } catch {
    // Told below: broken data and more data than announced are the same to the reader.
  }
  throw damaged('a part is not what the directory says');
}

function damaged(why: string): UnreadableFile {
  return new UnreadableFile('file-malformed', `The spreadsheet cannot be read: ${why}.`);
}
