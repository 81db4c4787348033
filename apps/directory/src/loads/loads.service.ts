import { readRows, UnreadableFile } from '@dotation/documents';
import type { Headings, LoadProblem, LoadRow, ReadRows } from '@dotation/documents';
import { Commands, Queries, uuidv7 } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { validateSync } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { recordUnits } from '../organisation-units/new-units.queries.js';
import { RecordUnitOfMany } from '../organisation-units/organisation-units.dto.js';
import { PeopleService } from '../people/people.service.js';
import { RecordPersonOfMany } from '../people/people.dto.js';
import { partsOf, resolvePlace } from '../places/resolution.rules.js';
import type { Resolution } from '../places/resolution.rules.js';
import { placesNamed } from '../places/resolutions.queries.js';
import type { LoadedDto, LoadReadingDto } from './loads.dto.js';
import { peopleFrom, personHeadings } from './person-load.rules.js';
import type { LoadedPerson, PersonField } from './person-load.rules.js';
import { codeOf, unitHeadings, unitsFrom } from './unit-load.rules.js';
import type { KnownUnit, LoadedUnit, UnitField } from './unit-load.rules.js';

const mostRows = 5_000;
const mostShown = 500;

interface Judged<T> {
  items: T[];
  problems: LoadProblem[];
}

@Injectable()
export class LoadsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly people: PeopleService,
  ) {}

  async readUnits(body: Buffer, reader: Principal): Promise<LoadReadingDto> {
    const file = await fileOf(body, unitHeadings, '“Code;Nom;Niveau;Supérieur” or “Code,Name,Level,Superior”');
    return this.queries.run(reader, async (tx) => readingOf(file, await judgedUnits(tx, file, new Date())));
  }

  async loadUnits(body: Buffer, command: Command): Promise<LoadedDto> {
    const file = await fileOf(body, unitHeadings, '“Code;Nom;Niveau;Supérieur” or “Code,Name,Level,Superior”');
    return this.commands.run(command, async (tx) => {
      const { items, problems } = await judgedUnits(tx, file, command.recordedAt);
      refuse(file, problems);
      await recordUnits(tx, items, command);
      return { loaded: items.length, ids: items.map(({ id }) => id) };
    });
  }

  async readPeople(body: Buffer, reader: Principal): Promise<LoadReadingDto> {
    const file = await fileOf(body, personHeadings, '“Nom;Grade;Fonction;Unité” or “Name,Rank,Function,Unit”');
    return this.queries.run(reader, async (tx) => readingOf(file, await this.#judgedPeople(tx, file)));
  }

  async loadPeople(body: Buffer, command: Command): Promise<LoadedDto> {
    const file = await fileOf(body, personHeadings, '“Nom;Grade;Fonction;Unité” or “Name,Rank,Function,Unit”');
    return this.commands.run(command, async (tx) => {
      const { items, problems } = await this.#judgedPeople(tx, file);
      refuse(file, problems);
      await this.people.insertPeople(tx, items, command);
      return { loaded: items.length, ids: items.map(({ id }) => id) };
    });
  }

  async #judgedPeople(tx: EntityManager, file: ReadRows<PersonField>): Promise<Judged<LoadedPerson>> {
    const units = await unitsByCode(
      tx,
      file.rows.flatMap(({ values }) => values.orgUnitId ?? []),
    );
    const { people, problems } = peopleFrom(file.rows, units, uuidv7);
    const taken = await this.people.knownMatricules(
      tx,
      people.flatMap(({ matricule }) => matricule ?? []),
    );
    people.forEach(({ matricule }, index) => {
      const row = file.rows[index];
      if (!row || matricule === undefined || !taken.has(matricule)) return;
      const detail = 'A person with this service number is recorded already.';
      problems.push({ row: row.row, line: row.line, field: 'matricule', code: 'matricule-taken', detail });
    });
    const invalid = people.flatMap((person, index) => invalidIn(RecordPersonOfMany, person, file.rows[index]));
    return { items: people, problems: [...file.problems, ...problems, ...invalid] };
  }
}

async function judgedUnits(tx: EntityManager, file: ReadRows<UnitField>, now: Date): Promise<Judged<LoadedUnit>> {
  const codes = file.rows.flatMap(({ values: { code = '', parentId = '', secondParentId = '' } }) => [
    ...[code, parentId, secondParentId],
  ]);
  const texts = [...new Set(file.rows.flatMap(({ values }) => values.placeId ?? []))];
  const named = await placesNamed(
    tx,
    texts.flatMap((text) => partsOf(text).flat()),
  );
  const places = new Map<string, Resolution>(texts.map((text) => [text, resolvePlace(text, now, named)]));
  const { units, problems } = unitsFrom(file.rows, { units: await unitsByCode(tx, codes), places }, now, uuidv7);
  const rowOf = new Map(file.rows.map((row) => [codeOf(row.values.code ?? ''), row]));
  const invalid = units.flatMap((unit) => invalidIn(RecordUnitOfMany, unit, rowOf.get(unit.code)));
  return { items: units, problems: [...file.problems, ...problems, ...invalid] };
}

async function unitsByCode(tx: EntityManager, codes: readonly string[]): Promise<Map<string, KnownUnit>> {
  const rows = (await tx.query(
    `SELECT u.code, u.id, u.valid_to IS NOT NULL AS ended,
            (SELECT min(valid_from) FROM organisation_unit_version v WHERE v.org_unit_id = u.id) AS since
     FROM organisation_unit u WHERE u.code = ANY ($1)`,
    [[...new Set(codes.map(codeOf))]],
  )) as (KnownUnit & { code: string })[];
  return new Map(rows.map(({ code, ...unit }) => [code, unit]));
}

/** The rows of a CSV or XLSX file under the headings they need, with what is wrong with their cells as cells, or a refusal. */
export async function fileOf<F extends string>(
  body: Buffer,
  headings: Headings<F>,
  headingExample: string,
  atMost = mostRows,
): Promise<ReadRows<F>> {
  try {
    return await readRows(body, headings, { mostRows: atMost, headingExample });
  } catch (error) {
    if (error instanceof UnreadableFile) throw directoryError(error.code, error.detail);
    throw error;
  }
}

/** What a body of JSON would be refused for, said of the cell it stands in. */
function invalidIn(type: new () => object, item: object, row: LoadRow<string> | undefined): LoadProblem[] {
  if (!row) return [];
  const given = Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
  const errors = validateSync(Object.assign(new type(), given), { whitelist: true, forbidUnknownValues: true });
  return errors.map(({ property, constraints = {} }) => ({
    ...{ row: row.row, line: row.line, field: property, code: 'value-not-valid' },
    detail: Object.values(constraints).join('; '),
  }));
}

function located<F extends string>({ columns }: ReadRows<F>, problems: readonly LoadProblem[]): LoadProblem[] {
  const heading = new Map(columns.map(({ field, heading: text }) => [field as string | null, text]));
  const byPlace = problems.toSorted((a, b) => a.row - b.row);
  return byPlace.slice(0, mostShown).map((problem) => {
    const column = problem.column ?? heading.get(problem.field ?? '');
    return { ...problem, ...(column !== undefined && { column }) };
  });
}

function readingOf<F extends string>(file: ReadRows<F>, { problems }: Judged<unknown>): LoadReadingDto {
  const { encoding, delimiter, headingLine } = file.table;
  return {
    ...{ encoding, delimiter, headingLine, columns: file.columns, rows: file.rows.length },
    ...{ loadable: problems.length === 0, problems: located(file, problems), problemCount: problems.length },
  };
}

function refuse<F extends string>(file: ReadRows<F>, problems: readonly LoadProblem[]): void {
  if (problems.length === 0) return;
  const shown = located(file, problems);
  throw directoryError('rows-refused', `${problems.length} cells are wrong; nothing was recorded.`, shown);
}
