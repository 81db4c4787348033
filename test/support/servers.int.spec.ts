import { DataSource } from 'typeorm';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import { withClient } from '../../tools/stack/databases.ts';
import { freshDatabase, startNats } from './servers.ts';

class Things1700000000000 {
  async up(runner: { query(sql: string): Promise<unknown> }) {
    await runner.query('CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)');
  }
  async down() {}
}

const source = {
  dataSource: (url: string) => new DataSource({ type: 'postgres', url, migrations: [Things1700000000000] }),
};

describe('the servers of the tests', () => {
  it('gives a migrated database whose runtime role may write but not delete', async () => {
    const database = await freshDatabase('assets', source);
    for (const url of [database.url, database.workerUrl]) {
      await withClient(url, async (client) => {
        await client.query(`INSERT INTO thing (name) VALUES ('a')`);
        await client.query(`UPDATE thing SET name = 'b'`);
        await expect(client.query('DELETE FROM thing')).rejects.toThrow('permission denied');
        await expect(client.query('TRUNCATE thing')).rejects.toThrow('permission denied');
        await expect(client.query('CREATE TABLE mine ()')).rejects.toThrow('permission denied');
        await expect(client.query('DELETE FROM migrations')).rejects.toThrow('permission denied');
      });
    }
    await withClient(database.ownerUrl, async (client) => {
      await client.query('CREATE TABLE later (a int)');
    });
    await withClient(database.url, (client) => client.query('INSERT INTO later VALUES (1)'));
    await database.drop();
  });

  it('gives a broker that survives kill -9 at the same address', async () => {
    const nats = await startNats();
    const open = () =>
      connect({
        servers: nats.url,
        authenticator: nkeyAuthenticator(new TextEncoder().encode(nats.nkeySeed('assets'))),
        inboxPrefix: '_INBOX_assets',
      });
    await (await open()).close();
    await nats.kill9();
    await expect(open()).rejects.toThrow();
    await nats.restart();
    await (await open()).close();
    await nats.stop();
  });
});
