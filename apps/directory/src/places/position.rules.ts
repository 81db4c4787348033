import type { AccessStatus, Role } from '@dotation/contracts';

/** How exactly a position is known, or shown (domain §9.3): to the door, to the commune, to the province. */
export const GEO_PRECISIONS = ['EXACT', 'COMMUNE', 'PROVINCE'] as const;
export type GeoPrecision = (typeof GEO_PRECISIONS)[number];

/** Decimal degrees, WGS84. */
export interface Position {
  latitude: number;
  longitude: number;
  precision: GeoPrecision;
}

/** Who goes there, answers for what is there, or keeps the data. Others need no door, only a map. */
export const GO_THERE: readonly Role[] = [
  ...(['FIELD_OFFICER', 'DISPATCHER', 'EUM_OFFICER', 'UNIT_HEAD', 'PROV_COMMISSIONER', 'CG_LOGISTICS'] as const),
  ...(['DATA_STEWARD', 'INVESTIGATOR'] as const),
];

export interface Asked {
  roles: readonly string[];
  /** Said what for, and written down (CR-62); without it nobody sees a door. */
  withPurpose: boolean;
  /** The place, or a unit there, is in the reader's scope, and not only above it. */
  inScope: boolean;
  /** Of the place and of all it lies in, today. */
  accesses: readonly AccessStatus[];
}

/**
 * The most a reader is shown. Where an armed group is in control nobody sees where a post stands, but who investigates
 * (domain §4.9): a register of police posts in the wrong hands is a list of targets.
 */
export function mostShown({ roles, withPurpose, inScope, accesses }: Asked): GeoPrecision {
  const goes = withPurpose && inScope && roles.some((role) => (GO_THERE as readonly string[]).includes(role));
  if (accesses.includes('CONTROLLED_BY_ARMED_GROUP') && !(goes && roles.includes('INVESTIGATOR'))) return 'PROVINCE';
  return goes ? 'EXACT' : 'COMMUNE';
}

/** About 11 km and 110 km. A grid and not a random shift: reading it again and again tells nothing more. */
const decimals: Record<GeoPrecision, number> = { EXACT: 6, COMMUNE: 1, PROVINCE: 0 };

/** As exactly as it is known, and no more exactly than it may be shown. */
export function shownAs(position: Position, most: GeoPrecision): Position {
  const coarser = GEO_PRECISIONS.indexOf(most) > GEO_PRECISIONS.indexOf(position.precision);
  const precision = coarser ? most : position.precision;
  const rounded = (degrees: number): number => Number(degrees.toFixed(decimals[precision])) + 0;
  return { latitude: rounded(position.latitude), longitude: rounded(position.longitude), precision };
}
