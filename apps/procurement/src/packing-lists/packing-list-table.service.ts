import { isUtf8 } from 'node:buffer';
import { Injectable } from '@nestjs/common';
import { CsvError, parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { procurementError } from '../errors.js';
import { MOST_ROWS } from '../receipts/receipt-row.rules.js';
import { detectEncoding, garbled, type Encoding } from './encoding.rules.js';
import { columnsOf, headingScore } from './heading.rules.js';
import type { Table, TableLine } from './packing-list.rules.js';

const DELIMITERS = [';', ',', '\t', '|'];
/** A supplier's letterhead may stand above the heading. */
const HEADING_WITHIN = 30;
const MOST_COLUMNS = 200;
const MOST_RECORD_BYTES = 64 * 1024;

/** From the bytes of a file to lines of cells under a heading, in bounded time and memory, or a refusal that says why. */
@Injectable()
export class PackingListTables {
  read(bytes: Buffer): Table {
    const { text, encoding, lineEnds } = decoded(bytes);
    const { delimiter, heading, headingLine } = headed(text);
    const columns = columnsOf(heading);
    if (columns.length > MOST_COLUMNS)
      throw procurementError(
        'file-malformed',
        `The heading has ${columns.length} columns, at most ${MOST_COLUMNS} can be read.`,
      );
    const lines = linesOf(text, delimiter).filter(({ line }) => line > headingLine);
    if (lines.every(({ cells }) => cells.every((cell) => cell.trim() === '')))
      throw procurementError('file-empty', 'There is no line below the heading.');
    refuseSwallowedLines(lines, delimiter);
    return { encoding, delimiter, lineEnds, headingLine, columns, lines };
  }
}

function decoded(bytes: Buffer): { text: string; encoding: Encoding; lineEnds: string } {
  if (bytes.length === 0) throw procurementError('file-empty', 'It has no bytes.');
  const detected = detectEncoding(bytes);
  if ('not' in detected) throw procurementError('file-not-text', `It is ${detected.not}.`);
  if ('unread' in detected)
    throw procurementError('file-encoding-unknown', `It is written in ${detected.unread}. Save the list as UTF-8.`);
  const raw = detected.encoding === 'windows-1252' ? lineByLine(bytes) : iconv.decode(bytes, detected.encoding);
  const broken = garbled(raw);
  if (broken !== undefined) throw procurementError('file-encoding-unknown', `${broken} Save the list as UTF-8.`);
  if (raw.trim() === '') throw procurementError('file-empty', 'It has only blank lines.');
  const lineEnds = raw.includes('\r\n') ? 'CRLF' : raw.includes('\r') ? 'CR' : 'LF';
  const text = raw.replace(/\r\n?/g, '\n');
  refuseLong(text);
  return { text, encoding: detected.encoding, lineEnds };
}

/**
 * Windows-1252, but for lines that are UTF-8: a list put together from two files holds both, and letters with accents in
 * Windows-1252 are as good as never valid UTF-8. iconv-lite strips the byte order mark.
 */
function lineByLine(bytes: Buffer): string {
  const lines: string[] = [];
  let from = 0;
  for (let at = bytes.indexOf(10); at !== -1 && lines.length <= MOST_ROWS * 2; at = bytes.indexOf(10, from)) {
    const line = bytes.subarray(from, at + 1);
    lines.push(iconv.decode(line, isUtf8(line) ? 'utf-8' : 'windows-1252'));
    from = at + 1;
  }
  const rest = bytes.subarray(from);
  return lines.join('') + iconv.decode(rest, isUtf8(rest) ? 'utf-8' : 'windows-1252');
}

/** Before anything is parsed: a file of millions of lines must cost nothing. */
function refuseLong(text: string): void {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  if (lines > MOST_ROWS * 2) throw tooLong(lines);
}

function tooLong(rows: number): Error {
  return procurementError('too-many-rows', `One list has at most ${MOST_ROWS} rows, this one ${rows}: cut it.`);
}

/** The delimiter and line under which most headings are understood. */
function headed(text: string): { delimiter: string; heading: readonly string[]; headingLine: number } {
  const top = text.split('\n', HEADING_WITHIN).join('\n');
  const candidates = DELIMITERS.flatMap((delimiter) =>
    topLines(top, delimiter).map(({ line, cells }) => ({ delimiter, line, cells, score: headingScore(cells) })),
  );
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a), {
    delimiter: '',
    line: 0,
    cells: [] as readonly string[],
    score: 0,
  });
  if (best.score > 0) return { delimiter: best.delimiter, heading: best.cells, headingLine: best.line };
  throw procurementError(
    'file-without-heading',
    `None of the first ${HEADING_WITHIN} lines names columns like “Marque;Modèle;N° de série” or “Maker,Model,Serial number”.`,
  );
}

/** With a wrong delimiter the top may be unreadable; it is then no candidate. */
function topLines(top: string, delimiter: string): TableLine[] {
  try {
    return linesOf(top, delimiter);
  } catch {
    return top.split('\n').map((text, index) => ({ line: index + 1, cells: text.split(delimiter) }));
  }
}

function linesOf(text: string, delimiter: string): TableLine[] {
  try {
    const records = parse(text, {
      delimiter,
      // An inch mark in the middle of a field is no quotation mark.
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: '\n',
      max_record_size: MOST_RECORD_BYTES,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    if (records.length > MOST_ROWS + HEADING_WITHIN) throw tooLong(records.length);
    let line = 1;
    return records.map(({ record, info }) => {
      const started = line;
      line = info.lines + 1;
      return { line: started, cells: record };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw procurementError('file-malformed', malformed(error));
  }
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
    throw procurementError(
      'file-malformed',
      `A quotation mark opens in line ${line} and closes in line ${until}: close it or take it away.`,
    );
  }
}
