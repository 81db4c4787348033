import { Injectable } from '@nestjs/common';
import { gatewayRole } from '@dotation/service';
import { Directory } from './directory.service.js';
import { standingOf } from './principal.rules.js';
import type { Standing } from './principal.rules.js';

@Injectable()
export class Principals {
  constructor(private readonly directory: Directory) {}

  /** What directory says of a person now; undefined when it does not know the person. */
  async standing(personId: string): Promise<Standing | undefined> {
    const { status, body } = await this.directory.get(`/internal/principals/${personId}`);
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`directory answered ${status} about a principal: ${JSON.stringify(body)}`);
    return standingOf(body, gatewayRole);
  }
}
