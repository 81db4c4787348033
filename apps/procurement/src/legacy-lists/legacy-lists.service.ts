import { LegacyListApprovedV1, LegacyListImportedV1, LegacyListRefusedV1 } from '@dotation/contracts';
import { writeTable } from '@dotation/documents';
import { record, recordParts } from '@dotation/messaging';
import { actingOn, Commands, onePersons, Queries, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nextNumber } from '../documents/document-number.queries.js';
import { procurementError } from '../errors.js';
import { corrected } from '../packing-lists/correction.rules.js';
import { OLD_LIST } from '../packing-lists/field.rules.js';
import { rememberedFor } from '../packing-lists/list-mapping.queries.js';
import { PackingListTables } from '../packing-lists/packing-list-table.service.js';
import { failedRows } from '../packing-lists/failed-rows.rules.js';
import type { Whereabouts } from '../packing-lists/packing-lists.dto.js';
import { readPackingList, rowsIn, type Table } from '../packing-lists/packing-list.rules.js';
import { takeIdentifiers } from '../receipts/received-serial.queries.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';
import { awaitKnown, requireKnown, type Reference } from '../references/references.queries.js';
import type { LegacyBody } from './legacy-body.dto.js';
import { judgedList, type LegacyJudgement } from './legacy-judgement.queries.js';
import { legacyLines, type LegacyHead } from './legacy-list.rules.js';
import type {
  ImportLegacyList,
  LegacyFailedRowsQuery,
  LegacyListDto,
  LegacyListsQuery,
  LegacyReadingDto,
  LegacyRowDto,
  LegacyRowsQuery,
} from './legacy-lists.dto.js';
import {
  decide,
  insertDevices,
  insertList,
  listById,
  listHead,
  listPage,
  lockList,
  rowPage,
  rowsOfList,
  type KeptList,
} from './legacy-lists.queries.js';
import { listOfFile, listOfLines, readingOfList, withCostsAsProblems, type OldList } from './legacy-reading.rules.js';

const MOST_PROBLEMS = 1_000;

/** Ten years of lists come into the register: one person brings a list, another one approves it (AM-13). */
@Injectable()
export class LegacyListsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly tables: PackingListTables,
  ) {}

  /** The dry run: every problem of every row. Writes nothing. */
  async checkList(body: LegacyBody, command: Command): Promise<LegacyReadingDto> {
    const { list, head, references } = await this.#list(body, command.principal);
    return this.queries.run(command.principal, async (tx) => {
      await requireKnown(tx, references);
      return readingOfList(list, await judged(tx, list, head, command.recordedAt));
    });
  }

  /** What of a file is refused as rows, to be corrected and sent again; what is said of a whole list is not looked at. */
  async writeFailedRows(file: Buffer, query: LegacyFailedRowsQuery, reader: Principal): Promise<Buffer> {
    const { format, language, origin, currency = null } = query;
    const { table, list } = await this.#read(file, query, [], [], reader);
    const said = { orgUnitId: '', placeId: '', title: 'STATE_DRC', use: 'UNKNOWN' } as const;
    const reading = await this.queries.run(reader, async (tx) => {
      const found = await judged(tx, list, { ...said, origin, currency, reasons: {} }, new Date());
      const problems = found.problems.filter(({ code }) => code !== 'element-without-reason');
      return readingOfList(list, { ...found, problems });
    });
    const { heading, rows } = failedRows(table, reading, language);
    if (rows.length === 0) throw procurementError('no-row-refused');
    return writeTable(format, heading, rows);
  }

  /** Keeps a list that is right, row by row as it was read; nothing is in the register yet. */
  async importList(body: LegacyBody, command: Command): Promise<LegacyListDto> {
    const { list, head, references } = await this.#list(body, command.principal);
    const { listSha256 } = body;
    const own = 'file' in body ? { ...command, fingerprint: body.fingerprint } : command;
    const find = (tx: EntityManager): Promise<void> => requireKnown(tx, references);
    const answer = (tx: EntityManager): Promise<LegacyListDto> => listById(tx, command.key);
    const keep = actingOn({ find, answer }, async (tx) => {
      const judgement = await judged(tx, list, head, command.recordedAt);
      refuse(judgement.problems, list.locate);
      const { key: id, actorId: importedBy, recordedAt } = command;
      const devices = judgement.captured.reduce((sum, { row }) => sum + row.quantity, 0);
      const number = await nextNumber(tx, 'LL', recordedAt);
      const { sheet, rows } = list;
      await insertList(tx, { id, number, head, listSha256, sheet, importedBy, devices, recordedAt }, rows);
      const { origin, orgUnitId, placeId } = head;
      const told = { documentId: id, number, origin, orgUnitId, placeId, importedBy, listHash: listSha256, sheet };
      await record(tx, LegacyListImportedV1, id, { ...told, rows: rows.length, devices }, command);
    });
    return this.commands.run(own, keep);
  }

  /** The devices are born, by somebody else than who brought the list; what was right then is looked at again (CR-08). */
  approveList(id: string, command: Command): Promise<LegacyListDto> {
    return this.#decide(id, command, async (tx, kept) => {
      const { head, number, importedBy, listSha256, sheet } = kept;
      const rows = await rowsOfList(tx, id);
      const cells = new Map(rows.map(({ row, line, cells: said }) => [row, { row, line, cells: said }]));
      const judgement = await judgedList(
        tx,
        rows.map(({ read }) => read),
        [],
        head,
        dayOf(command.recordedAt),
      );
      const locate = (problem: RowProblem): RowProblem => problem;
      refuse(judgement.problems, locate);
      const sourceOf = (row: number) => cells.get(row) ?? { row, line: null, cells: {} };
      const lines = legacyLines(judgement.captured, head, judgement.named, sourceOf, uuidv7);
      const deviceOf = new Map(lines.map(({ source, deviceId }) => [source.row, deviceId]));
      const carried = judgement.own.map((one) => ({ ...one, deviceId: deviceOf.get(one.row) as string }));
      refuse(await takeIdentifiers(tx, carried), locate);
      await insertDevices(tx, id, lines);
      const { actorId: approvedBy, recordedAt: at } = command;
      await decide(tx, id, { kind: 'APPROVED', by: approvedBy, at, reason: null });
      const header = {
        documentId: id,
        number,
        origin: head.origin,
        importedBy,
        approvedBy,
        listHash: listSha256,
        sheet,
      };
      await recordParts(tx, LegacyListApprovedV1, header, lines, command);
    });
  }

  refuseList(id: string, reason: string, command: Command): Promise<LegacyListDto> {
    return this.#decide(id, command, async (tx) => {
      const { actorId: refusedBy, recordedAt: at } = command;
      await decide(tx, id, { kind: 'REFUSED', by: refusedBy, at, reason });
      await record(tx, LegacyListRefusedV1, id, { documentId: id, refusedBy, reason }, command);
    });
  }

  findList(id: string, reader: Principal): Promise<LegacyListDto> {
    return this.queries.run(reader, (tx) => listById(tx, id));
  }

  listLists(query: LegacyListsQuery, reader: Principal): Promise<Page<LegacyListDto>> {
    return this.queries.run(reader, (tx) => listPage(tx, query));
  }

  listRows(id: string, query: LegacyRowsQuery, reader: Principal): Promise<Page<LegacyRowDto>> {
    return this.queries.run(reader, async (tx) => {
      await listHead(tx, id);
      return rowPage(tx, id, query);
    });
  }

  #decide(
    id: string,
    command: Command,
    how: (tx: EntityManager, kept: KeptList) => Promise<void>,
  ): Promise<LegacyListDto> {
    const find = async (tx: EntityManager): Promise<void> => void (await listHead(tx, id));
    const answer = (tx: EntityManager): Promise<LegacyListDto> => listById(tx, id);
    const act = actingOn({ find, answer }, async (tx) => {
      const kept = await lockList(tx, id);
      const { brought, decides } = await onePersons(tx, { brought: kept.importedBy, decides: command.actorId });
      if (brought === decides) throw procurementError('legacy-same-person');
      if (kept.decision !== null) throw procurementError('legacy-list-decided', `It is ${kept.decision}.`);
      await how(tx, kept);
    });
    return this.commands.run(command, act);
  }

  async #list(
    body: LegacyBody,
    reader: Principal,
  ): Promise<{ list: OldList; head: LegacyHead; references: Reference[] }> {
    const { orgUnitId, placeId } = body.input;
    const references: Reference[] = [
      { field: 'orgUnitId', kind: 'UNIT', id: orgUnitId },
      { field: 'placeId', kind: 'PLACE', id: placeId },
    ];
    await awaitKnown(this.queries, reader, references);
    if (!('file' in body)) return { list: listOfLines(body.lines), head: headOf(body.input), references };
    const { file, list: where, corrections, input } = body;
    const { list } = await this.#read(file, where, corrections, input.leaveOut ?? [], reader);
    return { list, head: headOf(body.input), references };
  }

  async #read(
    file: Buffer,
    { supplierId, sheet, headingLine }: Whereabouts,
    corrections: readonly unknown[],
    leaveOut: readonly string[],
    reader: Principal,
  ): Promise<{ table: Table; list: OldList }> {
    const remembered = supplierId ? await this.queries.run(reader, (tx) => rememberedFor(tx, supplierId)) : [];
    const table = await this.tables.read(file, { sheet, headingLine, remembered }, OLD_LIST);
    const rows = rowsIn(readPackingList(table)).rows.map(withCostsAsProblems);
    const { lines, problems } = corrected(rows, corrections);
    return { table, list: listOfFile(table, rows, lines, problems, leaveOut) };
  }
}

function headOf({
  origin,
  orgUnitId,
  placeId,
  title,
  use = 'UNKNOWN',
  currency = null,
  reasons = {},
}: ImportLegacyList): LegacyHead {
  const unit = orgUnitId.toLowerCase();
  return { origin, orgUnitId: unit, placeId: placeId.toLowerCase(), title, use, currency, reasons: { ...reasons } };
}

function judged(tx: EntityManager, list: OldList, head: LegacyHead, at: Date): Promise<LegacyJudgement> {
  const lines = list.rows.map(({ read }) => read);
  return judgedList(tx, lines, list.problems, head, dayOf(at));
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Nothing of a list is written when one row of it is refused; the first thousand problems are told. */
function refuse(problems: readonly RowProblem[], locate: (problem: RowProblem) => RowProblem): void {
  if (problems.length === 0) return;
  const rows = new Set(problems.map(({ row }) => row)).size;
  const detail = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${rows} ${rows === 1 ? 'row' : 'rows'}.`;
  throw procurementError('legacy-rows-refused', detail, problems.slice(0, MOST_PROBLEMS).map(locate));
}
