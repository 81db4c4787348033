import { Injectable } from '@nestjs/common';
import { Commands, insertAccess } from '@dotation/service';
import type { Command } from '@dotation/service';
import type { KeepAccessRecord } from './access-records.dto.js';

@Injectable()
export class AccessRecordsService {
  constructor(private readonly commands: Commands) {}

  /** Kept beside our own, and told with them. */
  keep(command: Command, { readAt, ...record }: KeepAccessRecord): Promise<{ kept: true }> {
    return this.commands.run(command, async (tx) => {
      await insertAccess(tx, { ...record, readAt: new Date(readAt) });
      return { kept: true };
    });
  }
}
