import {
  EntryMergedV1,
  OrganisationRecordedV1,
  OrganisationUnitRecordedV1,
  PersonRecordedV1,
  PlaceRecordedV1,
  RuleValueSetV1,
} from '@dotation/contracts';
import { OnFact, type Fact } from '@dotation/messaging';
import { mergePersons, recordScopeNodes } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { awaitReceiptsBeingWritten, closeForPerson } from '../receipts/receipt-exceptions.queries.js';

/** Keeps the ids of directory that documents here may name, and the rule values they go by. */
@Injectable()
export class DirectoryReferenceHandler {
  @OnFact(PlaceRecordedV1)
  async placeRecorded(tx: EntityManager, { data }: Fact<PlaceRecordedV1>): Promise<void> {
    const { placeId: id, parentId, validFrom } = data;
    await recordScopeNodes(tx, [{ id, parentId, validFrom }]);
    await know(tx, 'PLACE', id, null, data.name);
  }

  @OnFact(OrganisationUnitRecordedV1)
  async unitRecorded(tx: EntityManager, { data }: Fact<OrganisationUnitRecordedV1>): Promise<void> {
    const { orgUnitId: id, parentId, placeId: withinId, secondParentId: readerId, validFrom } = data;
    await recordScopeNodes(tx, [{ id, parentId, withinId, readerId, validFrom }]);
    await know(tx, 'UNIT', id, data.agency, data.nameFr, data.code);
  }

  @OnFact(OrganisationRecordedV1)
  organisationRecorded(tx: EntityManager, { data }: Fact<OrganisationRecordedV1>): Promise<void> {
    return know(tx, 'ORGANISATION', data.organisationId, null, data.legalName);
  }

  @OnFact(PersonRecordedV1)
  async personRecorded(tx: EntityManager, { data, recordedAt }: Fact<PersonRecordedV1>): Promise<void> {
    await awaitReceiptsBeingWritten(tx);
    await know(tx, 'PERSON', data.personId);
    await closeForPerson(tx, data.personId, recordedAt);
  }

  @OnFact(EntryMergedV1)
  async entryMerged(tx: EntityManager, { data }: Fact<EntryMergedV1>): Promise<void> {
    if (data.of === 'PERSON') await mergePersons(tx, data.id, data.intoId);
  }

  @OnFact(RuleValueSetV1)
  async ruleValueSet(tx: EntityManager, { data, recordedAt }: Fact<RuleValueSetV1>): Promise<void> {
    await tx.query(
      `INSERT INTO rule_value (id, rule, value, valid_from, seen_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
      [data.ruleValueId, data.rule, data.value, data.validFrom, recordedAt],
    );
  }
}

async function know(
  tx: EntityManager,
  kind: string,
  id: string,
  agency: string | null = null,
  name: string | null = null,
  code: string | null = null,
): Promise<void> {
  await tx.query(
    `INSERT INTO known_reference (kind, id, agency, name, code) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (kind, id) DO UPDATE SET agency = excluded.agency, name = excluded.name, code = excluded.code`,
    [kind, id, agency, name, code],
  );
}
