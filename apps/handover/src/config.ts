import { Injectable } from '@nestjs/common';
import { Environment } from '@dotation/service';

/** What handover alone reads from its environment. */
@Injectable()
export class HandoverConfig {
  /** Where people find the gateway, for the code on papers; empty where papers carry none. */
  readonly publicUrl: string;

  constructor(environment: Environment) {
    this.publicUrl = environment.publicUrl('PUBLIC_URL', '');
    environment.assertUsable();
  }
}
