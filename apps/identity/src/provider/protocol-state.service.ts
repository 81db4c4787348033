import { errors } from 'oidc-provider';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { RunTimeDatabase } from '@dotation/service';

interface Row {
  payload: AdapterPayload;
  consumedAt: Date | null;
}

/** What oidc-provider remembers, in PostgreSQL, for all processes of this service. Nothing here is for ever. */
export class ProtocolState implements Adapter {
  constructor(
    private readonly model: string,
    private readonly database: RunTimeDatabase,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const expiresAt = new Date(Date.now() + expiresIn * 1000);
    await this.#query(
      `INSERT INTO protocol_state (model, id, payload, grant_id, uid, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (model, id) DO UPDATE SET payload = $3, grant_id = $4, uid = $5, expires_at = $6`,
      [this.model, id, JSON.stringify(payload), payload.grantId ?? null, payload.uid ?? null, expiresAt],
    );
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return this.#find('id', id);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#find('uid', uid);
  }

  /** Codes typed on televisions: that flow is off. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  /** Once, also when two ask at the same moment: the library looks and consumes in two steps. */
  async consume(id: string): Promise<void> {
    const [, consumed] = await this.#query<[unknown, number]>(
      `UPDATE protocol_state SET consumed_at = now() WHERE model = $1 AND id = $2 AND consumed_at IS NULL`,
      [this.model, id],
    );
    if (consumed !== 1) throw new errors.InvalidGrant('it was used before');
  }

  async destroy(id: string): Promise<void> {
    await this.#query(
      `UPDATE protocol_state SET payload = '{}', expires_at = '-infinity' WHERE model = $1 AND id = $2`,
      [this.model, id],
    );
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#query(
      `UPDATE protocol_state SET payload = '{}', expires_at = '-infinity' WHERE model = $1 AND grant_id = $2`,
      [this.model, grantId],
    );
  }

  async #find(column: 'id' | 'uid', value: string): Promise<AdapterPayload | undefined> {
    const [row] = await this.#query<Row[]>(
      `SELECT payload, consumed_at AS "consumedAt" FROM protocol_state
        WHERE model = $1 AND ${column} = $2 AND expires_at > now()`,
      [this.model, value],
    );
    if (!row) return undefined;
    const { payload, consumedAt } = row;
    return consumedAt ? { ...payload, consumed: Math.floor(consumedAt.getTime() / 1000) } : payload;
  }

  async #query<T>(sql: string, parameters: unknown[]): Promise<T> {
    return (await this.database.ready()).query(sql, parameters) as Promise<T>;
  }
}
