import type { QueryConfig, QueryResult, QueryResultRow } from 'pg';
import pg from 'pg';

/** One connection, one query after the other: the heartbeat and the relay share it. */
export class Session {
  private last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly client: pg.Client) {}

  /** `broken` is told once, whenever the connection ends. */
  static async open(config: pg.ClientConfig, broken: () => void): Promise<Session> {
    const client = new pg.Client(config);
    // Without a listener, an error of an idle connection would end the process.
    client.on('error', broken);
    client.on('end', broken);
    await client.connect();
    return new Session(client);
  }

  query<R extends QueryResultRow>(query: string | QueryConfig, values?: unknown[]): Promise<QueryResult<R>> {
    const result = this.last.then(() => this.client.query<R>(query, values));
    this.last = result.catch(() => undefined);
    return result;
  }

  async end(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
