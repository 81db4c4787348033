import {
  OrganisationRecordedV1,
  OrganisationUnitRecordedV1,
  PersonRecordedV1,
  PlaceRecordedV1,
  RuleValueSetV1,
} from '@dotation/contracts';
import { OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { recordScopeNodes } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { personKnown } from './references.queries.js';

/** Follows what directory says of rule values, places and people, as far as handover needs it without asking. */
@Injectable()
export class DirectoryHandler {
  @OnFact(RuleValueSetV1)
  async ruleValueSet(tx: EntityManager, { data }: Fact<RuleValueSetV1>): Promise<void> {
    await tx.query(
      `INSERT INTO rule_value (id, rule, value, valid_from) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [data.ruleValueId, data.rule, data.value, data.validFrom],
    );
  }

  @OnFact(PlaceRecordedV1)
  async placeRecorded(tx: EntityManager, { data }: Fact<PlaceRecordedV1>): Promise<void> {
    await tx.query(
      `INSERT INTO place_access (place_id, name, access, access_from, parent_id) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT ON CONSTRAINT place_access_pk DO UPDATE
         SET name = excluded.name, access = excluded.access, parent_id = excluded.parent_id`,
      [data.placeId, data.name, data.access, data.accessFrom, data.parentId ?? null],
    );
    const { placeId: id, parentId, validFrom } = data;
    await recordScopeNodes(tx, [{ id, parentId, validFrom }]);
  }

  @OnFact(OrganisationUnitRecordedV1)
  async organisationUnitRecorded(tx: EntityManager, { data }: Fact<OrganisationUnitRecordedV1>): Promise<void> {
    await tx.query(
      `INSERT INTO org_unit (id, agency, parent_id, head_person_id, valid_from, place_id, name, predecessor_ids)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT ON CONSTRAINT org_unit_pk DO UPDATE
         SET agency = excluded.agency, parent_id = excluded.parent_id, head_person_id = excluded.head_person_id,
             place_id = excluded.place_id, name = excluded.name, predecessor_ids = excluded.predecessor_ids`,
      [
        ...[data.orgUnitId, data.agency, data.parentId ?? null, data.headPersonId ?? null, data.validFrom],
        ...[data.placeId ?? null, data.nameFr, data.predecessorIds ?? null],
      ],
    );
    const { orgUnitId: id, parentId, placeId: withinId, secondParentId: readerId, validFrom } = data;
    await recordScopeNodes(tx, [{ id, parentId, withinId, readerId, validFrom }]);
  }

  @OnFact(OrganisationRecordedV1)
  async organisationRecorded(tx: EntityManager, { data }: Fact<OrganisationRecordedV1>): Promise<void> {
    await tx.query(
      `INSERT INTO organisation (id, kind, name) VALUES ($1, $2, $3)
       ON CONFLICT ON CONSTRAINT organisation_pk DO UPDATE SET kind = excluded.kind, name = excluded.name`,
      [data.organisationId, data.kind, data.legalName],
    );
  }

  @OnFact(PersonRecordedV1)
  personRecorded(tx: EntityManager, { data, recordedAt }: Fact<PersonRecordedV1>): Promise<void> {
    return personKnown(tx, data.personId, recordedAt);
  }
}
