import { Commands, decodeCursor, pageOf, Queries, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { requireKnown, requireOwn } from '../references.queries.js';
import { checkFrom, endings, periodsOf } from '../trees/tree.rules.js';
import type { AddAlias, CloseNode, RecordedNodesDto } from '../trees/trees.dto.js';
import { checkRevised, insertAliases, isNamed, lockTree, takeNames, trees } from '../trees/trees.queries.js';
import { insertHead, recordUnits, requireHeads, tellUnit } from './new-units.queries.js';
import { OrganisationUnit } from './organisation-unit.entity.js';
import { reviseUnit } from './organisation-unit.rules.js';
import type { UnitVersion } from './organisation-unit.rules.js';
import type {
  NameHead,
  OrganisationUnitDto,
  OrganisationUnitsQuery,
  RecordOrganisationUnit,
  RecordOrganisationUnits,
  ReviseOrganisationUnit,
} from './organisation-units.dto.js';
import {
  bringUpToDate,
  headAt,
  insertVersions,
  toUnitDto,
  unitOf,
  unitsAt,
  unitsUnder,
  versionsOfUnit,
} from './organisation-units.queries.js';
import type { UnitRow } from './organisation-units.queries.js';

@Injectable()
export class OrganisationUnitsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordOrganisationUnit(input: RecordOrganisationUnit, command: Command): Promise<OrganisationUnitDto> {
    return this.commands.run(command, async (tx) => {
      await recordUnits(tx, [{ ...input, id: command.key }], command);
      return unitOf(tx, command.key, command.recordedAt);
    });
  }

  recordOrganisationUnits({ units }: RecordOrganisationUnits, command: Command): Promise<RecordedNodesDto> {
    const rows = units.map((unit) => ({ ...unit, id: unit.id ?? uuidv7() }));
    return this.commands.run(command, async (tx) => {
      await recordUnits(tx, rows, command);
      return { ids: rows.map(({ id }) => id) };
    });
  }

  /** A rename, a move or a change of status from a day on; the version before keeps its own days. */
  reviseOrganisationUnit(id: string, input: ReviseOrganisationUnit, command: Command): Promise<OrganisationUnitDto> {
    const { from, reason = null, ...change } = input;
    return this.#change(id, change, { from, reason }, command);
  }

  closeOrganisationUnit(id: string, input: CloseNode, command: Command): Promise<OrganisationUnitDto> {
    return this.#change(id, { status: 'DISSOLVED', closed: true }, input, command);
  }

  #change(
    id: string,
    change: Partial<UnitVersion>,
    { from, reason }: { from: string; reason: string | null },
    command: Command,
  ): Promise<OrganisationUnitDto> {
    const validFrom = new Date(from);
    const { recordedAt, actorId: recordedBy } = command;
    checkFrom(validFrom, recordedAt);
    return this.commands.run(command, async (tx) => {
      await lockTree(tx, trees.units);
      await lockOwnUnit(tx, id);
      await requireKnown(tx, [
        { field: 'parentId', to: 'organisation_unit', id: change.parentId },
        { field: 'secondParentId', to: 'organisation_unit', id: change.secondParentId },
        { field: 'placeId', to: 'place', id: change.placeId },
      ]);
      const versions = await versionsOfUnit(tx, id);
      const revised = reviseUnit(versions, change, { id: uuidv7(), validFrom, reason, recordedBy, recordedAt });
      const to = await checkRevised(tx, trees.units, [...versions, revised], revised);
      await insertVersions(tx, [revised]);
      await bringUpToDate(tx, id, recordedAt);
      await tellUnit(tx, await lockUnit(tx, id), revised, await headAt(tx, id, validFrom), command);
      // Readers that keep only the last word must not keep one of the past.
      if (to !== null) {
        const [present] = periodsOf([...versions, revised]).slice(-1);
        if (present) await tellUnit(tx, await lockUnit(tx, id), present, await headAt(tx, id, recordedAt), command);
      }
      return unitOf(tx, id, recordedAt);
    });
  }

  addAlias(id: string, alias: AddAlias, command: Command): Promise<OrganisationUnitDto> {
    const { key, recordedAt } = command;
    return this.commands.run(command, async (tx) => {
      await lockOwnUnit(tx, id);
      await insertAliases(tx, trees.units, [{ aliasId: key, id, ...alias }], command);
      return unitOf(tx, id, recordedAt);
    });
  }

  /** Effective-dated: the heads before stay in the history, so that any signature can be judged by its own date. */
  nameHead(
    orgUnitId: string,
    { personId, acting = false, from }: NameHead,
    command: Command,
  ): Promise<OrganisationUnitDto> {
    return this.commands.run(command, async (tx) => {
      const unit = await lockOwnUnit(tx, orgUnitId);
      await requireKnown(tx, [{ field: 'personId', to: 'person', id: personId }]);
      await requireHeads(tx, [{ row: 0, field: 'personId', personId }], command);
      const validFrom = new Date(from);
      await insertHead(tx, [{ orgUnitId, personId, acting, validFrom }], command);
      await tellUnit(tx, unit, { ...unit, validFrom }, personId, command);
      return unitOf(tx, orgUnitId, command.recordedAt);
    });
  }

  /** Of a unit recorded twice (`into`: the one that stays, which takes its names) or by mistake. */
  async endUnit(tx: EntityManager, id: string, into: string | null, command: Command): Promise<void> {
    const { recordedAt, actorId: recordedBy } = command;
    await lockTree(tx, trees.units);
    const unit = await lockUnit(tx, id);
    const versions = await versionsOfUnit(tx, id);
    const reason = into === null ? 'Voided' : `Merged into ${into}`;
    const ends = endings(versions, into === null, { recordedAt, recordedBy, reason, newId: uuidv7 });
    await insertVersions(tx, ends);
    await bringUpToDate(tx, id, recordedAt);
    const [last] = ends.slice(-1);
    if (last) await tellUnit(tx, unit, last, null, command);
    if (into === null) return;
    await takeNames(
      tx,
      trees.units,
      versions.map(({ nameFr }) => nameFr),
      into,
      command,
    );
  }

  findOrganisationUnit(id: string, asOf: string | undefined, reader: Principal): Promise<OrganisationUnitDto> {
    return this.queries.run(reader, (tx) => unitOf(tx, id, asOf ? new Date(asOf) : new Date()));
  }

  /** What had ended by then is left out. */
  listOrganisationUnits(
    { agency, parentId, under, search, asOf, limit = 50, after }: OrganisationUnitsQuery,
    reader: Principal,
  ): Promise<Page<OrganisationUnitDto>> {
    const [afterCode] = decodeCursor(after, ['text']) ?? [];
    const at = asOf ? new Date(asOf) : new Date();
    return this.queries.run(reader, async (tx) => {
      const ids = under === undefined ? null : ((await tx.query(unitsUnder, [at, under])) as { id: string }[]);
      const rows = (await tx.query(
        `${unitsAt}
         WHERE NOT v.closed AND ($2::text IS NULL OR v.agency = $2)
           AND ($3::uuid IS NULL OR v.parent_id = $3 OR v.second_parent_id = $3)
           AND ($4::text IS NULL OR n.code > $4 COLLATE "C") AND ($6::uuid[] IS NULL OR n.id = ANY ($6))
           AND ($7::text IS NULL OR n.code LIKE upper($7) || '%' OR ${isNamed(trees.units, '$7')})
         ORDER BY n.code LIMIT $5`,
        [at, agency, parentId, afterCode, limit + 1, ids?.map(({ id }) => id) ?? null, search],
      )) as UnitRow[];
      return pageOf(rows, limit, ({ code }) => [code], toUnitDto);
    });
  }
}

async function lockUnit(tx: EntityManager, id: string): Promise<OrganisationUnit> {
  const unit = await tx.findOne(OrganisationUnit, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!unit) throw directoryError('organisation-unit-not-found');
  return unit;
}

async function lockOwnUnit(tx: EntityManager, id: string): Promise<OrganisationUnit> {
  const unit = await lockUnit(tx, id);
  await requireOwn(tx, [id]);
  return unit;
}
