import { CommandHandedOverV1, CONDITIONS, type InspectedLotCount } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import { actingOn, Commands, idsInScope, onePersons, Queries, settled } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { handoverError } from '../errors.js';
import { lockDevices, standingsOf } from '../consignments/consignments.queries.js';
import { unitsAt } from '../directory/units.queries.js';
import { openNumbered } from '../documents/documents.queries.js';
import { checkedRows } from '../documents/rows.rules.js';
import { signatureOf } from '../documents/signature.dto.js';
import { expectEffects, expectLotEffects } from '../effects/effects.queries.js';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import { clockFindings } from '../handovers/consequences.queries.js';
import { insertCountedLots, lotsAtUnit, newLine, type NumberedCount } from '../lots/corrected-lots.queries.js';
import { countLots, type CountedLot } from '../lots/counted-lot.rules.js';
import {
  handOverCommand,
  inspectedDevices,
  type HandedOverDevice,
  type InspectedDevice,
} from './command-handover.rules.js';
import type {
  CommandHandoverDto,
  CommandHandoverListItemDto,
  CommandHandoversQuery,
  HandOverCommand,
} from './command-handovers.dto.js';
import {
  changeOfCommand,
  devicesAcceptedBy,
  listCommandHandovers,
  readCommandHandover,
} from './command-handovers.queries.js';

const lotShape = { lotId: 'uuid', present: 'integer', 'reserve?': 'text' } as const;
const lineShape = { code: 'text', present: 'boolean', 'condition?': CONDITIONS, 'reserve?': 'text' } as const;

@Injectable()
export class CommandHandoversService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** Remise et reprise (T17, CR-28): on the full list, so that somebody answers for each device, or for its absence. */
  handOverCommand(input: HandOverCommand, command: Command): Promise<CommandHandoverDto> {
    const find = async (tx: EntityManager): Promise<void> => {
      const { orgUnitId } = input;
      // Whether there is such a unit out of his scope, nobody learns.
      if (!(await idsInScope(tx, [orgUnitId])).has(orgUnitId))
        throw handoverError('unit-unknown', 'Directory knows no such unit.');
    };
    const answer = (tx: EntityManager): Promise<CommandHandoverDto> => readCommandHandover(tx, command.key);
    const handOver = actingOn({ find, answer }, async (tx) => {
      const { key: id, actorId: recordedBy, recordedAt } = command;
      const { orgUnitId, outgoingId, incomingId } = input;
      const handedOverAt = input.handedOverAt ? new Date(input.handedOverAt) : command.occurredAt;
      const lines = checkedRows<InspectedDevice>('lines', lineShape, input.lines);
      const counted = checkedRows<CountedLot>('lots', lotShape, input.lots ?? []);
      const deviceIds = await devicesAcceptedBy(tx, orgUnitId);
      await lockDevices(tx, deviceIds);
      const legs = await lotsAtUnit(tx, orgUnitId);
      const changed = await changeOfCommand(tx, orgUnitId, recordedAt);
      const above = (await unitsAt(tx, [orgUnitId], recordedAt)).get(orgUnitId)?.above ?? [];
      const signatures = input.signatures.map((signature) => signatureOf(signature, handedOverAt));
      const who = await onePersons(tx, {
        ...{ outgoingId, incomingId, signatures, recordedBy },
        change: changed?.change ?? null,
        superiors: above.map(({ headPersonId }) => headPersonId),
      });
      handOverCommand({ ...who, handedOverAt, lines }, who.change, who.superiors);
      const held = [...(await standingsOf(tx, deviceIds)).values()];
      const { inspected: lotsFound, problems } = countLots(counted, legs);
      const inspected = inspectedDevices(lines, orgUnitId, held, problems).map(newLine);
      const lots = lotsFound.map(newLine);
      const number = await openNumbered(tx, 'COMMAND_HANDOVER', id, recordedAt);
      const document = {
        ...{ number, orgUnitId, outgoingId, incomingId, superiorId: input.superiorId ?? null, signatures },
        ...{ documentSha256: input.documentSha256, handedOverAt: handedOverAt.toISOString() },
      };
      await insert(tx, { id, recordedAt, recordedBy, ...document }, inspected);
      await insertCountedLots(tx, id, lots);
      const cause: Cause = { ...command, occurredAt: handedOverAt };
      const told = inspected.map(({ lineId, deviceId, present, condition = null, reserve = null }) => ({
        ...{ lineId, deviceId, effect: 'MOVES' as const, present, condition, reserve },
      }));
      const header = { documentId: id, ...document, ...(lots.length > 0 ? { lots: lots.map(lotTold) } : {}) };
      const parts = await recordParts(tx, CommandHandedOverV1, header, told, cause);
      await expectEffects(tx, parts, { documentId: id });
      const lotLines = lots.map(({ lineId }) => lineId);
      await expectLotEffects(tx, parts[0]?.factId, lotLines, { documentId: id });
      const typed = Boolean(input.handedOverAt);
      await openExceptions(tx, id, await clockFindings(tx, handedOverAt, typed, recordedAt), recordedAt);
    });
    return this.commands.run(command, handOver);
  }

  findCommandHandover(id: string, reader: Principal, prefer: string | undefined): Promise<CommandHandoverDto> {
    const read = (): Promise<CommandHandoverDto> => this.queries.run(reader, (tx) => readCommandHandover(tx, id));
    return settled(prefer, read, ({ progress }) => progress.settled);
  }

  listCommandHandovers(query: CommandHandoversQuery, reader: Principal): Promise<Page<CommandHandoverListItemDto>> {
    return this.queries.run(reader, (tx) => listCommandHandovers(tx, query));
  }
}

const lotTold = ({ lineId, lotId, present, absent, reserve }: NumberedCount): InspectedLotCount => ({
  ...{ lineId, lotId, present, absent, reserve },
});

interface NewCommandHandover {
  id: string;
  number: string;
  orgUnitId: string;
  outgoingId: string;
  incomingId: string;
  superiorId: string | null;
  signatures: object[];
  documentSha256: string;
  handedOverAt: string;
  recordedAt: Date;
  recordedBy: string;
}

async function insert(
  tx: EntityManager,
  one: NewCommandHandover,
  lines: readonly (HandedOverDevice & { lineId: string })[],
): Promise<void> {
  await tx.query(
    `INSERT INTO command_handover (id, number, org_unit_id, outgoing_id, incoming_id, superior_id, signatures,
       document_sha256, handed_over_at, recorded_at, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[one.id, one.number, one.orgUnitId, one.outgoingId, one.incomingId, one.superiorId],
      ...[JSON.stringify(one.signatures), one.documentSha256, one.handedOverAt, one.recordedAt, one.recordedBy],
    ],
  );
  await tx.query(
    `INSERT INTO command_handover_line (id, command_handover_id, row, code, device_id, present, condition, reserve)
     SELECT "lineId", $1, row, code, "deviceId", present, condition, reserve
     FROM ROWS FROM (json_to_recordset($2) AS ("lineId" uuid, code text, "deviceId" uuid, present boolean, condition text,
       reserve text)) WITH ORDINALITY AS n("lineId", code, "deviceId", present, condition, reserve, row)`,
    [one.id, JSON.stringify(lines)],
  );
}
