import { Injectable } from '@nestjs/common';
import { decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import type { AccessRecordDto, AccessRecordsQuery } from './access-records.dto.js';
import { accessRecordsOf } from './access-records.queries.js';
import type { AccessRow } from './access-records.queries.js';

@Injectable()
export class AccessRecordsService {
  constructor(private readonly queries: Queries) {}

  list(reader: Principal, { limit = 50, after, ...filter }: AccessRecordsQuery): Promise<Page<AccessRecordDto>> {
    const before = decodeCursor(after, ['number', 'number']) as [number, number] | undefined;
    return this.queries.run(reader, async (tx) =>
      pageOf(
        await accessRecordsOf(tx, { ...filter, before, limit }),
        limit,
        ({ position, lineNo }) => [position, lineNo],
        accessRecordDto,
      ),
    );
  }
}

function accessRecordDto(row: AccessRow): AccessRecordDto {
  const { position, service, accessId, readerId, tokenId, kind, operation, purpose, rows, scope } = row;
  const filter = JSON.parse(row.filter) as object;
  const readAt = row.readAt.toISOString();
  return { position, service, accessId, readerId, tokenId, kind, operation, filter, purpose, rows, scope, readAt };
}
