import { Injectable } from '@nestjs/common';
import { Environment } from '@dotation/service';
import { fieldKeyOf } from './people/sealed-field.rules.js';
import type { FieldKey } from './people/sealed-field.rules.js';

/** What directory alone reads from its environment: the keys that seal names and phone numbers. */
@Injectable()
export class DirectoryConfig {
  /** The first seals; all of them open, so that a key can be retired without sealing everything again. */
  readonly fieldKeys: FieldKey[];

  constructor(environment: Environment) {
    const retired = (environment.optional('FIELD_KEYS_RETIRED') ?? '').split(',').filter((key) => key !== '');
    const keys = [environment.base64('FIELD_KEY', 32), ...retired.map((key) => Buffer.from(key, 'base64'))];
    if (keys.some((key) => key.length !== 32))
      environment.refuse('FIELD_KEYS_RETIRED must be keys of 32 bytes in base64');
    environment.assertUsable();
    this.fieldKeys = keys.map(fieldKeyOf);
  }
}
