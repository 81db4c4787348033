/** What a lost phone hands over, as the server takes it. */
export interface Unsent {
  id: string;
  method: string;
  path: string;
  body: Record<string, unknown>;
  madeAt: string;
  /** False: the body could not be handed over and says only what it was. */
  complete?: false;
}

/** The server takes 200,000 characters of at most 500 commands, in a request of 256 KiB; the list goes into it as a text. */
const mostBytes = 190_000;
const mostCommands = 400;

const bytesOf = (row: Unsent): number => new TextEncoder().encode(JSON.stringify(JSON.stringify(row))).length + 1;

/** What is known of a command that cannot be handed over itself, so that its person does it again. */
export function wordOf({ id, method, path, body, madeAt }: Unsent, sha256: string): Unsent {
  const ids = body['waybillIds'];
  const waybillIds = Array.isArray(ids) ? ids.slice(0, 50) : [];
  const bytes = new TextEncoder().encode(JSON.stringify(body)).length;
  return { ...{ id, method, path, madeAt }, body: { bytes, sha256, waybillIds }, complete: false };
}

export const isTooLarge = (row: Unsent): boolean => bytesOf(row) > mostBytes;

/** In parts that each fit; a row that is too large stands alone, and is to be made a word before. */
export function parts(rows: readonly Unsent[]): Unsent[][] {
  const all: Unsent[][] = [];
  let size = Infinity;
  for (const row of rows) {
    const bytes = bytesOf(row);
    if (size + bytes > mostBytes || (all.at(-1)?.length ?? 0) >= mostCommands) {
      all.push([]);
      size = 0;
    }
    all.at(-1)?.push(row);
    size += bytes;
  }
  return all;
}
