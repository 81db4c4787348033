import { DeviceVoidedV1, DeviceVoidProposedV1, DeviceVoidRejectedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, onePersons, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nextNumbers } from '../register/document-numbers.queries.js';
import { Register } from '../register/register.service.js';
import { checkDecision, checkVoid } from './void.rules.js';
import type { ProposeVoid, VoidNoteDto, VoidsQuery } from './voids.dto.js';
import { decideVoid, freeIdentifiers, insertVoid, lockVoid, voidable, voidById, voidPage } from './voids.queries.js';

/** T34: a device that was entered twice, or never was, is struck by two data stewards; nothing is deleted. */
@Injectable()
export class VoidsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly register: Register,
  ) {}

  proposeVoid({ reason, ...input }: ProposeVoid, command: Command): Promise<VoidNoteDto> {
    return this.commands.run(command, async (tx) => {
      const deviceId = input.deviceId.toLowerCase();
      const keptDeviceId = input.keptDeviceId?.toLowerCase() ?? null;
      await this.#check(tx, deviceId, keptDeviceId);
      const { key: id, actorId: proposedBy, recordedAt } = command;
      const [number = ''] = await nextNumbers(tx, 'VN', recordedAt, 1);
      await insertVoid(tx, { id, number, deviceId, keptDeviceId, reason, proposedBy }, recordedAt);
      const told = { documentId: id, number, deviceId, keptDeviceId, reason, proposedBy };
      await record(tx, DeviceVoidProposedV1, id, told, command);
      return voidById(tx, id);
    });
  }

  confirmVoid(id: string, command: Command): Promise<VoidNoteDto> {
    return this.commands.run(command, async (tx) => {
      const { deviceId, keptDeviceId } = await this.#open(tx, id, command);
      await this.#check(tx, deviceId, keptDeviceId);
      await freeIdentifiers(tx, deviceId, command.recordedAt);
      await this.register.follow(tx, [{ deviceId, stepFor: () => ({ move: 'void' }) }], {
        occasion: { documentId: id, claimedAt: command.occurredAt, recordedAt: command.recordedAt },
        cause: command,
        factId: command.key,
        waybillId: null,
      });
      const { actorId: confirmedBy, recordedAt: at } = command;
      await decideVoid(tx, id, { kind: 'CONFIRMED', by: confirmedBy, at });
      await record(tx, DeviceVoidedV1, id, { documentId: id, deviceId, keptDeviceId, confirmedBy }, command);
      return voidById(tx, id);
    });
  }

  rejectVoid(id: string, command: Command): Promise<VoidNoteDto> {
    return this.commands.run(command, async (tx) => {
      const { deviceId } = await this.#open(tx, id, command);
      const { actorId: rejectedBy, recordedAt: at } = command;
      await decideVoid(tx, id, { kind: 'REJECTED', by: rejectedBy, at });
      await record(tx, DeviceVoidRejectedV1, id, { documentId: id, deviceId, rejectedBy }, command);
      return voidById(tx, id);
    });
  }

  findVoid(id: string, reader: Principal): Promise<VoidNoteDto> {
    return this.queries.run(reader, (tx) => voidById(tx, id));
  }

  listVoids(query: VoidsQuery, reader: Principal): Promise<Page<VoidNoteDto>> {
    return this.queries.run(reader, (tx) => voidPage(tx, query));
  }

  /** Both records are locked: of two notes that keep each other's, the second one sees what the first did. */
  async #check(tx: EntityManager, deviceId: string, keptDeviceId: string | null): Promise<void> {
    await this.register.lock(tx, keptDeviceId === null ? [deviceId] : [deviceId, keptDeviceId]);
    checkVoid(await voidable(tx, deviceId), keptDeviceId === null ? null : await voidable(tx, keptDeviceId));
  }

  async #open(tx: EntityManager, id: string, { actorId }: Command): ReturnType<typeof lockVoid> {
    const note = await lockVoid(tx, id);
    const { proposedBy, by } = await onePersons(tx, { proposedBy: note.proposedBy, by: actorId });
    checkDecision({ ...note, proposedBy }, by);
    return note;
  }
}
