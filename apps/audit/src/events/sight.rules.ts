import { ROLES } from '@dotation/contracts';
import type { Role } from '@dotation/contracts';

/** What somebody may be told of the log, wherever the telling goes (stream, webhook). */
export interface Sight {
  /** Ids of units and places; `everywhere` when a role has no such limit. */
  roots: string[] | 'everywhere';
  /** Whose devices are seen wherever they are. */
  awards: string[];
  /** Also facts that concern no document and no device: people, rights, rule values, access records. */
  wholeLog: boolean;
  /** Also who read what: line staff never see what an auditor looks at (CR-61). */
  accessRecords: boolean;
}

/** A role in its scope, as directory grants it. */
export interface HeldRole {
  role: string;
  orgUnitId?: string;
  placeId?: string;
  awardId?: string;
}

/** An administrator has no business rights (CR-60); the vetting officer sees vetting records, which are no events. */
const blind: readonly Role[] = ['SYS_ADMIN', 'VETTING_FP'];
const ofAccessRecords: readonly string[] = ['AUDITOR', 'INVESTIGATOR'];
const ofTheWholeLog: readonly string[] = ['AUDITOR', 'DONOR', 'EUM_OFFICER', 'INVESTIGATOR', 'DATA_STEWARD'];

export const rolesThatSee = ROLES.filter((role) => !blind.includes(role));

/** Whether somebody with these roles may know who read what. */
export function seesAccessRecords(roles: readonly HeldRole[]): boolean {
  return sightOf(roles)?.accessRecords === true;
}

/** What these roles see together; undefined when that is nothing. */
export function sightOf(roles: readonly HeldRole[]): Sight | undefined {
  const seeing = roles.filter(({ role }) => (rolesThatSee as readonly string[]).includes(role));
  if (seeing.length === 0) return undefined;
  const unlimited = seeing.filter(({ orgUnitId, placeId, awardId }) => (orgUnitId ?? placeId ?? awardId) === undefined);
  if (unlimited.length > 0) {
    const one = (of: readonly string[]): boolean => unlimited.some(({ role }) => of.includes(role));
    return { roots: 'everywhere', awards: [], wholeLog: one(ofTheWholeLog), accessRecords: one(ofAccessRecords) };
  }
  const ids = seeing.flatMap(({ orgUnitId, placeId }) => [orgUnitId, placeId]);
  return {
    roots: [...new Set(ids.filter((id) => id !== undefined))],
    awards: [...new Set(seeing.flatMap(({ awardId }) => awardId ?? []))],
    wholeLog: false,
    accessRecords: false,
  };
}
