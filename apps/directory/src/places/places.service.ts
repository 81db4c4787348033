import { PlaceRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { requireKnown } from '../references.queries.js';
import { Place, PlaceAccess } from './place.entity.js';
import type { ChangeAccess, PlaceDto, PlacesQuery, RecordPlace } from './places.dto.js';

@Injectable()
export class PlacesService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordPlace(input: RecordPlace, command: Command): Promise<PlaceDto> {
    return this.commands.run(command, async (tx) => {
      await requireKnown(tx, [{ field: 'parentId', to: 'place', id: input.parentId }]);
      const place: Place = {
        id: command.key,
        kind: input.kind,
        name: input.name,
        isoCode: input.isoCode ?? null,
        parentId: input.parentId ?? null,
        timeZone: input.timeZone ?? 'Africa/Lubumbashi',
        createdBy: command.actorId,
        createdAt: command.recordedAt,
      };
      await tx.insert(Place, place);
      const from = input.accessFrom ? new Date(input.accessFrom) : command.occurredAt;
      await this.#recordAccess(tx, place, { access: input.access, from, reason: null }, command);
      return placeOf(tx, place.id, command.recordedAt);
    });
  }

  changeAccess(placeId: string, input: ChangeAccess, command: Command): Promise<PlaceDto> {
    return this.commands.run(command, async (tx) => {
      const place = await tx.findOne(Place, { where: { id: placeId }, lock: { mode: 'pessimistic_write' } });
      if (!place) throw directoryError('place-not-found');
      const { access, reason = null } = input;
      await this.#recordAccess(tx, place, { access, from: new Date(input.from), reason }, command);
      return placeOf(tx, placeId, command.recordedAt);
    });
  }

  async #recordAccess(
    tx: EntityManager,
    place: Place,
    { access, from, reason }: Pick<PlaceAccess, 'access' | 'reason'> & { from: Date },
    command: Command,
  ): Promise<void> {
    await tx.insert(PlaceAccess, {
      id: uuidv7(),
      placeId: place.id,
      access,
      validFrom: from,
      reason,
      recordedBy: command.actorId,
      recordedAt: command.recordedAt,
    });
    const { id: placeId, kind, name, parentId } = place;
    const fact: PlaceRecordedV1 = { placeId, kind, name, parentId, access, accessFrom: from.toISOString() };
    await record(tx, PlaceRecordedV1, placeId, fact, command);
  }

  findPlace(placeId: string, reader: Principal): Promise<PlaceDto> {
    return this.queries.run(reader, (tx) => placeOf(tx, placeId, new Date()));
  }

  listPlaces({ kind, parentId, limit = 50, after }: PlacesQuery, reader: Principal): Promise<Page<PlaceDto>> {
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = (await tx.query(
        `${placesWithAccess}
         WHERE ($2::text IS NULL OR p.kind = $2) AND ($3::uuid IS NULL OR p.parent_id = $3) AND ($4::uuid IS NULL OR p.id > $4)
         ORDER BY p.id LIMIT $5`,
        [new Date(), kind, parentId, afterId, limit + 1],
      )) as PlaceRow[];
      return pageOf(rows, limit, ({ id }) => [id], toPlaceDto);
    });
  }
}

type PlaceRow = Omit<PlaceDto, 'accessFrom' | 'accessHistory'> & { accessFrom: Date };

/** A place from before its first access row is judged by that row: access is recorded as known, not as begun. */
const placesWithAccess = `
  SELECT p.id, p.kind, p.name, p.iso_code AS "isoCode", p.parent_id AS "parentId", p.time_zone AS "timeZone",
         a.access, a.valid_from AS "accessFrom"
  FROM place p
  JOIN LATERAL (SELECT access, valid_from FROM place_access WHERE place_id = p.id
                ORDER BY valid_from <= $1 DESC, CASE WHEN valid_from <= $1 THEN valid_from END DESC, valid_from, recorded_at DESC
                LIMIT 1) a ON true`;

async function placeOf(tx: EntityManager, placeId: string, at: Date): Promise<PlaceDto> {
  const [row] = (await tx.query(`${placesWithAccess} WHERE p.id = $2`, [at, placeId])) as PlaceRow[];
  if (!row) throw directoryError('place-not-found');
  const history = await tx.find(PlaceAccess, { where: { placeId }, order: { validFrom: 'ASC', recordedAt: 'ASC' } });
  return {
    ...toPlaceDto(row),
    accessHistory: history.map(({ access, validFrom, reason, recordedAt }) => ({
      access,
      from: validFrom.toISOString(),
      reason,
      recordedAt: recordedAt.toISOString(),
    })),
  };
}

function toPlaceDto({ accessFrom, ...row }: PlaceRow): PlaceDto {
  return { ...row, accessFrom: accessFrom.toISOString() };
}
