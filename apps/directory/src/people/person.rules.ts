import { directoryError } from '../errors.js';
import type { Person } from './person.entity.js';
import type { ReadPurpose } from './people.dto.js';
import { matriculeKey } from './matricule.rules.js';
import { hashOf, open, seal } from './sealed-field.rules.js';
import type { FieldKey } from './sealed-field.rules.js';

/** The fields nobody reads in a copy of the database. */
export interface Sealed {
  nameSealed: Buffer;
  phoneSealed: Buffer | null;
  emailSealed: Buffer | null;
  matriculeSealed: Buffer | null;
  matriculeHash: Buffer | null;
}

export interface Clear {
  displayName: string;
  phone?: string | null;
  email?: string | null;
  matricule?: string | null;
}

/** Every field is bound to its person and its name: copied elsewhere it does not open. */
export function sealPerson(key: FieldKey, id: string, { displayName, phone, email, matricule }: Clear): Sealed {
  return {
    nameSealed: seal(key, `${id} name`, displayName),
    phoneSealed: phone ? seal(key, `${id} phone`, phone) : null,
    emailSealed: email ? seal(key, `${id} email`, email) : null,
    matriculeSealed: matricule ? seal(key, `${id} matricule`, matricule) : null,
    matriculeHash: matricule ? hashOf(key, 'matricule', matriculeKey(matricule)) : null,
  };
}

export function openPerson(
  keys: readonly FieldKey[],
  id: string,
  sealed: Omit<Sealed, 'matriculeHash'>,
): Required<Clear> {
  return {
    displayName: open(keys, `${id} name`, sealed.nameSealed),
    phone: sealed.phoneSealed && open(keys, `${id} phone`, sealed.phoneSealed),
    email: sealed.emailSealed && open(keys, `${id} email`, sealed.emailSealed),
    matricule: sealed.matriculeSealed && open(keys, `${id} matricule`, sealed.matriculeSealed),
  };
}

/** CR-62: phone, e-mail and service number stay masked unless the purpose is about them. */
const opened: Readonly<Record<ReadPurpose, readonly (keyof Clear)[]>> = {
  DISPLAY: ['displayName'],
  DOCUMENT: ['displayName'],
  CONTACT: ['displayName', 'phone', 'email'],
  AUDIT: ['displayName'],
  INVESTIGATION: ['displayName', 'phone', 'email', 'matricule'],
};

/** §8.6, CR-60: administration is technical only, so it gets the name of whom it gives an account, and no more. */
export function checkReader(roles: readonly { role: string }[], purpose: ReadPurpose | undefined): void {
  if (purpose === undefined || opened[purpose].length === 1) return;
  if (!roles.some(({ role }) => role === 'SYS_ADMIN')) return;
  throw directoryError('sealed-from-administrators', `Not with the purpose ${purpose}: §8.6, technical only.`);
}

export function clearFor(keys: readonly FieldKey[], person: Person, purpose: ReadPurpose): Partial<Clear> {
  const clear = openPerson(keys, person.id, person);
  return Object.fromEntries(opened[purpose].map((field) => [field, clear[field]]));
}
