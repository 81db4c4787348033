import { CatalogueItemRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { nameKey, tidy } from '../makers/name.rules.js';
import { CatalogueItem } from './catalogue-item.entity.js';
import type { CatalogueItemDto, CatalogueQuery, RecordCatalogueItem } from './catalogue.dto.js';

@Injectable()
export class CatalogueService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordItem(input: RecordCatalogueItem, command: Command): Promise<CatalogueItemDto> {
    return this.commands.run(command, async (tx) => {
      const modelKey = nameKey(input.model);
      if (modelKey === '') {
        const detail = `"${input.model}" has no letter or digit.`;
        throw procurementError('name-unreadable', detail, [
          { row: 0, field: 'model', code: 'name-unreadable', detail },
        ]);
      }
      await tx.insert(CatalogueItem, {
        id: command.key,
        makerId: input.makerId,
        category: input.category,
        model: tidy(input.model),
        modelKey,
        description: tidy(input.description),
        serialRule: input.serialRule,
        trackingMode: input.trackingMode ?? 'SERIAL',
        usefulLifeMonths: input.usefulLifeMonths ?? null,
        attractive: input.attractive ?? false,
        recordedBy: command.actorId,
        recordedAt: command.recordedAt,
      });
      const item = await itemById(tx, command.key);
      const { id: catalogueItemId, makerId, category, model, description, serialRule, trackingMode } = item;
      const fact = { catalogueItemId, makerId, category, model, description, serialRule, trackingMode };
      await record(tx, CatalogueItemRecordedV1, catalogueItemId, fact, command);
      return item;
    });
  }

  findItem(id: string, reader: Principal): Promise<CatalogueItemDto> {
    return this.queries.run(reader, (tx) => itemById(tx, id));
  }

  listItems(query: CatalogueQuery, reader: Principal): Promise<Page<CatalogueItemDto>> {
    const { category, makerId, model, limit = 50, after } = query;
    const [afterId] = decodeCursor(after, ['uuid']) ?? [null];
    return this.queries.run(reader, async (tx) => {
      const rows = (await tx.query(
        `${selectItems}
         WHERE ($1::uuid IS NULL OR item.id > $1) AND ($2::text IS NULL OR item.category = $2)
           AND ($3::uuid IS NULL OR item.maker_id = $3) AND ($4::text IS NULL OR item.model_key = $4)
         ORDER BY item.id LIMIT $5`,
        [afterId, category ?? null, makerId ?? null, model === undefined ? null : nameKey(model), limit + 1],
      )) as CatalogueItemDto[];
      return pageOf(
        rows,
        limit,
        ({ id }) => [id],
        (row) => row,
      );
    });
  }
}

const selectItems = `
  SELECT item.id, item.maker_id AS "makerId", maker.name AS maker, item.category, item.model, item.description,
         item.serial_rule AS "serialRule", item.tracking_mode AS "trackingMode",
         item.useful_life_months AS "usefulLifeMonths", item.attractive
  FROM catalogue_item AS item JOIN maker ON maker.id = item.maker_id`;

async function itemById(tx: EntityManager, id: string): Promise<CatalogueItemDto> {
  const [item] = (await tx.query(`${selectItems} WHERE item.id = $1`, [id])) as CatalogueItemDto[];
  if (!item) throw procurementError('catalogue-item-not-found');
  return item;
}
