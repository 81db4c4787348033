import { PhoneLostV1 } from '@dotation/contracts';
import { OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import { signedOnLostPhone } from './phone-loss.rules.js';
import { keepLoss, signedSince } from './phone-losses.queries.js';

/** CR-63: the PVs that were signed on a phone after it was lost, and became known before the loss, or its earlier time, did. */
@Injectable()
export class PhoneLossesHandler {
  @OnFact(PhoneLostV1)
  async phoneLost(tx: EntityManager, { data, recordedAt }: Fact<PhoneLostV1>): Promise<void> {
    const lostSince = new Date(data.lostSince);
    if (!(await keepLoss(tx, data.phoneId, lostSince))) return;
    for (const { id, ...signed } of await signedSince(tx, data.phoneId, lostSince))
      await openExceptions(tx, id, signedOnLostPhone(lostSince, signed), recordedAt);
  }
}
