/** What went wrong, in kinds that every service shares; the edge alone knows the HTTP status of a kind. */
export type ErrorKind =
  | 'malformed'
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'precondition'
  | 'precondition-required'
  | 'too-large'
  | 'unsupported'
  | 'too-long'
  | 'too-slow'
  | 'headers-too-large'
  | 'limited'
  | 'unavailable'
  | 'late';

export const statusOf: Record<ErrorKind, number> = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  precondition: 412,
  'precondition-required': 428,
  'too-large': 413,
  unsupported: 415,
  'too-long': 414,
  'too-slow': 408,
  'headers-too-large': 431,
  limited: 429,
  unavailable: 503,
  late: 504,
};

/** One refused row or field. `row` is 1-based; 0 means the request as a whole. */
export interface RowProblem {
  row: number;
  field?: string;
  code: string;
  detail: string;
  [extra: string]: unknown;
}

export interface ErrorEntry {
  kind: ErrorKind;
  title: string;
  /** Name of the database constraint that says the same thing (unique, check, exclusion, foreign key). */
  constraint?: string;
}

/** A refusal that a caller can act on. Anything else that is thrown is a bug and is answered 500. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    readonly title: string,
    readonly detail?: string,
    readonly rows?: RowProblem[],
  ) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = 'DomainError';
  }

  get status(): number {
    return statusOf[this.kind];
  }
}

const byConstraint = new Map<string, { code: string; entry: ErrorEntry }>();

/** Declares the refusals of one service; a mistyped code does not compile. */
export function errorsFrom<const T extends Record<string, ErrorEntry>>(
  table: T,
): (code: keyof T & string, detail?: string, rows?: RowProblem[]) => DomainError {
  for (const [code, entry] of Object.entries(table)) {
    if (entry.constraint) byConstraint.set(entry.constraint, { code, entry });
  }
  return (code, detail, rows) => {
    const entry = table[code] as ErrorEntry;
    return new DomainError(code, entry.kind, entry.title, detail, rows);
  };
}

/** The declared refusal behind a violated constraint, so that the database may refuse what code forgot. */
export function errorOfConstraint(constraint: string | undefined): DomainError | undefined {
  const known = constraint === undefined ? undefined : byConstraint.get(constraint);
  return known && new DomainError(known.code, known.entry.kind, known.entry.title);
}

/** Refusals that every service can give. */
export const serviceError = errorsFrom({
  'malformed-request': { kind: 'malformed', title: 'The request cannot be read' },
  'idempotency-key-required': { kind: 'malformed', title: 'The request needs an Idempotency-Key of its own' },
  'idempotency-key-reused': { kind: 'invalid', title: 'The same Idempotency-Key came with another request' },
  'id-taken': { kind: 'conflict', title: 'Something with this id is already recorded' },
  'validation-failed': { kind: 'invalid', title: 'Some fields are not valid' },
  'text-not-valid': { kind: 'invalid', title: 'A text holds characters that are no text' },
  'value-refused': { kind: 'invalid', title: 'A value cannot be stored' },
  'bad-cursor': { kind: 'invalid', title: 'The page cursor is not valid' },
  unauthenticated: { kind: 'unauthenticated', title: 'Who is calling is not known' },
  forbidden: { kind: 'forbidden', title: 'The caller may not do this' },
  'step-up-required': { kind: 'forbidden', title: 'This needs a second factor shown in the last ten minutes' },
  'route-not-found': { kind: 'not-found', title: 'There is nothing at this address' },
  'too-large': { kind: 'too-large', title: 'The request is too large' },
  'address-too-long': { kind: 'too-long', title: 'A part of the address is too long' },
  'headers-too-large': { kind: 'headers-too-large', title: 'The headers are too large' },
  'request-too-slow': { kind: 'too-slow', title: 'The request did not arrive in time' },
  'unsupported-media-type': { kind: 'unsupported', title: 'This content type is not taken here' },
  'not-yet-known': { kind: 'unavailable', title: 'What the request builds on has not arrived here yet' },
  'database-unavailable': { kind: 'unavailable', title: 'The database cannot be reached' },
  busy: { kind: 'unavailable', title: 'Too many requests on the same records' },
  'service-unavailable': { kind: 'unavailable', title: 'A service cannot be reached' },
  'service-late': { kind: 'late', title: 'A service did not answer in time' },
  stopping: { kind: 'unavailable', title: 'The service is stopping' },
});
