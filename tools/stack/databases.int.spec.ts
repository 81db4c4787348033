import { DataSource } from 'typeorm';
import { startServers } from '../../test/support/servers.ts';
import { adoptDatabase, createDatabase, migrate, urlFor, withClient } from './databases.ts';

class Things1700000000000 {
  async up(runner: { query(sql: string): Promise<unknown> }) {
    await runner.query('CREATE TABLE thing (id int PRIMARY KEY)');
  }
  async down() {}
}
const source = {
  dataSource: (url: string) => new DataSource({ type: 'postgres', url, migrations: [Things1700000000000] }),
};
const passwords = { owner: 'one', runtime: 'two', worker: 'three' };

describe('the databases of an installation', () => {
  let admin: string;
  beforeAll(async () => {
    admin = (await startServers()).postgresAdminUrl;
    await withClient(admin, async (client) => {
      await client.query(`CREATE ROLE tenant LOGIN CREATEROLE PASSWORD 'tenant'`);
      await client.query(`CREATE DATABASE given OWNER tenant`);
    });
  });

  it('are made once, however often that is asked for, and migrated once when two ask at the same time', async () => {
    const make = () => createDatabase(admin, 'twice', passwords);
    const [{ ownerUrl }] = await Promise.all([make(), make(), make()]);
    const runs = await Promise.all([migrate('twice', source, ownerUrl), migrate('twice', source, ownerUrl)]);
    expect(runs.flat()).toEqual(['Things1700000000000']);
  });

  it('may be given: the owner of a database elsewhere migrates it and gets the two running roles made', async () => {
    const owner = urlFor(admin, 'tenant', 'tenant', 'given');
    for (let time = 1; time <= 2; time++) {
      const { url, workerUrl } = await adoptDatabase(owner, 'guest', passwords);
      await migrate('guest', source, owner);
      for (const address of [url, workerUrl]) {
        await withClient(address, async (client) => {
          await client.query('SELECT * FROM thing');
          await expect(client.query('DELETE FROM thing')).rejects.toThrow('permission denied');
        });
      }
    }
  });

  it('say whose rights are missing when the given owner may not make roles', async () => {
    await withClient(admin, (client) => client.query(`CREATE ROLE poor LOGIN PASSWORD 'poor'`));
    await expect(adoptDatabase(urlFor(admin, 'poor', 'poor', 'given'), 'stranger', passwords)).rejects.toThrow(
      'DATABASE_URL_STRANGER must own the database and have CREATEROLE',
    );
  });

  it('are closed to the roles of other services', async () => {
    const one = await createDatabase(admin, 'alpha', passwords);
    await createDatabase(admin, 'beta', passwords);
    const wrong = urlFor(one.url, 'beta', passwords.runtime, 'alpha');
    await expect(withClient(wrong, (client) => client.query('SELECT 1'))).rejects.toThrow('permission denied');
  });
});
