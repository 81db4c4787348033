import type { Paper } from './paper-form.js';
import { paperTemplate } from './paper.template.js';
import { Printer } from './printer.js';

const printer = new Printer();

/** One paper at a time in a process: what they cost is not multiplied by how many ask at once. */
let turn: Promise<unknown> = Promise.resolve();

export const printPaper = (paper: Paper): Promise<Buffer> => renderPaper(paperTemplate, paper);

/** A tagged PDF/A-2a. The same template and data give the same bytes: the template may not ask what time it is. */
export function renderPaper(template: string, data: unknown, seconds = 30): Promise<Buffer> {
  const own = turn.then(() => printer.print({ template, data }, seconds));
  turn = own.catch(() => undefined);
  return own;
}
