import { handoverError } from '../errors.js';

/** A field of a request that may say when the document happened. */
export interface SaidTime {
  field: string;
  at: string | null | undefined;
}

export interface DocumentTime {
  at: Date;
  /** Somebody wrote it; else it is the clock of the device or of the server. */
  said: boolean;
}

/**
 * A document has one time, which its gate, its custody and its clocks are judged by (CR-31). It may be said in several
 * places, for a signature carries its own, but not differently.
 */
export function oneTime(said: readonly SaidTime[], otherwise: Date): DocumentTime {
  const [first, ...others] = given(said);
  if (!first) return { at: otherwise, said: false };
  for (const other of others) if (other.at.getTime() !== first.at.getTime()) throw differs(other, first);
  return { at: first.at, said: true };
}

/** What several sign, on different days perhaps, is signed when the last of them has; it cannot say that it was earlier. */
export function lastTime(document: SaidTime, signatures: readonly SaidTime[], otherwise: Date): DocumentTime {
  const [own] = given([document]);
  const signed = given(signatures).sort((a, b) => b.at.getTime() - a.at.getTime());
  const [last] = signed;
  if (own && last && last.at > own.at) throw differs(last, own);
  const decisive = own ?? last;
  return decisive ? { at: decisive.at, said: true } : { at: otherwise, said: false };
}

/** What happened and was signed for afterwards happened when it says, else when it was signed; nobody signs before. */
export function eventTime(event: SaidTime, signature: SaidTime, otherwise: Date): DocumentTime {
  const [happened] = given([event]);
  const [signed] = given([signature]);
  if (happened && signed && signed.at < happened.at) throw differs(signed, happened);
  const decisive = happened ?? signed;
  return decisive ? { at: decisive.at, said: true } : { at: otherwise, said: false };
}

interface Given {
  field: string;
  at: Date;
}

const given = (said: readonly SaidTime[]): Given[] =>
  said.flatMap(({ field, at }) => (at ? [{ field, at: new Date(at) }] : []));

function differs(other: Given, first: Given): Error {
  const detail = `${other.field} says ${other.at.toISOString()}, ${first.field} says ${first.at.toISOString()}.`;
  return handoverError('times-differ', detail, [{ row: 0, field: other.field, code: 'times-differ', detail }]);
}
