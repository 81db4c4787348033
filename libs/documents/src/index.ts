// The one door of @dotation/documents: files that people make, read in bounded time and memory. It knows no business word.
export { garbled } from './encoding.rules.js';
export { readTable, readTextTable } from './table.js';
export { UnreadableFile } from './unreadable-file.js';
export type { Table, TableLine, TableOptions } from './table.js';
