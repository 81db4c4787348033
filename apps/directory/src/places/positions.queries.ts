import { idsInScope, uuidv7 } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { open, seal } from '../people/sealed-field.rules.js';
import type { FieldKey } from '../people/sealed-field.rules.js';
import { nodesAbove, trees } from '../trees/trees.queries.js';
import { mostShown, shownAs } from './position.rules.js';
import type { Position } from './position.rules.js';
import { placesAt } from './places.queries.js';
import type { PlaceRow } from './places.queries.js';

/** What the sealed position is bound to: copied to another place it does not open. */
export const boundTo = (placeId: string): string => `${placeId} position`;

export async function insertPosition(
  tx: EntityManager,
  key: FieldKey,
  placeId: string,
  { latitude, longitude, precision, reason }: Position & { reason: string | null },
  { actorId, recordedAt }: Command,
): Promise<void> {
  await tx.query(
    `INSERT INTO place_position (id, place_id, position_sealed, precision, reason, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[uuidv7(), placeId, seal(key, boundTo(placeId), `${latitude} ${longitude}`)],
      ...[precision, reason, actorId, recordedAt],
    ],
  );
}

interface SealedPosition {
  sealed: Buffer;
  precision: Position['precision'];
}

/** Where the place is, as exactly as this reader may see it today; null: not recorded. A later record corrects an earlier one. */
export async function positionFor(
  tx: EntityManager,
  keys: readonly FieldKey[],
  placeId: string,
  reader: Principal,
  { withPurpose, now }: { withPurpose: boolean; now: Date },
): Promise<Position | null> {
  const [row] = (await tx.query(
    `SELECT position_sealed AS sealed, precision FROM place_position WHERE place_id = $1
     ORDER BY recorded_at DESC, id DESC LIMIT 1`,
    [placeId],
  )) as SealedPosition[];
  if (!row) return null;
  const [latitude = NaN, longitude = NaN] = open(keys, boundTo(placeId), row.sealed).split(' ').map(Number);
  const around = [placeId, ...(await nodesAbove(tx, trees.places, placeId, now))];
  const places = (await tx.query(`${placesAt} WHERE n.id = ANY ($2)`, [now, around])) as PlaceRow[];
  const most = mostShown({
    ...{ withPurpose, roles: reader.roles.map(({ role }) => role), accesses: places.map(({ access }) => access) },
    inScope: await isOwn(tx, placeId),
  });
  return shownAs({ latitude, longitude, precision: row.precision }, most);
}

/** The place is in scope, or a unit in scope stands there. */
async function isOwn(tx: EntityManager, placeId: string): Promise<boolean> {
  const units = (await tx.query('SELECT id FROM organisation_unit WHERE place_id = $1', [placeId])) as { id: string }[];
  return (await idsInScope(tx, [placeId, ...units.map(({ id }) => id)])).size > 0;
}
