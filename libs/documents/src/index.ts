// The one door of @dotation/documents: files that people make, read in bounded time and memory, and tables written for them. It knows no business word.
export { garbled } from './encoding.rules.js';
export { columnsOf, headingKey, headingScore, rowsOf } from './columns.rules.js';
export type { Column, Headings, LoadProblem, LoadRow } from './columns.rules.js';
export { printPaper, renderPaper } from './paper.js';
export { paperWords } from './paper.template.js';
export { readRows } from './rows.js';
export type { ReadRows } from './rows.js';
export { readTable } from './table.js';
export { UnreadableFile } from './unreadable-file.js';
export type { Table, TableLine, TableOptions } from './table.js';
export { contentTypes, TABLE_FORMATS, writeCsv, writeTable } from './write-table.js';
export type { TableFormat, WrittenCell } from './write-table.js';
