import type { FastifyInstance } from 'fastify';
import { serviceError } from './errors.js';
import type { DomainError, RowProblem } from './errors.js';

/** Nothing anybody sends is nested this deep; a body that is would exhaust the stack of whoever walks it. */
const deepest = 64;
const mostProblems = 200;

/**
 * JSON may hold half a surrogate pair and U+0000, PostgreSQL can keep neither: recorded once, such text would stop whoever
 * reads it later. So no request of any service carries it in, also past the routes that read their rows themselves.
 */
export function refuseUnstorableText(server: FastifyInstance): void {
  server.addHook('preValidation', (request, _reply, done) => {
    const refusal =
      textRefusal(request.body) ?? textRefusal(request.query, 'query') ?? textRefusal(request.params, 'address');
    done(refusal);
  });
}

/** Undefined when all text can be stored; else the refusal that names the fields. */
export function textRefusal(value: unknown, root = ''): DomainError | undefined {
  const depth = check(value, 0);
  if (depth === 'sound') return undefined;
  if (depth === 'deep')
    return serviceError('malformed-request', `Nothing may be nested deeper than ${deepest} levels.`);
  const problems: RowProblem[] = [];
  collect(value, root, 0, problems);
  const [first] = problems;
  const others = problems.length > 1 ? ` and ${problems.length - 1} more` : '';
  return serviceError('text-not-valid', `Look at ${first?.field || 'the body'}${others}.`, problems);
}

export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** First without paths, because nearly every request is sound. */
function check(value: unknown, depth: number): 'sound' | 'unsound' | 'deep' {
  if (typeof value === 'string') return isStorable(value) ? 'sound' : 'unsound';
  if (!isWalked(value)) return 'sound';
  if (depth >= deepest) return 'deep';
  let found: 'sound' | 'unsound' = 'sound';
  const isList = Array.isArray(value);
  for (const [name, inner] of isList ? value.entries() : Object.entries(value)) {
    if (!isList && !isStorable(name as string)) found = 'unsound';
    const verdict = check(inner, depth + 1);
    if (verdict === 'deep') return verdict;
    if (verdict === 'unsound') found = verdict;
  }
  return found;
}

function collect(value: unknown, field: string, row: number, into: RowProblem[]): void {
  if (into.length >= mostProblems) return;
  if (typeof value === 'string') {
    if (!isStorable(value)) into.push(problem(field, row, value));
  } else if (Array.isArray(value)) {
    value.forEach((inner, index) => collect(inner, `${field}[${index}]`, row === 0 ? index + 1 : row, into));
  } else if (isWalked(value)) {
    for (const [name, inner] of Object.entries(value)) {
      // The answer must be storable itself.
      const path = `${field ? `${field}.` : ''}${name.toWellFormed().replaceAll('\0', '')}`;
      if (!isStorable(name)) into.push(problem(path, row, name));
      collect(inner, path, row, into);
    }
  }
}

function problem(field: string, row: number, text: string): RowProblem {
  const what = text.includes('\0') ? 'the character U+0000' : 'half a surrogate pair';
  return { row, field, code: 'text-not-valid', detail: `${field || 'The text'} holds ${what}, which is no text.` };
}

/** Plain JSON; not the Buffer or the stream of a file. */
function isWalked(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The parser of query strings makes objects of a class of its own, without Object.prototype behind it.
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}
