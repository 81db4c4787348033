// Directory as its specs use it: on a real database and broker, with the people who call it and short ways to record.
import { randomBytes } from 'node:crypto';
import { Calls } from '@dotation/messaging';
import { dataSource, service } from '../src/data-source.js';
import { DirectoryModule, handlers } from '../src/directory.module.js';
import { testApp } from '../../../test/support/app.js';
import type { TestApp, TestPerson } from '../../../test/support/app.js';
import { withClient } from '../../../tools/stack/databases.js';

type Rows = Record<string, unknown>[];

export interface Directory {
  app: TestApp;
  administrator: TestPerson;
  vettingOfficer: TestPerson;
  everyone: TestPerson;
  /** Asks as handover does. */
  calls: Calls;
  sql(query: string, values?: unknown[]): Promise<Rows>;
  close(): Promise<void>;
}

export async function startDirectory(): Promise<Directory> {
  const environment = { FIELD_KEY: randomBytes(32).toString('base64') };
  const app = await testApp({ name: service, module: DirectoryModule, dataSource, handlers, environment });
  if (!app.nats) throw new Error('the spec has no broker');
  const calls = new Calls('handover', { url: app.nats.url, nkeySeed: app.nats.nkeySeed('handover') });
  return {
    app,
    administrator: await app.as({ roles: ['SYS_ADMIN'] }),
    vettingOfficer: await app.as({ roles: ['VETTING_FP'] }),
    everyone: await app.as({ roles: ['REQUESTER'] }),
    calls,
    sql: (query, values = []) =>
      withClient(app.database.ownerUrl, async (client) => (await client.query(query, values)).rows as Rows),
    close: async () => {
      await calls.close();
      await app.close();
    },
  };
}

/** Records something and answers its id. */
export async function made(who: TestPerson, path: string, body: object): Promise<string> {
  const { body: answer } = await who.post(path, body).expect(201);
  return (answer as { id: string }).id;
}

export const aPlace = (change = {}) => ({ kind: 'SITE', name: 'Bipemba', access: 'NORMAL', ...change });
export const aUnit = (change = {}) => ({
  code: `PNC-${randomBytes(4).toString('hex').toUpperCase()}`,
  ...{ nameFr: 'Escadron PMH', agency: 'PNC', level: 'LX' },
  ...change,
});
export const aPerson = (change = {}) => ({ displayName: 'Amina Kasongo', ...change });
