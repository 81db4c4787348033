import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AccessRecord } from './access-record.js';
import { RunTimeDatabase } from './database.js';

/** Where access records go. The default keeps them in the service's own table; the gateway, which has none, hands them on. */
export abstract class AccessKeeper {
  abstract keep(record: AccessRecord): Promise<void>;
}

@Injectable()
export class OwnAccessKeeper extends AccessKeeper {
  constructor(private readonly database: RunTimeDatabase) {
    super();
  }

  async keep(record: AccessRecord): Promise<void> {
    await insertAccess((await this.database.ready()).manager, record);
  }
}

export async function insertAccess(tx: EntityManager, record: AccessRecord): Promise<void> {
  await tx.query(
    `INSERT INTO access_record (reader_id, token_id, kind, operation, filter, purpose, rows, scope, read_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[record.readerId, record.tokenId, record.kind, record.operation, record.filter, record.purpose],
      ...[record.rows, record.scope, record.readAt],
    ],
  );
}
