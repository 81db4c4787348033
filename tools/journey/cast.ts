import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from './client.ts';

/** The people of the demo data, by the key under which the seed wrote their token. */
export type PersonKey =
  | 'finance'
  | 'administrator'
  | 'administrator2'
  | 'requester'
  | 'buyer'
  | 'storekeeper'
  | 'inspector1'
  | 'inspector2'
  | 'programmeManager'
  | 'approver'
  | 'dispatcher'
  | 'fieldOfficer'
  | 'unitHead'
  | 'deputy'
  | 'lakeUnitHead'
  | 'vettingOfficer'
  | 'dataSteward'
  | 'dataSteward2'
  | 'auditor';

/** Ids of the demo's reference rows, as the seed wrote them. */
export interface DemoIds {
  people: Record<string, string>;
  orgUnits: Record<string, string>;
  places: Record<string, string>;
  organisations: Record<string, string>;
  awards: Record<string, string>;
  catalogueItems: Record<string, string>;
}

/** Who plays in a journey: one client per person, and the ids they need to know. */
export interface Cast {
  baseUrl: string;
  ids: DemoIds;
  as(person: PersonKey): Client;
  person(key: string): string;
  /** The key of a person of the demo; the id itself of anybody else. */
  keyOf(personId: string): string;
}

interface DemoToken {
  key: string;
  name: string;
  role: string;
  personId: string;
  token: string;
}

export function castFrom(baseUrl: string, tokens: DemoToken[], ids: DemoIds): Cast {
  const clients = new Map<string, Client>();
  return {
    baseUrl,
    ids,
    as(person) {
      const known = clients.get(person);
      if (known !== undefined) return known;
      const token = tokens.find((each) => each.key === person);
      if (token === undefined) throw new Error(`The demo data has no token for ${person}.`);
      const client = new Client(baseUrl, token.token, `${token.name} (${token.role})`);
      clients.set(person, client);
      return client;
    },
    person(key) {
      const id = ids.people[key];
      if (id === undefined) throw new Error(`The demo data has no person ${key}.`);
      return id;
    },
    keyOf: (personId) => Object.entries(ids.people).find(([, id]) => id === personId)?.[0] ?? personId,
  };
}

/** The cast of the product running from `stateDir`, or null when no demo runs there. */
export function castOf(stateDir: string, baseUrl: string): Cast | null {
  const tokens = join(stateDir, 'demo-tokens.json');
  const ids = join(stateDir, 'demo-ids.json');
  if (!existsSync(tokens) || !existsSync(ids)) return null;
  return castFrom(
    baseUrl,
    JSON.parse(readFileSync(tokens, 'utf8')) as DemoToken[],
    JSON.parse(readFileSync(ids, 'utf8')) as DemoIds,
  );
}
