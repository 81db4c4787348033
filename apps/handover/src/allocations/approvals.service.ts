import { AllocationApprovedV1, AskGate, ReserveDevices } from '@dotation/contracts';
import type { GateAnswer, ReservationReply, ReservedDevice } from '@dotation/contracts';
import { CallFailed, Calls, recordParts } from '@dotation/messaging';
import {
  actingOn,
  beyondScope,
  Commands,
  inScope,
  onePersons,
  Queries,
  RunTimeDatabase,
  WorkerDatabase,
} from '@dotation/service';
import type { Command } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { endAllocationLines, lockDevices, standingsOf } from '../consignments/consignments.queries.js';
import { liftAccess } from '../access-overrides/access-override.rules.js';
import { goodsOfAllocation, overridesOf } from '../access-overrides/access-overrides.queries.js';
import { requireCommandHandedOver } from '../command-handovers/command-handover.rules.js';
import { changeOfCommand } from '../command-handovers/command-handovers.queries.js';
import { passGate } from '../directory/gate.rules.js';
import { isAnswered } from '../documents/answered.queries.js';
import type { AllocatedLot } from '../lots/lot.rules.js';
import { allocatedLots, keepLots, lockLots } from '../lots/lots.queries.js';
import { refuseRows } from '../documents/rows.rules.js';
import type { SignedDuty } from '../duties/duty.rules.js';
import { requireSeparate, signDuties } from '../duties/duties.queries.js';
import { handoverError } from '../errors.js';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import { approvableBy } from './allocation.rules.js';
import type { AllocationDto } from './allocations.dto.js';
import {
  allocationOf,
  backToProposed,
  deviceIdsOf,
  endLines,
  findAllocation,
  holdersOf,
  keepSnapshots,
  linesOfAllocation,
  underReallocation,
  type AllocationRow,
} from './allocations.queries.js';
import { overtaken, reallocatable } from './reallocation.rules.js';

/** The approving command as the allocation keeps it, so that whoever finishes it answers the same request. */
interface Approval {
  command: Pick<Command, 'principal' | 'key' | 'fingerprint' | 'actorId'> & { occurredAt: string; recordedAt: string };
  vettingIds: string[];
  dueDiligenceIds: string[];
}

/**
 * T06, second person, in three steps, because the devices are another service's: save RESERVING (tx 1), reserve (a call,
 * idempotent), save APPROVED with the idempotency row (tx 2). What a crash leaves RESERVING, `resume` finishes.
 */
@Injectable()
export class ApprovalsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly calls: Calls,
    private readonly database: RunTimeDatabase,
    private readonly worker: WorkerDatabase,
  ) {}

  async approveAllocation(id: string, command: Command): Promise<AllocationDto> {
    const before = await this.queries.run(command.principal, async (tx) => ({
      answered: await isAnswered(tx, command),
      allocation: await findAllocation(tx, id, 'read'),
    }));
    if (before.answered) return this.finish(id, command, null);
    approvableBy(before.allocation, command.actorId, command.key);
    if (before.allocation.status === 'PROPOSED') {
      const { orgUnitId, awardIds, plannedFor } = before.allocation;
      const at = [plannedFor ?? command.occurredAt, command.recordedAt].map((time) => time.toISOString());
      const gate = await this.calls.ask(AskGate, {
        orgUnitId,
        awardIds,
        signerId: null,
        mandateId: null,
        placeId: null,
        at,
      });
      const lifted = await this.queries.run(command.principal, (tx) =>
        beyondScope(tx, async () => {
          const changed = await changeOfCommand(tx, orgUnitId, latest(plannedFor, command.recordedAt));
          requireCommandHandedOver(changed?.change ?? null, changed?.done ?? true);
          const goods = await goodsOfAllocation(tx, id);
          return liftAccess(gate, goods, await overridesOf(tx, goods));
        }),
      );
      passGate(lifted, command.principal);
      await this.startReserving(id, command, gate);
    }
    return this.reserve(id, command);
  }

  /** Finishes what stayed RESERVING, as the person who approved; says of how many. Whatever fails is tried again later. */
  async resume(olderThan: Date): Promise<number> {
    // Nobody asks: the worker role looks for what was left, whosever it is.
    const source = await this.worker.ready();
    const left = (await source.query(
      `SELECT id, approval FROM allocation WHERE status = 'RESERVING' AND reserving_since < $1 ORDER BY reserving_since LIMIT 20`,
      [olderThan],
    )) as { id: string; approval: Approval }[];
    let finished = 0;
    for (const { id, approval } of left) {
      try {
        await this.reserve(id, commandOf(approval));
        finished += 1;
      } catch (error) {
        // The broker or the register is away; a refusal has put the allocation back to PROPOSED.
        if (error instanceof CallFailed) return finished;
      }
    }
    return finished;
  }

  private async startReserving(id: string, command: Command, gate: GateAnswer): Promise<void> {
    const { principal, key, fingerprint, actorId, occurredAt, recordedAt } = command;
    const approval: Approval = {
      command: {
        principal,
        key,
        fingerprint,
        actorId,
        occurredAt: occurredAt.toISOString(),
        recordedAt: recordedAt.toISOString(),
      },
      vettingIds: gate.vettingIds,
      dueDiligenceIds: gate.dueDiligenceIds,
    };
    const start = async (tx: EntityManager): Promise<void> => {
      // One approval at a time moves a reservation on the road, or the register would see two in another order.
      const deviceIds = await deviceIdsOf(tx, id);
      await lockDevices(tx, deviceIds);
      const allocation = await findAllocation(tx, id, 'lock');
      const who = await onePersons(tx, { proposedBy: allocation.proposedBy, actorId });
      approvableBy({ ...allocation, proposedBy: who.proposedBy }, who.actorId, key);
      if (allocation.inTransit) {
        const moving = await underReallocation(tx, id, deviceIds);
        reallocatable(allocation.orgUnitId, deviceIds, await standingsOf(tx, deviceIds), moving);
      }
      const lotIds = (await allocatedLots(tx, [id])).map(({ lotId }) => lotId);
      const goods = { id, deviceIds: [...deviceIds, ...lotIds], placeId: null };
      await requireSeparate(tx, goods, approving(actorId), 'DESK', command);
      await tx.query(
        `UPDATE allocation SET status = 'RESERVING', approval = $2, approval_key = $3, reserving_since = $4, problems = '[]'
         WHERE id = $1 AND status = 'PROPOSED'`,
        [id, JSON.stringify(approval), key, recordedAt],
      );
    };
    await inScope(await this.database.ready(), principal, async (tx) => {
      await findAllocation(tx, id, 'read');
      await beyondScope(tx, () => start(tx));
    });
  }

  private async reserve(id: string, command: Command): Promise<AllocationDto> {
    const { allocation, deviceIds, asked } = await this.queries.run(command.principal, async (tx) => ({
      allocation: await findAllocation(tx, id, 'read'),
      deviceIds: await deviceIdsOf(tx, id),
      asked: await allocatedLots(tx, [id]),
    }));
    if (allocation.status !== 'RESERVING') return this.finish(id, command, null);
    const { orgUnitId, awardIds, inTransit } = allocation;
    const reply = await this.calls.ask(
      ReserveDevices,
      {
        allocationId: id,
        orgUnitId,
        awardIds,
        actorId: command.actorId,
        occurredAt: command.occurredAt.toISOString(),
        deviceIds,
        inTransit,
        ...(asked.length > 0
          ? { lots: asked.map(({ lineId, lotId, quantity }) => ({ lineId, lotId, quantity })) }
          : {}),
      },
      10_000,
    );
    if (reply.reserved) return this.finish(id, command, reply);
    await inScope(await this.database.ready(), command.principal, (tx) =>
      backToProposed(tx, id, command.key, reply.problems ?? []),
    );
    refuseLots(asked, reply);
    refuseRows(
      'devices-not-reservable',
      (reply.problems ?? []).map(({ deviceId, code, detail }) => ({
        row: deviceIds.indexOf(deviceId) + 1,
        code,
        detail,
        deviceId,
      })),
    );
    throw handoverError('devices-not-reservable', 'The register did not say why.');
  }

  private finish(id: string, command: Command, reply: ReservationReply | null): Promise<AllocationDto> {
    const approve = actingOn(allocationOf(id), (tx) => this.approved(tx, id, command, reply));
    return this.commands.run(command, approve);
  }

  private async approved(
    tx: EntityManager,
    id: string,
    command: Command,
    reply: ReservationReply | null,
  ): Promise<void> {
    const { actorId, recordedAt, key } = command;
    await lockDevices(tx, await deviceIdsOf(tx, id));
    const lots = (await allocatedLots(tx, [id])).map(({ lineId, lotId, quantity }) => ({ lineId, lotId, quantity }));
    const lotIds = lots.map(({ lotId }) => lotId);
    await lockLots(tx, lotIds);
    const allocation = await findAllocation(tx, id, 'lock');
    if (allocation.status !== 'RESERVING' || allocation.approvalKey !== key || reply === null) {
      throw handoverError('allocation-not-proposed', `It is ${allocation.status}.`);
    }
    const [{ approval }] = (await tx.query(`SELECT approval FROM allocation WHERE id = $1`, [id])) as [
      { approval: Approval },
    ];
    const { vettingIds, dueDiligenceIds } = approval;
    const givers = await this.takeReservations(tx, allocation, reply.devices, recordedAt);
    await keepLots(tx, id, reply.lots ?? []);
    await tx.query(
      `UPDATE allocation SET status = 'APPROVED', approved_by = $2, approved_at = $3, vetting_ids = $4, due_diligence_ids = $5,
              reserving_since = NULL
       WHERE id = $1`,
      [id, actorId, recordedAt, vettingIds, dueDiligenceIds],
    );
    const approved = (await linesOfAllocation(tx, id)).filter(({ state }) => state === 'RESERVED' || state === 'ENDED');
    const lines = approved.filter(({ state }) => state === 'RESERVED');
    // Judged before the devices were reserved; what became known since is told.
    const document = { id, deviceIds: [...approved.map(({ deviceId }) => deviceId), ...lotIds], placeId: null };
    await signDuties(tx, document, approving(actorId), 'TOLD', command);
    const header = {
      documentId: id,
      number: allocation.number,
      orgUnitId: allocation.orgUnitId,
      proposedBy: allocation.proposedBy,
      approvedBy: actorId,
      plannedFor: (allocation.plannedFor ?? recordedAt).toISOString(),
      vettingIds,
      dueDiligenceIds,
      ...(lots.length > 0 ? { lots } : {}),
    };
    const told = lines.map(({ lineId, deviceId }) => {
      const fromAllocationId = givers.get(deviceId);
      return { lineId, deviceId, ...(fromAllocationId ? { fromAllocationId } : {}) };
    });
    await recordParts(tx, AllocationApprovedV1, header, told, command);
  }

  /** The lines are reserved from here on. Reallocated ones leave the allocation that had them, which it answers. */
  private async takeReservations(
    tx: EntityManager,
    { id, inTransit }: AllocationRow,
    devices: readonly ReservedDevice[],
    at: Date,
  ): Promise<Map<string, string>> {
    if (!inTransit) {
      await keepSnapshots(tx, id, devices, at);
      return new Map();
    }
    const deviceIds = devices.map(({ deviceId }) => deviceId);
    const late = overtaken((await standingsOf(tx, deviceIds)).values());
    const givers = await holdersOf(tx, deviceIds);
    await endAllocationLines(tx, [...givers.keys()], 'REALLOCATED', at);
    await keepSnapshots(tx, id, devices, at);
    await endLines(tx, id, late, at);
    const findings = late.map(({ deviceId, waybillId, waybillNumber, endReason }) => {
      const detail = `It was ${endReason} on ${waybillNumber} before the reallocation was approved; it stays so.`;
      return { code: 'CONFLICT', detail, deviceId, waybillId };
    });
    await openExceptions(tx, id, findings, at);
    return givers;
  }
}

/** The register says of each lot why not. */
function refuseLots(asked: readonly AllocatedLot[], { lotProblems }: ReservationReply): void {
  const problems = (lotProblems ?? []).map((problem) => {
    const index = asked.findIndex(({ lotId }) => lotId === problem.lotId);
    return { ...problem, row: index + 1, field: `lots[${index}]` };
  });
  refuseRows('lots-not-reservable', problems);
}

const approving = (personId: string): SignedDuty[] => [{ personId, duty: 'APPROVE' }];

function commandOf({ command }: Approval): Command {
  return {
    ...command,
    occurredAt: new Date(command.occurredAt),
    recordedAt: new Date(command.recordedAt),
    causationId: command.key,
  };
}

/** CR-28 looks at who will head the unit when it receives, if that is known already. */
function latest(plannedFor: Date | null, now: Date): Date {
  return plannedFor && plannedFor > now ? plannedFor : now;
}
