import { EntryMergedV1 } from '@dotation/contracts';
import { OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { mergePersons } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Who was recorded twice is one person where two are asked for (T34, AM-8). */
@Injectable()
export class MergedPeopleHandler {
  @OnFact(EntryMergedV1)
  async entryMerged(tx: EntityManager, { data }: Fact<EntryMergedV1>): Promise<void> {
    if (data.of === 'PERSON') await mergePersons(tx, data.id, data.intoId);
  }
}
