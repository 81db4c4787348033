import type { Names } from '../knowledge/name.rules.js';
import { labelOf } from '../knowledge/name.rules.js';
import type { CustodianDto } from './devices.dto.js';
import type { CustodyFrom } from './life.rules.js';

/** Who has it and where, in words and in ids. */
export function custodianOf(custody: CustodyFrom, names: Names): CustodianDto {
  const hold = custody.hold === 'FIRM' ? '' : ` (${custody.hold.toLowerCase().replaceAll('_', ' ')})`;
  return {
    label: `${labelOf(names, custody.partyId)}${hold}`,
    partyKind: custody.partyKind,
    partyId: custody.partyId,
    personId: custody.personId,
    place: { id: custody.placeId, name: labelOf(names, custody.placeId) },
    enRoute: custody.enRoute,
    hold: custody.hold,
  };
}

export function whereOf({ place, enRoute }: CustodianDto): string {
  return enRoute ? `on the way to ${place.name}` : place.name;
}
