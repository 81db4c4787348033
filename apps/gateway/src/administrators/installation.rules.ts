import type { Principal } from '@dotation/service';
import { hashOf, sameHash } from '../tokens/token.rules.js';

/** Where an empty installation gets its provinces and makers. */
const referenceServices = ['directory', 'procurement'];

/** Nobody is registered yet, so reference data is recorded by the installation, as directory's own migrations do. */
export const installationItself: Principal = {
  personId: '00000000-0000-7000-8000-000000000000',
  tokenId: 'bootstrap',
  scopes: ['read', 'write'],
  roles: [{ role: 'DATA_STEWARD' }],
};

/** The bootstrap token also loads reference data, as a data steward, until the first administrator is at work. */
export function mayLoadReferenceData(bootstrapHash: Buffer, bearer: string, service: string): boolean {
  return referenceServices.includes(service) && sameHash(hashOf(bearer), bootstrapHash);
}
