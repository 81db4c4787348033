import { OrganisationUnitRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { requireKnown } from '../references.queries.js';
import { OrganisationUnit, OrganisationUnitHead } from './organisation-unit.entity.js';
import type {
  NameHead,
  OrganisationUnitDto,
  OrganisationUnitsQuery,
  RecordOrganisationUnit,
} from './organisation-units.dto.js';

@Injectable()
export class OrganisationUnitsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordOrganisationUnit(input: RecordOrganisationUnit, command: Command): Promise<OrganisationUnitDto> {
    return this.commands.run(command, async (tx) => {
      await requireKnown(tx, [
        { field: 'parentId', to: 'organisation_unit', id: input.parentId },
        { field: 'placeId', to: 'place', id: input.placeId },
        { field: 'headPersonId', to: 'person', id: input.headPersonId },
      ]);
      const unit = toUnit(input, command);
      await tx.insert(OrganisationUnit, unit);
      const personId = input.headPersonId ?? null;
      if (personId !== null) {
        await insertHead(tx, unit.id, { personId, acting: false, from: unit.validFrom }, command);
      }
      await recordUnit(tx, unit, personId, unit.validFrom, command);
      return unitOf(tx, unit.id, command.recordedAt);
    });
  }

  /** Effective-dated: the heads before stay in the history, so that any signature can be judged by its own date. */
  nameHead(
    orgUnitId: string,
    { personId, acting = false, from }: NameHead,
    command: Command,
  ): Promise<OrganisationUnitDto> {
    return this.commands.run(command, async (tx) => {
      const unit = await tx.findOne(OrganisationUnit, {
        where: { id: orgUnitId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!unit) throw directoryError('organisation-unit-not-found');
      await requireKnown(tx, [{ field: 'personId', to: 'person', id: personId }]);
      await insertHead(tx, orgUnitId, { personId, acting, from: new Date(from) }, command);
      await recordUnit(tx, unit, personId, new Date(from), command);
      return unitOf(tx, orgUnitId, command.recordedAt);
    });
  }

  findOrganisationUnit(id: string, reader: Principal): Promise<OrganisationUnitDto> {
    return this.queries.run(reader, (tx) => unitOf(tx, id, new Date()));
  }

  listOrganisationUnits(
    { agency, parentId, limit = 50, after }: OrganisationUnitsQuery,
    reader: Principal,
  ): Promise<Page<OrganisationUnitDto>> {
    const [afterCode] = decodeCursor(after, ['text']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = (await tx.query(
        `${unitsWithHead}
         WHERE ($2::text IS NULL OR u.agency = $2) AND ($3::uuid IS NULL OR u.parent_id = $3)
           AND ($4::text IS NULL OR u.code > $4 COLLATE "C")
         ORDER BY u.code LIMIT $5`,
        [new Date(), agency, parentId, afterCode, limit + 1],
      )) as UnitRow[];
      return pageOf(rows, limit, ({ code }) => [code], toUnitDto);
    });
  }
}

function toUnit(input: RecordOrganisationUnit, command: Command): OrganisationUnit {
  return {
    id: command.key,
    code: input.code,
    nameFr: input.nameFr,
    nameEn: input.nameEn ?? null,
    agency: input.agency,
    specialty: input.specialty ?? null,
    level: input.level,
    parentId: input.parentId ?? null,
    placeId: input.placeId ?? null,
    status: 'ACTIVE',
    validFrom: input.validFrom ? new Date(input.validFrom) : command.occurredAt,
    createdBy: command.actorId,
    createdAt: command.recordedAt,
  };
}

async function insertHead(
  tx: EntityManager,
  orgUnitId: string,
  { personId, acting, from }: Pick<OrganisationUnitHead, 'personId' | 'acting'> & { from: Date },
  command: Command,
): Promise<void> {
  const { actorId: recordedBy, recordedAt } = command;
  await tx.insert(OrganisationUnitHead, {
    id: uuidv7(),
    orgUnitId,
    personId,
    acting,
    validFrom: from,
    recordedBy,
    recordedAt,
  });
}

async function recordUnit(
  tx: EntityManager,
  unit: OrganisationUnit,
  headPersonId: string | null,
  from: Date,
  command: Command,
): Promise<void> {
  const { id: orgUnitId, code, nameFr, nameEn, agency, specialty, level, parentId, placeId, status } = unit;
  const fact: OrganisationUnitRecordedV1 = {
    ...{ orgUnitId, code, nameFr, nameEn, agency, specialty, level, parentId, placeId, headPersonId, status },
    validFrom: from.toISOString(),
  };
  await record(tx, OrganisationUnitRecordedV1, orgUnitId, fact, command);
}

type UnitRow = Omit<OrganisationUnitDto, 'validFrom' | 'heads'> & { validFrom: Date };

const unitsWithHead = `
  SELECT u.id, u.code, u.name_fr AS "nameFr", u.name_en AS "nameEn", u.agency, u.specialty, u.level,
         u.parent_id AS "parentId", u.place_id AS "placeId", h.person_id AS "headPersonId", u.status,
         u.valid_from AS "validFrom"
  FROM organisation_unit u
  LEFT JOIN LATERAL (SELECT person_id FROM organisation_unit_head WHERE org_unit_id = u.id AND valid_from <= $1
                     ORDER BY valid_from DESC, recorded_at DESC LIMIT 1) h ON true`;

async function unitOf(tx: EntityManager, orgUnitId: string, at: Date): Promise<OrganisationUnitDto> {
  const [row] = (await tx.query(`${unitsWithHead} WHERE u.id = $2`, [at, orgUnitId])) as UnitRow[];
  if (!row) throw directoryError('organisation-unit-not-found');
  const heads = await tx.find(OrganisationUnitHead, {
    where: { orgUnitId },
    order: { validFrom: 'ASC', recordedAt: 'ASC' },
  });
  return {
    ...toUnitDto(row),
    heads: heads.map(({ personId, acting, validFrom, recordedAt }) => ({
      personId,
      acting,
      from: validFrom.toISOString(),
      recordedAt: recordedAt.toISOString(),
    })),
  };
}

function toUnitDto({ validFrom, ...row }: UnitRow): OrganisationUnitDto {
  return { ...row, validFrom: validFrom.toISOString() };
}
