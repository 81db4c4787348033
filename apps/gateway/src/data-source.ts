import { dataSourceFor } from '@dotation/service';
import type { DataSource } from 'typeorm';
import { CreateApiTokens1795454995019 } from './migrations/1795454995019-create-api-tokens.js';
import { CreateSessions1795470000100 } from './migrations/1795470000100-create-sessions.js';
import { RotateTokens1795482000002 } from './migrations/1795482000002-rotate-tokens.js';
import { SayWhereSessionsAre1795482000000 } from './migrations/1795482000000-say-where-sessions-are.js';
import { KeepPhones1795488000000 } from './migrations/1795488000000-keep-phones.js';
import { SayWhatWasSent1795497000001 } from './migrations/1795497000001-say-what-was-sent.js';
import { LinkSubjects1795482000001 } from './migrations/1795482000001-link-subjects.js';

export const service = 'gateway';
/** Tokens and sessions are rows of one statement each; there is nothing for entities to map. */
export const entities = [];
export const migrations = [
  CreateApiTokens1795454995019,
  CreateSessions1795470000100,
  SayWhereSessionsAre1795482000000,
  LinkSubjects1795482000001,
  RotateTokens1795482000002,
  KeepPhones1795488000000,
  SayWhatWasSent1795497000001,
];

export function dataSource(url: string): DataSource {
  return dataSourceFor(url, { service, entities, migrations });
}
