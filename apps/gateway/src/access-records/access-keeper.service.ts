import { Injectable } from '@nestjs/common';
import { AccessKeeper, uuidv7 } from '@dotation/service';
import type { AccessRecord } from '@dotation/service';
import { Directory } from '../principals/directory.service.js';

/** The gateway tells no facts: who read what here is kept by directory and told with its own records (decision 13). */
@Injectable()
export class HandedOverAccess extends AccessKeeper {
  constructor(private readonly directory: Directory) {
    super();
  }

  async keep(record: AccessRecord): Promise<void> {
    const body = { ...record, readAt: record.readAt.toISOString() };
    const { status, body: answer } = await this.directory.post('/internal/access-records', body, uuidv7());
    if (status !== 201) throw new Error(`directory answered ${status} to an access record: ${JSON.stringify(answer)}`);
  }
}
