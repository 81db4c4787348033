import { PlaceRecordedV1 } from '@dotation/contracts';
import { recordEach } from '@dotation/messaging';
import { uuidv7 } from '@dotation/service';
import type { Command } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { requireKnown } from '../references.queries.js';
import { checkFrom, checkPlacing } from '../trees/tree.rules.js';
import { insertAliases, lockTree, trees, versionsAbove } from '../trees/trees.queries.js';
import { PlaceAccess } from './place.entity.js';
import type { Place } from './place.entity.js';
import type { PlaceVersion } from './place.rules.js';
import type { RecordPlace } from './places.dto.js';
import { insertPlaceVersions } from './places.queries.js';

export type NewPlace = RecordPlace & { id: string };

/** Records places that may lie in each other, in any order: all of them, or a refusal. */
export async function recordPlaces(tx: EntityManager, places: readonly NewPlace[], command: Command): Promise<void> {
  await lockTree(tx, trees.places);
  const own = new Set(places.map(({ id }) => id));
  await requireKnown(
    tx,
    places.flatMap(({ parentId, predecessorIds = [], provinceIds = [] }, index) =>
      (
        [
          ['parentId', [parentId]],
          ['predecessorIds', predecessorIds],
          ['provinceIds', provinceIds],
        ] as const
      ).flatMap(([field, ids]) =>
        ids.map((id) => ({
          ...{ row: places.length === 1 ? 0 : index + 1, field, to: 'place' as const },
          id: own.has(id ?? '') ? null : id,
        })),
      ),
    ),
  );
  const firsts = places.map((place) => firstVersion(place, command));
  const lasts = places.flatMap((place, index) => lastVersion(place, firsts[index] as PlaceVersion));
  await insertPlaces(tx, places, firsts, command);
  await insertPlaceVersions(tx, [...firsts, ...lasts]);
  const aliases = places.flatMap(({ id, aliases: names = [] }) =>
    names.map((name) => ({ aliasId: uuidv7(), id, name })),
  );
  await insertAliases(tx, trees.places, aliases, command);
  const above = await versionsAbove(tx, trees.places, [...own]);
  for (const { nodeId, parentId, validFrom } of firsts) {
    const to = lasts.find((last) => last.nodeId === nodeId)?.validFrom ?? null;
    checkFrom(to ?? validFrom, command.recordedAt);
    checkPlacing({ nodeId, parentId, from: validFrom, to }, above);
  }
}

function firstVersion(place: NewPlace, command: Command): PlaceVersion {
  const accessFrom = place.accessFrom ? new Date(place.accessFrom) : command.recordedAt;
  return {
    id: uuidv7(),
    nodeId: place.id,
    name: place.name,
    parentId: place.parentId ?? null,
    isoCode: place.isoCode ?? null,
    pcode: place.pcode ?? null,
    capital: place.capital ?? null,
    timeZone: place.timeZone ?? 'Africa/Lubumbashi',
    closed: false,
    reason: null,
    validFrom: place.validFrom
      ? new Date(place.validFrom)
      : accessFrom < command.recordedAt
        ? accessFrom
        : command.recordedAt,
    recordedBy: command.actorId,
    recordedAt: command.recordedAt,
  };
}

function lastVersion({ validTo }: NewPlace, first: PlaceVersion): PlaceVersion[] {
  if (!validTo) return [];
  const validFrom = new Date(validTo);
  if (validFrom <= first.validFrom) throw directoryError('period-empty', `${first.name} would end before it begins.`);
  return [{ ...first, id: uuidv7(), closed: true, validFrom }];
}

async function insertPlaces(
  tx: EntityManager,
  places: readonly NewPlace[],
  versions: readonly PlaceVersion[],
  command: Command,
): Promise<void> {
  const rows = places.map((place, index) => {
    const version = versions[index] as PlaceVersion;
    const { provinceIds = [], predecessorIds = [], kind, access } = place;
    if (provinceIds.length > 0 && kind !== 'WATER_BODY') throw directoryError('provinces-of-water-only', place.name);
    const accessFrom = place.accessFrom ? new Date(place.accessFrom) : command.recordedAt;
    const validTo = place.validTo ? new Date(place.validTo) : null;
    return { ...version, id: version.nodeId, validTo, provinceIds, predecessorIds, kind, access, accessFrom };
  });
  await tx.query(
    `INSERT INTO place (id, kind, name, iso_code, pcode, capital, parent_id, province_ids, predecessor_ids, time_zone, valid_from,
       valid_to, created_by, created_at)
     SELECT id, kind, name, "isoCode", pcode, capital, "parentId", "provinceIds", "predecessorIds", "timeZone",
            coalesce("validTo", "validFrom"), "validTo", "recordedBy", "recordedAt"
     FROM json_to_recordset($1::json) AS p (id uuid, kind text, name text, "isoCode" text, pcode text, capital text,
       "parentId" uuid, "provinceIds" uuid[], "predecessorIds" uuid[], "timeZone" text, "validFrom" timestamptz,
       "validTo" timestamptz, "recordedBy" uuid, "recordedAt" timestamptz)`,
    [JSON.stringify(rows)],
  );
  const { actorId: recordedBy, recordedAt } = command;
  const accesses = rows.map(({ id, access, accessFrom }) => ({ placeId: id, access, validFrom: accessFrom }));
  await tx.insert(
    PlaceAccess,
    accesses.map((access) => ({ id: uuidv7(), ...access, reason: null, recordedBy, recordedAt })),
  );
  const facts = rows.map((place) => ({ subject: place.id, data: placeFact(place, place.access, place.accessFrom) }));
  await recordEach(tx, PlaceRecordedV1, facts, command);
}

type Told = Pick<
  Place,
  'id' | 'kind' | 'name' | 'parentId' | 'isoCode' | 'timeZone' | 'predecessorIds' | 'validFrom' | 'validTo'
>;

export function placeFact(place: Told, access: PlaceRecordedV1['access'], accessFrom: Date): PlaceRecordedV1 {
  const { id: placeId, kind, name, parentId, isoCode, timeZone, predecessorIds, validFrom, validTo } = place;
  return {
    ...{
      placeId,
      kind,
      name,
      parentId,
      access,
      accessFrom: accessFrom.toISOString(),
      isoCode,
      timeZone,
      predecessorIds,
    },
    validFrom: validFrom.toISOString(),
    validTo: validTo?.toISOString() ?? null,
  };
}
