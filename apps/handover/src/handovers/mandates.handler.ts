import { MandateDocumentedV1, MandateRecordedV1 } from '@dotation/contracts';
import { causedBy, OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RatificationsService } from './ratifications.service.js';

/** Mandates that become known after somebody signed under them (CR-22). */
@Injectable()
export class MandatesHandler {
  constructor(private readonly ratifications: RatificationsService) {}

  @OnFact(MandateRecordedV1)
  mandateRecorded(tx: EntityManager, fact: Fact<MandateRecordedV1>): Promise<void> {
    return this.given(tx, fact);
  }

  @OnFact(MandateDocumentedV1)
  mandateDocumented(tx: EntityManager, fact: Fact<MandateDocumentedV1>): Promise<void> {
    return this.given(tx, fact);
  }

  private async given(tx: EntityManager, fact: Fact<MandateRecordedV1>): Promise<void> {
    const { mandateId, orgUnitId, fromPersonId, toPersonId, documentSha256, telephone, waybillIds } = fact.data;
    const mandate = {
      ...{ mandateId, orgUnitId, fromPersonId, toPersonId, waybillIds: waybillIds ?? null },
      validFrom: new Date(fact.data.validFrom),
      validTo: new Date(fact.data.validTo),
      given: Boolean(documentSha256 ?? telephone),
      toldAt: fact.recordedAt,
    };
    await this.ratifications.mandateGiven(tx, mandate, causedBy(fact, new Date()));
  }
}
