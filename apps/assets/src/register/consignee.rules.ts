import type { Move } from './transitions.rules.js';

/** With these a device is on its way to a unit, or stands before it. */
const towards: readonly Move[] = ['dispatch', 'changeCarrier', 'arrive', 'find'];
/** These leave it there: refused goods stay in deposit until they are sent back, and title passes wherever they are. */
const unmoved: readonly Move[] = ['deposit', 'donate'];

/**
 * The unit a device is consigned to, which has to see it to sign for it (AM-17, AM-18): from the departure until the unit
 * has it, or the goods are lost, sent back or meant for another. Where it was seen elsewhere is not for the consignee (CR-67).
 */
export function consigneeAfter(move: Move, before: string | null, said: string | null): string | null {
  if (towards.includes(move)) return said;
  return unmoved.includes(move) ? before : null;
}
