import { OrganisationUnitRecordedV1, PlaceRecordedV1 } from '@dotation/contracts';
import { OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { recordScopeNodes } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Follows directory's trees, by which scope reaches down. */
@Injectable()
export class TreesHandler {
  @OnFact(OrganisationUnitRecordedV1)
  async organisationUnitRecorded(tx: EntityManager, { data }: Fact<OrganisationUnitRecordedV1>): Promise<void> {
    const { orgUnitId: id, parentId, placeId: withinId, secondParentId: readerId, validFrom } = data;
    await recordScopeNodes(tx, [{ id, parentId, withinId, readerId, validFrom }]);
  }

  @OnFact(PlaceRecordedV1)
  async placeRecorded(tx: EntityManager, { data }: Fact<PlaceRecordedV1>): Promise<void> {
    const { placeId: id, parentId, validFrom } = data;
    await recordScopeNodes(tx, [{ id, parentId, validFrom }]);
  }
}
