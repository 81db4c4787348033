import { Readable } from 'node:stream';
import { ValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import type { ValidationError } from 'class-validator';
import { serviceError } from './errors.js';
import type { DomainError, RowProblem } from './errors.js';

const mostRows = 200;

/** Strict at the edge: unknown fields are refused, nothing is converted behind the caller's back. */
export function strictValidation(): ValidationPipe {
  return new StrictValidation({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => validationFailed(errors),
  });
}

class StrictValidation extends ValidationPipe {
  /** A streamed body is read by its route; there is no object yet to validate. */
  protected override toValidate(metadata: ArgumentMetadata): boolean {
    return metadata.metatype !== Readable && super.toValidate(metadata);
  }

  /** A command may have nothing to say beyond its address: no body, or `{}`, for a class without fields. */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    if (type === 'body' && metatype && saysNothing(value) && hasNoFields(metatype)) return new metatype();
    if (type === 'body' && metatype && metatype !== Readable && metatype !== Buffer && !isPlainObject(value))
      throw serviceError('validation-failed', 'The body must be an object.', [
        { row: 0, code: 'is-object', detail: 'The body must be an object.' },
      ]);
    // What a decorator of ours hands over is no input: a command is that very object.
    return (await super.transform(type === 'custom' ? value : idsInLowerCase(value), metadata)) as unknown;
  }
}

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * PostgreSQL knows one id in every spelling; a rule that compares texts would take it for two persons (CR-01, CR-10), and a
 * fact would name somebody whom nobody finds. So an id has one spelling from the edge on.
 */
export function idsInLowerCase(value: unknown): unknown {
  if (typeof value === 'string') return id.test(value) ? value.toLowerCase() : value;
  if (Array.isArray(value)) return value.map(idsInLowerCase);
  if (!isOrdinary(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, idsInLowerCase(inner)]));
}

/** Not a Buffer or a stream, which pass as they are. */
function isOrdinary(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function saysNothing(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasNoFields(metatype: Function): boolean {
  return getMetadataStorage().getTargetValidationMetadatas(metatype, '', false, false).length === 0;
}

export function validationFailed(errors: ValidationError[]): DomainError {
  const rows = rowsOf(errors);
  const shown = rows.slice(0, mostRows);
  const fields = shown.slice(0, 3).map(({ field }) => field ?? 'the body');
  const others = rows.length > 3 ? ` and ${rows.length - 3} more` : '';
  return serviceError('validation-failed', `Look at ${fields.join(', ')}${others}.`, shown);
}

/** One row problem per field, however many constraints its value breaks; `row` is the place in the first list on the way (1-based). */
function rowsOf(errors: ValidationError[], path = '', row = 0): RowProblem[] {
  return errors.flatMap((error) => {
    const isPlace = /^\d+$/.test(error.property);
    const field = isPlace ? `${path}[${error.property}]` : path ? `${path}.${error.property}` : error.property;
    const inRow = row === 0 && isPlace ? Number(error.property) + 1 : row;
    const broken = Object.entries(error.constraints ?? {});
    const [first] = broken;
    const detail = broken.map(([, message]) => message).join('; ');
    const own = first ? [{ row: inRow, field, code: kebab(first[0]), detail }] : [];
    return [...own, ...rowsOf(error.children ?? [], field, inRow)];
  });
}

function kebab(constraint: string): string {
  if (constraint === 'whitelistValidation') return 'unknown-field';
  return constraint.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
