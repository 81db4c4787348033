import { encode, MAX_BODY_BYTES } from './envelope.rules.js';
import type { Cause } from './fact.js';

export interface Part<L> {
  factId: string;
  part: number;
  lines: L[];
  body: Buffer;
}

const TAIL = '"lines":[]}}';

/**
 * Cuts `lines` by bytes, not by number: a line with photo hashes weighs ten times one without. Order is kept, every part
 * is as full as it can be. No lines is one part without lines, because the document itself is still a fact.
 */
export function partBodies<L>(
  newId: () => string,
  type: string,
  subject: string,
  header: object,
  lines: L[],
  cause: Cause,
): Part<L>[] {
  const written = lines.map((line) => Buffer.from(JSON.stringify(line)));
  const envelope = (factId: string, part: number, parts: number): Buffer =>
    encode(factId, type, subject, { ...header, part, parts, lines: [] }, cause);
  // Every id and time is as long as every other; the two numbers are never longer than the number of lines.
  const room = MAX_BODY_BYTES - envelope(newId(), lines.length || 1, lines.length || 1).length;
  const cuts = cut(
    written.map((line) => line.length),
    room,
  );
  return cuts.map(([from, to], index) => {
    const factId = newId();
    const body = fill(envelope(factId, index + 1, cuts.length), written.slice(from, to));
    return { factId, part: index + 1, lines: lines.slice(from, to), body };
  });
}

/** Greedy: [from, to) ranges whose bytes, with the commas between, fit the room. */
export function cut(sizes: number[], room: number): [from: number, to: number][] {
  const cuts: [number, number][] = [];
  let from = 0;
  let used = 0;
  sizes.forEach((size, index) => {
    if (size > room) throw new Error(`line ${index + 1} alone is ${size} bytes, ${room} fit a fact`);
    const needed = index === from ? size : used + 1 + size;
    if (needed > room) {
      cuts.push([from, index]);
      from = index;
      used = size;
    } else used = needed;
  });
  cuts.push([from, sizes.length]);
  return cuts;
}

/** Puts the lines, already written, into the empty array at the end: a big command is not written twice. */
function fill(empty: Buffer, lines: Buffer[]): Buffer {
  if (!empty.subarray(-TAIL.length).equals(Buffer.from(TAIL))) throw new Error('the lines must come last in a fact');
  const comma = Buffer.from(',');
  const between = lines.flatMap((line, index) => (index === 0 ? [line] : [comma, line]));
  return Buffer.concat([empty.subarray(0, empty.length - 3), ...between, Buffer.from(']}}')]);
}
