import { PlaceEquipmentRecordedV1, PlaceRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DirectoryConfig } from '../config.js';
import { directoryError } from '../errors.js';
import { requireKnown, requireOwn } from '../references.queries.js';
import { checkFrom, endings } from '../trees/tree.rules.js';
import type { AddAlias, CloseNode, RecordedNodesDto } from '../trees/trees.dto.js';
import { checkRevised, insertAliases, isNamed, lockTree, takeNames, trees } from '../trees/trees.queries.js';
import { placeFact, recordPlaces } from './new-places.queries.js';
import { Place, PlaceAccess } from './place.entity.js';
import type { EquipPlace } from './place-equipment.dto.js';
import { equip, revisePlace } from './place.rules.js';
import type { PlaceVersion } from './place.rules.js';
import type { ChangeAccess, PlaceDto, PlacesQuery, RecordPlace, RecordPlaces, RevisePlace } from './places.dto.js';
import {
  bringPlaceUpToDate,
  equipmentOf,
  insertPlaceVersions,
  placeOf,
  placesAt,
  toPlaceDto,
  versionsOfPlace,
} from './places.queries.js';
import type { PlaceRow } from './places.queries.js';
import { positionFor } from './positions.queries.js';

@Injectable()
export class PlacesService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly config: DirectoryConfig,
  ) {}

  recordPlace(input: RecordPlace, command: Command): Promise<PlaceDto> {
    return this.commands.run(command, async (tx) => {
      await recordPlaces(tx, [{ ...input, id: command.key }], command);
      return placeOf(tx, command.key, command.recordedAt);
    });
  }

  recordPlaces({ places }: RecordPlaces, command: Command): Promise<RecordedNodesDto> {
    const rows = places.map((place) => ({ ...place, id: place.id ?? uuidv7() }));
    return this.commands.run(command, async (tx) => {
      await recordPlaces(tx, rows, command);
      return { ids: rows.map(({ id }) => id) };
    });
  }

  revisePlace(id: string, { from, reason = null, ...change }: RevisePlace, command: Command): Promise<PlaceDto> {
    return this.#change(id, change, { from, reason }, command);
  }

  closePlace(id: string, input: CloseNode, command: Command): Promise<PlaceDto> {
    return this.#change(id, { closed: true }, input, command);
  }

  #change(
    id: string,
    change: Partial<PlaceVersion>,
    { from, reason }: { from: string; reason: string | null },
    command: Command,
  ): Promise<PlaceDto> {
    const validFrom = new Date(from);
    const { recordedAt, actorId: recordedBy } = command;
    checkFrom(validFrom, recordedAt);
    return this.commands.run(command, async (tx) => {
      await lockTree(tx, trees.places);
      await lockOwnPlace(tx, id);
      await requireKnown(tx, [{ field: 'parentId', to: 'place', id: change.parentId }]);
      const versions = await versionsOfPlace(tx, id);
      const revised = revisePlace(versions, change, { id: uuidv7(), validFrom, reason, recordedBy, recordedAt });
      await checkRevised(tx, trees.places, [...versions, revised], revised);
      await insertPlaceVersions(tx, [revised]);
      await bringPlaceUpToDate(tx, id, recordedAt);
      // Told as it is today: who follows places keeps no history of their names.
      const answer = await placeOf(tx, id, recordedAt);
      const fact = placeFact(await lockPlace(tx, id), answer.access, new Date(answer.accessFrom));
      await record(tx, PlaceRecordedV1, id, fact, command);
      return answer;
    });
  }

  addAlias(id: string, alias: AddAlias, command: Command): Promise<PlaceDto> {
    return this.commands.run(command, async (tx) => {
      await lockOwnPlace(tx, id);
      await insertAliases(tx, trees.places, [{ aliasId: command.key, id, ...alias }], command);
      return placeOf(tx, id, command.recordedAt);
    });
  }

  changeAccess(placeId: string, input: ChangeAccess, command: Command): Promise<PlaceDto> {
    const { actorId: recordedBy, recordedAt } = command;
    return this.commands.run(command, async (tx) => {
      const place = await lockOwnPlace(tx, placeId);
      const { access, reason = null } = input;
      const validFrom = new Date(input.from);
      await tx.insert(PlaceAccess, { id: uuidv7(), placeId, access, validFrom, reason, recordedBy, recordedAt });
      await record(tx, PlaceRecordedV1, placeId, placeFact(place, access, validFrom), command);
      return placeOf(tx, placeId, recordedAt);
    });
  }

  /** Power, connectivity and security from a day on. */
  equipPlace(placeId: string, { from, reason = null, ...change }: EquipPlace, command: Command): Promise<PlaceDto> {
    const { actorId: recordedBy, recordedAt } = command;
    return this.commands.run(command, async (tx) => {
      await lockOwnPlace(tx, placeId);
      const as = { id: uuidv7(), validFrom: new Date(from), reason, recordedBy, recordedAt };
      const now = equip(await equipmentOf(tx, placeId), change, as);
      await tx.query(
        `INSERT INTO place_equipment (id, place_id, power_source, connectivity, locked, guarded, safe, inventory_book, reason,
           valid_from, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          ...[now.id, placeId, now.powerSource, now.connectivity, now.locked, now.guarded, now.safe, now.inventoryBook],
          ...[reason, now.validFrom, recordedBy, recordedAt],
        ],
      );
      const { powerSource, connectivity, locked, guarded, safe, inventoryBook, validFrom } = now;
      const fact = { placeId, powerSource, connectivity, locked, guarded, safe, inventoryBook };
      const told = { ...fact, validFrom: validFrom.toISOString() };
      await record(tx, PlaceEquipmentRecordedV1, placeId, told, command);
      return placeOf(tx, placeId, recordedAt);
    });
  }

  /** Of a place recorded twice (`into`: the one that stays, which takes its names) or by mistake. */
  async endPlace(tx: EntityManager, id: string, into: string | null, command: Command): Promise<void> {
    const { recordedAt, actorId: recordedBy } = command;
    await lockTree(tx, trees.places);
    const versions = await versionsOfPlace(tx, id);
    const reason = into === null ? 'Voided' : `Merged into ${into}`;
    const ends = endings(versions, into === null, { recordedAt, recordedBy, reason, newId: uuidv7 });
    await insertPlaceVersions(tx, ends);
    await bringPlaceUpToDate(tx, id, recordedAt);
    const { access, accessFrom } = await placeOf(tx, id, recordedAt);
    const fact = placeFact(await lockPlace(tx, id), access, new Date(accessFrom));
    await record(tx, PlaceRecordedV1, id, fact, command);
    if (into === null) return;
    await takeNames(
      tx,
      trees.places,
      versions.map(({ name }) => name),
      into,
      command,
    );
  }

  findPlace(placeId: string, asOf: string | undefined, reader: Principal): Promise<PlaceDto> {
    return this.queries.run(reader, async (tx) => {
      const place = await placeOf(tx, placeId, asOf ? new Date(asOf) : new Date());
      const asked = { withPurpose: false, now: new Date() };
      return { ...place, position: await positionFor(tx, this.config.fieldKeys, placeId, reader, asked) };
    });
  }

  /** What had ended by then is left out. */
  listPlaces(
    { kind, parentId, search, asOf, limit = 50, after }: PlacesQuery,
    reader: Principal,
  ): Promise<Page<PlaceDto>> {
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = (await tx.query(
        `${placesAt}
         WHERE NOT v.closed AND ($2::text IS NULL OR n.kind = $2) AND ($4::uuid IS NULL OR n.id > $4)
           AND ($3::uuid IS NULL OR v.parent_id = $3 OR $3 = ANY (n.province_ids))
           AND ($6::text IS NULL OR ${isNamed(trees.places, '$6')})
         ORDER BY n.id LIMIT $5`,
        [asOf ? new Date(asOf) : new Date(), kind, parentId, afterId, limit + 1, search],
      )) as PlaceRow[];
      return pageOf(rows, limit, ({ id }) => [id], toPlaceDto);
    });
  }
}

export async function lockPlace(tx: EntityManager, id: string): Promise<Place> {
  const place = await tx.findOne(Place, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!place) throw directoryError('place-not-found');
  return place;
}

async function lockOwnPlace(tx: EntityManager, id: string): Promise<Place> {
  const place = await lockPlace(tx, id);
  await requireOwn(tx, [id]);
  return place;
}
