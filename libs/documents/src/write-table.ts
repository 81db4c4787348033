export const TABLE_FORMATS = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];
export type WrittenCell = string | number | boolean | null;

export const contentTypes: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * A table as people open it: CSV in UTF-8 with its mark and semicolons, as a French spreadsheet expects, or XLSX. No text becomes a
 * formula: a serial or a name that begins like one was typed by somebody else than who opens the file.
 */
export async function writeTable(
  format: TableFormat,
  heading: readonly string[],
  rows: readonly (readonly WrittenCell[])[],
): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(csvHead(heading) + csvText(rows));
  const { utils, write } = await import('@e965/xlsx');
  const sheet = utils.aoa_to_sheet([heading, ...rows].map((cells) => cells.map(plain)));
  const written = write(
    { SheetNames: ['1'], Sheets: { 1: sheet } },
    { type: 'buffer', bookType: 'xlsx', compression: true },
  ) as unknown;
  return written as Buffer;
}

/** The same CSV in pieces, for a table that is longer than memory should hold. */
export async function* writeCsv(
  heading: readonly string[],
  pieces: AsyncIterable<readonly (readonly WrittenCell[])[]>,
): AsyncGenerator<string> {
  yield csvHead(heading);
  for await (const rows of pieces) yield csvText(rows);
}

function csvHead(heading: readonly string[]): string {
  return `\uFEFF${csvText([heading])}`;
}

function csvText(rows: readonly (readonly WrittenCell[])[]): string {
  return rows.map((cells) => `${cells.map((cell) => quoted(plain(cell))).join(';')}\r\n`).join('');
}

/** An apostrophe in front is what a spreadsheet itself writes for “this is text”. */
function plain(cell: WrittenCell): WrittenCell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: WrittenCell): string {
  const text = cell === null ? '' : String(cell);
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
