import { MakerRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { Maker } from './maker.entity.js';
import { namesOf, type MakerName } from './maker.rules.js';
import { nameKey } from './name.rules.js';
import type { AddAliases, MakerDto, MakersQuery, RecordMaker } from './makers.dto.js';

@Injectable()
export class MakersService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordMaker({ name, aliases = [] }: RecordMaker, command: Command): Promise<MakerDto> {
    return this.commands.run(command, async (tx) => {
      const names = namesOf(name, aliases);
      const id = command.key;
      await tx.insert(Maker, {
        id,
        name: names[0]?.name ?? name,
        recordedBy: command.actorId,
        recordedAt: command.recordedAt,
      });
      await insertNames(tx, id, names);
      return recordedMaker(tx, id, command);
    });
  }

  addAliases(makerId: string, { aliases }: AddAliases, command: Command): Promise<MakerDto> {
    return this.commands.run(command, async (tx) => {
      const [maker] = (await tx.query(`SELECT name FROM maker WHERE id = $1 FOR UPDATE`, [makerId])) as {
        name: string;
      }[];
      if (!maker) throw procurementError('maker-not-found');
      const own = (await tx.query(`SELECT key FROM maker_name WHERE maker_id = $1`, [makerId])) as { key: string }[];
      const known = new Set(own.map(({ key }) => key));
      const added = namesOf(maker.name, aliases).filter(({ key }) => !known.has(key));
      await insertNames(tx, makerId, added);
      return recordedMaker(tx, makerId, command);
    });
  }

  findMaker(id: string, reader: Principal): Promise<MakerDto> {
    return this.queries.run(reader, (tx) => makerById(tx, id));
  }

  listMakers({ name, limit = 50, after }: MakersQuery, reader: Principal): Promise<Page<MakerDto>> {
    const [afterId] = decodeCursor(after, ['uuid']) ?? [null];
    return this.queries.run(reader, async (tx) => {
      const rows = (await tx.query(
        `${selectMakers}
         WHERE ($1::uuid IS NULL OR maker.id > $1)
           AND ($2::text IS NULL OR maker.id IN (SELECT maker_id FROM maker_name WHERE key = $2))
         ORDER BY maker.id LIMIT $3`,
        [afterId, name === undefined ? null : nameKey(name), limit + 1],
      )) as MakerDto[];
      return pageOf(
        rows,
        limit,
        ({ id }) => [id],
        (row) => row,
      );
    });
  }
}

const selectMakers = `
  SELECT maker.id, maker.name,
         ARRAY(SELECT name FROM maker_name WHERE maker_id = maker.id AND alias ORDER BY name COLLATE "C") AS aliases
  FROM maker`;

async function makerById(tx: EntityManager, id: string): Promise<MakerDto> {
  const [maker] = (await tx.query(`${selectMakers} WHERE maker.id = $1`, [id])) as MakerDto[];
  if (!maker) throw procurementError('maker-not-found');
  return maker;
}

/** In key order, so that two commands with the same names wait for each other instead of dead-locking. */
async function insertNames(tx: EntityManager, makerId: string, names: readonly MakerName[]): Promise<void> {
  const sorted = names.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  await tx.query(
    `INSERT INTO maker_name (key, maker_id, name, alias)
     SELECT key, $1, name, alias FROM unnest($2::text[], $3::text[], $4::boolean[]) AS new (key, name, alias)`,
    [makerId, sorted.map(({ key }) => key), sorted.map(({ name }) => name), sorted.map(({ alias }) => alias)],
  );
}

async function recordedMaker(tx: EntityManager, id: string, command: Command): Promise<MakerDto> {
  const maker = await makerById(tx, id);
  await record(tx, MakerRecordedV1, id, { makerId: id, name: maker.name, aliases: maker.aliases }, command);
  return maker;
}
