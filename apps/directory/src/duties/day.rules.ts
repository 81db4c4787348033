import { directoryError } from '../errors.js';

/** A day of the list, in UTC: [from, to), known as of its end, or as of now while it lasts. */
export interface DayOfList {
  from: Date;
  to: Date;
  asOf: Date;
}

const length = 24 * 60 * 60_000;

/** The same day gives the same answer for ever once it has passed: what came later is not known at its end. */
export function dayOfList(day: string, now: Date): DayOfList {
  const from = new Date(`${day}T00:00:00.000Z`);
  if (from > now) throw directoryError('day-to-come', `It is ${now.toISOString()} now.`);
  const to = new Date(from.getTime() + length);
  return { from, to, asOf: to < now ? to : now };
}
