/** What a reader does about an error: wait for the database, try the transaction again, or stop and say why. */
export type Failure = 'connection' | 'retry' | 'stop';

// serialization_failure, deadlock_detected, lock_not_available: another transaction was in the way, this one is innocent.
const RETRY = new Set(['40001', '40P01', '55P03']);
// admin shutdown, crash, cannot connect now, too many connections, idle-session timeout: the database comes back.
const CONNECTION = /^(08...|57P0[1235]|53300)$/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const BROKEN =
  /Connection terminated|Client has encountered a connection error|not queryable|timeout exceeded when trying to connect/;

export function failureOf(error: unknown): Failure {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string' && RETRY.has(code)) return 'retry';
    if (typeof code === 'string' && (CONNECTION.test(code) || NETWORK.has(code))) return 'connection';
    if (BROKEN.test(at.message)) return 'connection';
    at = (at as { driverError?: unknown }).driverError ?? at.cause;
  }
  return 'stop';
}
