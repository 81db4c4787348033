import { dataSourceFor } from '@dotation/service';
import type { DataSource } from 'typeorm';
import { CreateIdentity1795470000000 } from './migrations/1795470000000-create-identity.js';

export const service = 'identity';
/** Accounts and counters are rows of one statement each; there is nothing for entities to map. */
export const entities = [];
export const migrations = [CreateIdentity1795470000000];

export function dataSource(url: string): DataSource {
  return dataSourceFor(url, { service, entities, migrations });
}
