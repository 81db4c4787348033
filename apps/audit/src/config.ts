import { isAbsolute } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Environment } from '@dotation/service';

/** What audit alone reads from its environment: the folder of the evidence files. */
@Injectable()
export class AuditConfig {
  readonly filesDir: string;

  constructor(environment: Environment) {
    this.filesDir = environment.text('FILES_DIR');
    if (this.filesDir !== '' && !isAbsolute(this.filesDir)) environment.refuse('FILES_DIR must be an absolute path');
    environment.assertUsable();
  }
}
