// Messages that no reader could take for a fact: listed, shown byte for byte, tried again.
import { deadLetter, deadLetters, retryDeadLetter, type DeadLetter } from '@dotation/messaging';
import { type Installation, type Place, withDatabase } from './installation.ts';
import { tellsFacts } from '../stack/services.ts';

export interface FoundLetter extends DeadLetter {
  /** `assets/procurement/42`: who could not read it, whose it is, its number. */
  id: string;
  service: string;
}

/** The services that read facts. */
const readersOf = ({ places }: Installation): Place[] => places.filter(({ service }) => tellsFacts(service));

export async function listLetters(installation: Installation, all: boolean): Promise<FoundLetter[]> {
  const found = await Promise.all(
    readersOf(installation).map(({ service, databaseUrl }) =>
      withDatabase(databaseUrl, async (source) =>
        (await deadLetters(source.manager, all)).map((letter) => ({
          ...letter,
          service,
          id: `${service}/${letter.producer}/${letter.seq}`,
        })),
      ),
    ),
  );
  return found.flat();
}

export async function showLetter(
  installation: Installation,
  id: string,
): Promise<(FoundLetter & { body: Buffer }) | null> {
  const at = placeOf(installation, id);
  if (!at) return null;
  const letter = await withDatabase(at.place.databaseUrl, (source) => deadLetter(source.manager, at.producer, at.seq));
  return letter && { ...letter, service: at.place.service, id };
}

/** Asks the reader to try again; it does so within a few seconds. False when there is no such open letter. */
export async function retryLetter(installation: Installation, id: string): Promise<boolean> {
  const at = placeOf(installation, id);
  if (!at) return false;
  return withDatabase(at.place.databaseUrl, (source) => retryDeadLetter(source.manager, at.producer, at.seq));
}

function placeOf(installation: Installation, id: string): { place: Place; producer: string; seq: number } | null {
  const [, service, producer, seq] = /^([a-z]+)\/([a-z]+)\/(\d{1,15})$/.exec(id) ?? [];
  const place = readersOf(installation).find((one) => one.service === service);
  return place && producer !== undefined && seq !== undefined ? { place, producer, seq: Number(seq) } : null;
}

/** JSON with indents where it is JSON, text where it is text, else hexadecimal beside what is printable. */
export function prettyBytes(body: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // Control characters stay visible and do nothing to the terminal.
      return text.replace(/[^\P{C}\n\t]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
    }
  } catch {
    return hexDump(body);
  }
}

function hexDump(body: Buffer): string {
  const lines: string[] = [];
  for (let at = 0; at < body.length; at += 16) {
    const row = body.subarray(at, at + 16);
    const bytes = [...row].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = [...row].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${bytes.padEnd(47)}  ${text}`);
  }
  return lines.join('\n');
}
