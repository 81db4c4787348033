import { readRows, UnreadableFile, writeTable } from '@dotation/documents';
import type { LoadProblem, ReadRows, TableFormat } from '@dotation/documents';
import { Commands, Queries, uuidv7 } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import type { CatalogueItemDto } from './catalogue.dto.js';
import type { CatalogueLoadedDto, CatalogueReadingDto } from './catalogue-files.dto.js';
import { catalogueHeadings, itemsFrom, makersNamed, partsSaid, type ItemField } from './catalogue-file.rules.js';
import { insertItems, knownModels, makersByKey, selectItems } from './catalogue.queries.js';
import type { NewItem } from './item.rules.js';

const mostRows = 2_000;
const mostShown = 500;

interface Judged {
  items: NewItem[];
  problems: LoadProblem[];
}

/** The catalogue as a file: read first, then loaded, all of it or nothing; and written as a file that can be loaded. */
@Injectable()
export class CatalogueFilesService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  async readFile(body: Buffer, reader: Principal): Promise<CatalogueReadingDto> {
    const file = await rowsIn(body);
    return this.queries.run(reader, async (tx) => {
      const { problems } = await judged(tx, file);
      const { encoding, delimiter, headingLine } = file.table;
      return {
        ...{ encoding, delimiter, headingLine, columns: file.columns, rows: file.rows.length },
        ...{ loadable: problems.length === 0, problems: problems.slice(0, mostShown), problemCount: problems.length },
      };
    });
  }

  async loadFile(body: Buffer, command: Command): Promise<CatalogueLoadedDto> {
    const file = await rowsIn(body);
    return this.commands.run(command, async (tx) => {
      const { items, problems } = await judged(tx, file);
      if (problems.length > 0) {
        const detail = `${problems.length} cells are wrong; nothing was recorded.`;
        throw procurementError('catalogue-rows-refused', detail, problems.slice(0, mostShown));
      }
      const born = items.map((item) => ({ ...item, id: uuidv7() }));
      await insertItems(tx, born, command);
      return { loaded: born.length, ids: born.map(({ id }) => id) };
    });
  }

  async writeFile(format: TableFormat, reader: Principal): Promise<Buffer> {
    const items = await this.queries.run(reader, async (tx) => {
      return (await tx.query(`${selectItems} ORDER BY maker.name, item.model, item.id`)) as CatalogueItemDto[];
    });
    const fields = Object.keys(catalogueHeadings.synonyms) as ItemField[];
    const heading = fields.map((field) => catalogueHeadings.synonyms[field][0] ?? field);
    return writeTable(
      format,
      heading,
      items.map((item) => fields.map((field) => cellOf(item, field))),
    );
  }
}

async function rowsIn(body: Buffer): Promise<ReadRows<ItemField>> {
  try {
    const headingExample = '“Marque;Catégorie;Modèle;Description” or “Maker,Category,Model,Description”';
    return await readRows(body, catalogueHeadings, { mostRows, headingExample });
  } catch (error) {
    if (error instanceof UnreadableFile) throw procurementError(error.code, error.detail);
    throw error;
  }
}

async function judged(tx: EntityManager, { rows, problems: ofCells, columns }: ReadRows<ItemField>): Promise<Judged> {
  const makers = await makersByKey(tx, makersNamed(rows));
  const models = await knownModels(tx, [...new Set(makers.values())]);
  const { items, problems } = itemsFrom(rows, { makers, models });
  const heading = new Map(columns.map(({ field, heading: text }) => [field as string | null, text]));
  const located = [...ofCells, ...problems].map((problem) => {
    const column = problem.column ?? heading.get(problem.field ?? '');
    return { ...problem, ...(column !== undefined && { column }) };
  });
  return { items, problems: located.toSorted((a, b) => a.row - b.row) };
}

function cellOf(item: CatalogueItemDto, field: ItemField): string | number | null {
  const value = field === 'components' ? partsSaid(item.components) : item[field];
  return typeof value === 'boolean' ? (value ? 'oui' : 'non') : (value ?? null);
}
