import { CatalogueItemRecordedV1 } from '@dotation/contracts';
import { recordEach } from '@dotation/messaging';
import type { Command } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { CatalogueItem } from './catalogue-item.entity.js';
import type { CatalogueItemDto } from './catalogue.dto.js';
import { modelOf } from './catalogue-file.rules.js';
import type { NewItem } from './item.rules.js';

export const selectItems = `
  SELECT item.id, item.maker_id AS "makerId", maker.name AS maker, item.category, item.model, item.description,
         item.serial_rule AS "serialRule", item.tracking_mode AS "trackingMode",
         item.useful_life_months AS "usefulLifeMonths", item.attractive, item.data_bearing AS "dataBearing",
         item.biometric, item.eum_tracked AS "eumTracked", item.spectrum_licence_required AS "spectrumLicenceRequired",
         item.unspsc, item.hs_code AS "hsCode", item.mpn, item.gtin, item.country_of_origin AS "countryOfOrigin",
         item.export_jurisdiction AS "exportJurisdiction", item.export_class AS "exportClass",
         coalesce((SELECT json_agg(json_build_object('name', part.name, 'makerId', part.maker_id, 'maker', part_maker.name,
                     'mandatory', part.mandatory) ORDER BY part.place)
                   FROM catalogue_component AS part JOIN maker AS part_maker ON part_maker.id = part.maker_id
                   WHERE part.catalogue_item_id = item.id), '[]') AS components
  FROM catalogue_item AS item JOIN maker ON maker.id = item.maker_id`;

export async function itemById(tx: EntityManager, id: string): Promise<CatalogueItemDto> {
  const [item] = (await tx.query(`${selectItems} WHERE item.id = $1`, [id])) as CatalogueItemDto[];
  if (!item) throw procurementError('catalogue-item-not-found');
  return item;
}

/** Rows, components and facts of new models. */
export async function insertItems(
  tx: EntityManager,
  items: readonly (NewItem & { id: string })[],
  command: Command,
): Promise<void> {
  const { actorId: recordedBy, recordedAt } = command;
  // PostgreSQL takes 65,535 parameters in one statement.
  for (let from = 0; from < items.length; from += 1_000) {
    const rows = items.slice(from, from + 1_000).map(({ components: _parts, ...item }) => item);
    await tx.insert(
      CatalogueItem,
      rows.map((item) => ({ ...item, recordedBy, recordedAt })),
    );
  }
  const parts = items.flatMap(({ id, components }) => components.map((part, place) => ({ id, place, ...part })));
  await tx.query(
    `INSERT INTO catalogue_component (catalogue_item_id, place, name, maker_id, mandatory)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::uuid[], $5::boolean[])`,
    [
      parts.map(({ id }) => id),
      parts.map(({ place }) => place),
      parts.map(({ name }) => name),
      parts.map(({ makerId }) => makerId),
      parts.map(({ mandatory }) => mandatory),
    ],
  );
  const facts = items.map((item) => ({ subject: item.id, data: toFact(item) }));
  await recordEach(tx, CatalogueItemRecordedV1, facts, command);
}

function toFact({ id: catalogueItemId, ...item }: NewItem & { id: string }): CatalogueItemRecordedV1 {
  const { makerId, category, model, description, serialRule, trackingMode } = item;
  const { unspsc, usefulLifeMonths, attractive, dataBearing, biometric, countryOfOrigin, components } = item;
  return {
    ...{ catalogueItemId, makerId, category, model, description, serialRule, trackingMode },
    ...{ unspsc, usefulLifeMonths, attractive, dataBearing, biometric, countryOfOrigin, components },
  };
}

/** Ids of makers by the key of each of their names. */
export async function makersByKey(tx: EntityManager, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = (await tx.query(`SELECT key, maker_id AS id FROM maker_name WHERE key = ANY($1::text[])`, [keys])) as {
    key: string;
    id: string;
  }[];
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** Which of these models the catalogue has, as `modelOf` says them. */
export async function knownModels(tx: EntityManager, makerIds: readonly string[]): Promise<Set<string>> {
  const rows = (await tx.query(
    `SELECT maker_id AS "makerId", model_key AS "modelKey" FROM catalogue_item WHERE maker_id = ANY($1::uuid[])`,
    [makerIds],
  )) as { makerId: string; modelKey: string }[];
  return new Set(rows.map(({ makerId, modelKey }) => modelOf(makerId, modelKey)));
}
