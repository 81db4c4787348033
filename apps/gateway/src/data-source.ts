import { dataSourceFor } from '@dotation/service';
import type { DataSource } from 'typeorm';
import { CreateApiTokens1795454995019 } from './migrations/1795454995019-create-api-tokens.js';

export const service = 'gateway';
/** Tokens are rows of one statement each; there is nothing for entities to map. */
export const entities = [];
export const migrations = [CreateApiTokens1795454995019];

export function dataSource(url: string): DataSource {
  return dataSourceFor(url, { service, entities, migrations });
}
