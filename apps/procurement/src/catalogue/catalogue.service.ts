import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { procurementError } from '../errors.js';
import { nameKey } from '../makers/name.rules.js';
import { insertItems, itemById, selectItems } from './catalogue.queries.js';
import type { CatalogueItemDto, CatalogueQuery, CategoriesDto, RecordCatalogueItem } from './catalogue.dto.js';
import { CATEGORIES } from './category.rules.js';
import { describedItem } from './item.rules.js';

@Injectable()
export class CatalogueService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordItem(input: RecordCatalogueItem, command: Command): Promise<CatalogueItemDto> {
    return this.commands.run(command, async (tx) => {
      const { item, problems } = describedItem(input);
      const [first] = problems;
      if (first) {
        const code = first.code === 'name-unreadable' ? first.code : 'catalogue-item-refused';
        const rows = problems.map((problem) => ({ row: 0, ...problem }));
        throw procurementError(code, first.detail, rows);
      }
      await insertItems(tx, [{ ...item, id: command.key }], command);
      return itemById(tx, command.key);
    });
  }

  listCategories(): CategoriesDto {
    return { items: CATEGORIES.map((category) => ({ ...category })) };
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
