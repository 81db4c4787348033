import { QueryFailedError } from 'typeorm';
import { DomainError, errorOfConstraint, serviceError } from './errors.js';

interface PostgresError {
  code?: string;
  constraint?: string;
  message?: string;
}

/** The transaction lost against another one and may simply run again. */
export function isCollision(error: unknown): boolean {
  const code = postgresErrorOf(error)?.code;
  return code === '40001' || code === '40P01';
}

/** The server is away, restarting or full of connections: nothing is known about the request itself. */
export function isConnectionLoss(error: unknown): boolean {
  const { code, message } = postgresErrorOf(error) ?? {};
  if (code !== undefined) {
    return (
      /^(08|57P|53)/.test(code) ||
      ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN', 'ENOENT'].includes(
        code,
      )
    );
  }
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Cannot use a pool after|Query runner already released|Called end on pool)/.test(
    message ?? '',
  );
}

/** The refusal a database error stands for; undefined means a bug. */
export function refusalOf(error: unknown): DomainError | undefined {
  const found = postgresErrorOf(error);
  if (!found) return undefined;
  if (isConnectionLoss(error)) return serviceError('database-unavailable', 'Repeat the request in a moment.');
  const declared = errorOfConstraint(found.constraint);
  if (declared) return declared;
  // A document's id is its caller's Idempotency-Key, and keys are told apart by actor: two actors may send the same one.
  if (found.code === '23505' && found.constraint?.endsWith('_pk')) return serviceError('id-taken');
  if (isCollision(error) || found.code === '55P03') return serviceError('busy', 'Repeat the request in a moment.');
  // Values that PostgreSQL itself cannot take (a NUL character, a number out of range) and no rule has caught before.
  if (/^22(P02|P05|003|007|008|021)$/.test(found.code ?? '')) return serviceError('value-refused');
  return undefined;
}

function postgresErrorOf(error: unknown): PostgresError | undefined {
  if (error instanceof QueryFailedError) return error.driverError as PostgresError;
  if (!(error instanceof Error) || error instanceof DomainError) return undefined;
  if (error instanceof AggregateError && error.errors.length > 0) return postgresErrorOf(error.errors[0]);
  const { code, constraint, message } = error as PostgresError & Error;
  const fromSocketOrPool = error.name === 'Error' || error.name === 'error' || error.name.startsWith('QueryRunner');
  return fromSocketOrPool ? { code: typeof code === 'string' ? code : undefined, constraint, message } : undefined;
}
