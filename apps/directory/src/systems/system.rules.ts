import type { Role } from '@dotation/contracts';
import { directoryError } from '../errors.js';

/** Roles of those who ask, buy, pay, look after equipment or look on: none of them signs, approves, hands over or grants. */
export const rolesOfSystems: readonly Role[] = [
  'REQUESTER',
  'PROCUREMENT',
  'FINANCE',
  'TECHNICIAN',
  'CG_LOGISTICS',
  'EUM_OFFICER',
  'DONOR',
  'AUDITOR',
];

/** A system never signs a document for a person, and never says who may do what. */
export function refuseForSystem(role: Role): void {
  if (rolesOfSystems.includes(role)) return;
  throw directoryError('role-not-for-systems', `A system may be one of ${rolesOfSystems.join(', ')}.`);
}
