import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { detectEncoding, garbled, otherThanText, type Encoding } from './encoding.rules.js';
import { bestLine, HEADING_WITHIN, headingOf, refuseBlank, refuseWide, tooLong, withoutHeading } from './heading.js';
import type { Table, TableLine, TableOptions } from './table.js';
import { UnreadableFile } from './unreadable-file.js';

const DELIMITERS = [';', ',', '\t', '|'];
const MOST_RECORD_BYTES = 64 * 1024;
/** Whatever its lines look like: more cells than this are no list of at most 10,000 rows, and each costs memory. */
const MOST_CELLS = 400_000;
/** A heading is short; what is not is not tried under four delimiters. */
const LONGEST_HEADING = 8 * 1024;
/** Characters parsed at a time, so that no file holds up the requests of others. */
const AT_A_TIME = 32 * 1024;

/** From the bytes of a CSV file to lines of cells under a heading, in bounded time and memory, or an UnreadableFile. */
export async function readTextTable(bytes: Buffer, options: TableOptions): Promise<Table> {
  const { text, encoding, lineEnds } = decoded(bytes, options.mostRows);
  const { delimiter, headingLine, ...top } = await headed(text, options);
  const heading = headingOf(top.heading);
  refuseWide(heading);
  const all = await linesOf(text, delimiter, options.mostRows);
  const lines = all.filter(({ line }) => line > headingLine);
  refuseBlank(lines);
  refuseSwallowedLines(lines, delimiter);
  return { encoding, delimiter, lineEnds, headingLine, heading, lines };
}

function decoded(bytes: Buffer, mostRows: number): { text: string; encoding: Encoding; lineEnds: string } {
  if (bytes.length === 0) throw new UnreadableFile('file-empty', 'It has no bytes.');
  const detected = detectEncoding(bytes);
  if ('not' in detected) throw new UnreadableFile('file-not-text', `It is ${detected.not}.`);
  if ('unread' in detected)
    throw new UnreadableFile('file-encoding-unknown', `It is written in ${detected.unread}. Save the list as UTF-8.`);
  const decodedText =
    detected.encoding === 'windows-1252' ? lineByLine(bytes, mostRows) : iconv.decode(bytes, detected.encoding);
  // Where files were put together, the mark of the second stands in the middle.
  const raw = decodedText.replaceAll('\uFEFF', '');
  const other = otherThanText(raw);
  if (other !== undefined) throw new UnreadableFile('file-not-text', `It is ${other}.`);
  const broken = garbled(raw);
  if (broken !== undefined) throw new UnreadableFile('file-encoding-unknown', `${broken} Save the list as UTF-8.`);
  if (raw.trim() === '') throw new UnreadableFile('file-empty', 'It has only blank lines.');
  const lineEnds = raw.includes('\r\n') ? 'CRLF' : raw.includes('\r') ? 'CR' : 'LF';
  const text = raw.replace(/\r\n?/g, '\n');
  refuseLong(text, mostRows);
  return { text, encoding: detected.encoding, lineEnds };
}

/**
 * Windows-1252, but for lines that are UTF-8: a list put together from two files holds both, and letters with accents in
 * Windows-1252 are as good as never valid UTF-8. iconv-lite strips the byte order mark.
 */
function lineByLine(bytes: Buffer, mostRows: number): string {
  const lines: string[] = [];
  let from = 0;
  for (let at = bytes.indexOf(10); at !== -1 && lines.length <= mostRows * 2; at = bytes.indexOf(10, from)) {
    const line = bytes.subarray(from, at + 1);
    lines.push(iconv.decode(line, isUtf8(line) ? 'utf-8' : 'windows-1252'));
    from = at + 1;
  }
  const rest = bytes.subarray(from);
  return lines.join('') + iconv.decode(rest, isUtf8(rest) ? 'utf-8' : 'windows-1252');
}

/** Before anything is parsed: a file of millions of lines, or of one endless line, must cost nothing. */
function refuseLong(text: string, mostRows: number): void {
  let lines = 0;
  let from = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
    lines += 1;
    if (at - from > MOST_RECORD_BYTES) throw new UnreadableFile('file-malformed', lineTooLong(lines));
    from = at + 1;
  }
  if (text.length - from > MOST_RECORD_BYTES) throw new UnreadableFile('file-malformed', lineTooLong(lines + 1));
  if (lines > mostRows * 2) throw tooLong(lines, mostRows);
}

function lineTooLong(line: number): string {
  return `Line ${line} is longer than ${MOST_RECORD_BYTES / 1024} kB.`;
}

/** The delimiter and line under which most headings are understood. */
async function headed(
  text: string,
  options: TableOptions,
): Promise<{ delimiter: string; heading: readonly string[]; headingLine: number }> {
  const top = text
    .split('\n', HEADING_WITHIN)
    .map((line) => (line.length > LONGEST_HEADING ? '' : line))
    .join('\n');
  let best = { delimiter: '', line: 0, cells: [] as readonly string[], score: 0 };
  for (const delimiter of DELIMITERS) {
    const { line, score } = bestLine(await topLines(top, delimiter, options.mostRows), options);
    if (score > best.score) best = { delimiter, ...line, score };
  }
  if (best.score > 0) return { delimiter: best.delimiter, heading: best.cells, headingLine: best.line };
  throw withoutHeading(options);
}

/** With a wrong delimiter the top may be unreadable; it is then no candidate. */
async function topLines(top: string, delimiter: string, mostRows: number): Promise<TableLine[]> {
  try {
    return await linesOf(top, delimiter, mostRows);
  } catch {
    return top.split('\n').map((text, index) => ({ line: index + 1, cells: text.split(delimiter) }));
  }
}

async function linesOf(text: string, delimiter: string, mostRows: number): Promise<TableLine[]> {
  const parser = Readable.from(pieces(text)).pipe(
    parse({
      delimiter,
      // An inch mark in the middle of a field is no quotation mark.
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: '\n',
      max_record_size: MOST_RECORD_BYTES,
      info: true,
    }),
  );
  const lines: TableLine[] = [];
  let line = 1;
  let cells = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      cells += record.length;
      if (lines.length > mostRows + HEADING_WITHIN) throw tooLong(text.split('\n').length, mostRows);
      if (cells > MOST_CELLS) throw tooManyCells(line);
      lines.push({ line, cells: record });
      line = info.lines + 1;
    }
    return lines;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFile('file-malformed', malformed(error));
  }
}

async function* pieces(text: string): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += AT_A_TIME) {
    yield text.slice(from, from + AT_A_TIME);
    await othersTurn();
  }
}

function tooManyCells(line: number): Error {
  return new UnreadableFile(
    'file-malformed',
    `Up to line ${line} there are more than ${MOST_CELLS} cells: take away the empty columns.`,
  );
}

function malformed(error: CsvError): string {
  const line = (error as CsvError & { lines?: number }).lines;
  const at = line === undefined ? '' : ` Look near line ${line}.`;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return `A quotation mark at the start of a field is never closed.${at}`;
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return `A line is longer than ${MOST_RECORD_BYTES / 1024} kB, or a quotation mark is not closed.${at}`;
  return `The table cannot be read: ${error.message.slice(0, 200)}.${at}`;
}

/** A quotation mark that opens by mistake swallows whole lines up to the next one: those rows would be lost unseen. */
function refuseSwallowedLines(lines: readonly TableLine[], delimiter: string): void {
  for (const { line, cells } of lines) {
    const swallowed = cells.find((cell) => cell.includes('\n') && cell.includes(delimiter));
    if (swallowed === undefined) continue;
    const until = line + swallowed.split('\n').length - 1;
    throw new UnreadableFile(
      'file-malformed',
      `A quotation mark opens in line ${line} and closes in line ${until}: close it or take it away.`,
    );
  }
}
