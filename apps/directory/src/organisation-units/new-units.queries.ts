import { OrganisationUnitRecordedV1 } from '@dotation/contracts';
import { record, recordEach } from '@dotation/messaging';
import { beyondScope, onePersons, uuidv7 } from '@dotation/service';
import type { Command } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { requireKnown } from '../references.queries.js';
import { administratorsFrom, lockAdministrators } from '../roles/roles.queries.js';
import { checkFrom, checkPlacing } from '../trees/tree.rules.js';
import { insertAliases, lockTree, trees, versionsAbove } from '../trees/trees.queries.js';
import { checkHeads } from './head.rules.js';
import type { NamedHead } from './head.rules.js';
import { OrganisationUnit, OrganisationUnitHead } from './organisation-unit.entity.js';
import type { UnitVersion } from './organisation-unit.rules.js';
import type { RecordOrganisationUnit } from './organisation-units.dto.js';
import { insertVersions } from './organisation-units.queries.js';

export type NewUnit = RecordOrganisationUnit & { id: string };

/** Records units that may stand under each other, in any order: all of them, or a refusal. */
export async function recordUnits(tx: EntityManager, units: readonly NewUnit[], command: Command): Promise<void> {
  await lockTree(tx, trees.units);
  const own = new Set(units.map(({ id }) => id));
  await requireKnown(
    tx,
    units.flatMap((unit, index) => {
      const row = units.length === 1 ? 0 : index + 1;
      return [
        ...[unit.parentId, unit.secondParentId].flatMap((id, place) =>
          own.has(id ?? '')
            ? []
            : [{ row, field: place ? 'secondParentId' : 'parentId', to: 'organisation_unit' as const, id }],
        ),
        ...(unit.predecessorIds ?? []).map((id) => ({
          ...{ row, field: 'predecessorIds', to: 'organisation_unit' as const, id: own.has(id) ? null : id },
        })),
        { row, field: 'placeId', to: 'place' as const, id: unit.placeId },
        { row, field: 'headPersonId', to: 'person' as const, id: unit.headPersonId },
      ];
    }),
  );
  await requireHeads(
    tx,
    units.map(({ headPersonId = null }, index) => ({
      ...{ row: units.length === 1 ? 0 : index + 1, field: 'headPersonId' as const, personId: headPersonId },
    })),
    command,
  );
  const versions = units.map((unit) => firstVersion(unit, command));
  await insertUnits(tx, units, versions, command);
  const above = await versionsAbove(tx, trees.units, [...own]);
  for (const { nodeId, parentId, validFrom } of versions) {
    checkFrom(validFrom, command.recordedAt);
    checkPlacing({ nodeId, parentId, from: validFrom, to: null }, above);
  }
}

function firstVersion(unit: NewUnit, command: Command): UnitVersion {
  return {
    id: uuidv7(),
    nodeId: unit.id,
    nameFr: unit.nameFr,
    nameEn: unit.nameEn ?? null,
    agency: unit.agency,
    specialty: unit.specialty ?? null,
    level: unit.level,
    parentId: unit.parentId ?? null,
    secondParentId: unit.secondParentId ?? null,
    placeId: unit.placeId ?? null,
    status: unit.status ?? 'ACTIVE',
    closed: false,
    reason: null,
    validFrom: unit.validFrom ? new Date(unit.validFrom) : command.recordedAt,
    recordedBy: command.actorId,
    recordedAt: command.recordedAt,
  };
}

async function insertUnits(
  tx: EntityManager,
  units: readonly NewUnit[],
  versions: readonly UnitVersion[],
  command: Command,
): Promise<void> {
  const rows = units.map((unit, index) => ({
    ...(versions[index] as UnitVersion),
    ...{ code: unit.code, predecessorIds: unit.predecessorIds ?? [], head: unit.headPersonId ?? null },
  }));
  await tx.query(
    `INSERT INTO organisation_unit (id, code, name_fr, name_en, agency, specialty, level, parent_id, second_parent_id, place_id,
       status, predecessor_ids, valid_from, created_by, created_at)
     SELECT "nodeId", code, "nameFr", "nameEn", agency, specialty, level, "parentId", "secondParentId", "placeId", status,
            "predecessorIds", "validFrom", "recordedBy", "recordedAt"
     FROM json_to_recordset($1::json) AS u ("nodeId" uuid, code text, "nameFr" text, "nameEn" text, agency text, specialty text,
       level text, "parentId" uuid, "secondParentId" uuid, "placeId" uuid, status text, "predecessorIds" uuid[],
       "validFrom" timestamptz, "recordedBy" uuid, "recordedAt" timestamptz)`,
    [JSON.stringify(rows)],
  );
  await insertVersions(tx, versions);
  const heads = rows.filter(({ head }) => head !== null);
  await insertHead(
    tx,
    heads.map(({ nodeId: orgUnitId, head: personId, validFrom }) => ({
      orgUnitId,
      personId,
      acting: false,
      validFrom,
    })),
    command,
  );
  await recordEach(
    tx,
    OrganisationUnitRecordedV1,
    rows.map(({ nodeId, head, ...row }) => ({
      subject: nodeId,
      data: factOf({ ...row, id: nodeId }, row, head),
    })),
    command,
  );
  const aliases = units.flatMap(({ id, aliases: names = [] }) =>
    names.map((name) => ({ aliasId: uuidv7(), id, name })),
  );
  await insertAliases(tx, trees.units, aliases, command);
}

/** Roles are read whole: whoever names a head sees those of his own unit only. */
export async function requireHeads(
  tx: EntityManager,
  heads: readonly NamedHead[],
  { actorId, recordedAt }: Command,
): Promise<void> {
  if (heads.every(({ personId }) => personId === null)) return;
  await lockAdministrators(tx);
  const who = await onePersons(tx, { heads, actorId });
  checkHeads(who.heads, who.actorId, await beyondScope(tx, () => administratorsFrom(tx, recordedAt)));
}

export async function insertHead(
  tx: EntityManager,
  heads: readonly Pick<OrganisationUnitHead, 'orgUnitId' | 'personId' | 'acting' | 'validFrom'>[],
  { actorId: recordedBy, recordedAt }: Command,
): Promise<void> {
  await tx.insert(
    OrganisationUnitHead,
    heads.map((head) => ({ id: uuidv7(), ...head, recordedBy, recordedAt })),
  );
}

type Named = Pick<OrganisationUnit, 'id' | 'code' | 'predecessorIds'>;
type Standing = Pick<
  UnitVersion,
  | 'nameFr'
  | 'nameEn'
  | 'agency'
  | 'specialty'
  | 'level'
  | 'parentId'
  | 'secondParentId'
  | 'placeId'
  | 'status'
  | 'validFrom'
> & { closed?: boolean };

/** Tells how the unit stands from `standing.validFrom` on. */
export async function tellUnit(
  tx: EntityManager,
  unit: Named,
  standing: Standing,
  headPersonId: string | null,
  command: Command,
): Promise<void> {
  await record(tx, OrganisationUnitRecordedV1, unit.id, factOf(unit, standing, headPersonId), command);
}

function factOf(
  { id: orgUnitId, code, predecessorIds }: Named,
  standing: Standing,
  headPersonId: string | null,
): OrganisationUnitRecordedV1 {
  const { nameFr, nameEn, agency, specialty, level, parentId, secondParentId, placeId, status, closed } = standing;
  const validFrom = standing.validFrom.toISOString();
  return {
    ...{
      orgUnitId,
      code,
      nameFr,
      nameEn,
      agency,
      specialty,
      level,
      parentId,
      placeId,
      headPersonId,
      status,
      validFrom,
    },
    ...{ secondParentId, predecessorIds, validTo: closed ? validFrom : null },
  };
}
