import { AllocationCancelledV1, AllocationProposedV1 } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import { actingOn, Commands, Queries, settled, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { devicesInScope, lockDevices, standingsOf } from '../consignments/consignments.queries.js';
import { requireKnown } from '../directory/references.queries.js';
import { openNumbered } from '../documents/documents.queries.js';
import { checkedRows } from '../documents/rows.rules.js';
import { expectEffects, expectLotEffects } from '../effects/effects.queries.js';
import { allocatedLots, cancelLots, insertAllocationLots, lockLots } from '../lots/lots.queries.js';
import { askedLotShape, cancellableLots, cancelLines, proposeAllocation, type AskedLot } from './allocation.rules.js';
import { reallocatable } from './reallocation.rules.js';
import type {
  AllocationDto,
  AllocationListItemDto,
  AllocationsQuery,
  CancelAllocation,
  ProposeAllocation,
} from './allocations.dto.js';
import {
  allocationOf,
  deviceIdsOf,
  findAllocation,
  linesOfAllocation,
  listAllocations,
  readAllocation,
} from './allocations.queries.js';

@Injectable()
export class AllocationsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** T06, first person. */
  proposeAllocation(input: ProposeAllocation, command: Command): Promise<AllocationDto> {
    const { orgUnitId, purpose, deviceIds = [], inTransit = false } = input;
    const said = checkedRows<AskedLot>('lots', askedLotShape, input.lots ?? []);
    const find = async (tx: EntityManager): Promise<string[]> => {
      proposeAllocation({ ...input, deviceIds, inTransit, lots: said }, command.recordedAt);
      await requireKnown(tx, [{ field: 'orgUnitId', kind: 'org_unit', id: orgUnitId, own: true }]);
      return devicesInScope(tx, deviceIds);
    };
    const answer = (tx: EntityManager): Promise<AllocationDto> => readAllocation(tx, command.key);
    const propose = actingOn({ find, answer }, async (tx, visible) => {
      const { key: id, actorId, recordedAt } = command;
      if (inTransit) reallocatable(orgUnitId, deviceIds, await standingsOf(tx, visible));
      const awardIds = [...new Set(input.awardIds)];
      const lines = deviceIds.map((deviceId) => ({ lineId: uuidv7(), deviceId }));
      const lots = said.map((lot) => ({ lineId: uuidv7(), ...lot }));
      const number = await openNumbered(tx, 'ALLOCATION', id, recordedAt);
      await tx.query(
        `INSERT INTO allocation (id, number, status, org_unit_id, award_ids, purpose, planned_for, proposed_by, proposed_at,
           in_transit)
         VALUES ($1, $2, 'PROPOSED', $3, $4, $5, $6, $7, $8, $9)`,
        [id, number, orgUnitId, awardIds, purpose, input.plannedFor ?? null, actorId, recordedAt, inTransit],
      );
      await tx.query(
        `INSERT INTO allocation_line (id, allocation_id, row, device_id, state)
         SELECT id, $1, row, device_id, 'PROPOSED' FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS n(id, device_id, row)`,
        [id, lines.map(({ lineId }) => lineId), deviceIds],
      );
      await insertAllocationLots(tx, id, lots);
      const head = { documentId: id, number, orgUnitId, awardIds, purpose, proposedBy: actorId, inTransit };
      const header = lots.length > 0 ? { ...head, lots } : head;
      await recordParts(tx, AllocationProposedV1, header, lines, command);
    });
    return this.commands.run(command, propose);
  }

  /** T07. A tombstone: a reservation that is still on its way finds the allocation cancelled. */
  cancelAllocation(id: string, input: CancelAllocation, command: Command): Promise<AllocationDto> {
    const cancel = actingOn(allocationOf(id), async (tx) => {
      const { actorId, recordedAt } = command;
      await lockDevices(tx, await deviceIdsOf(tx, id));
      await lockLots(
        tx,
        (await allocatedLots(tx, [id])).map(({ lotId }) => lotId),
      );
      const allocation = await findAllocation(tx, id, 'lock');
      const lines = await linesOfAllocation(tx, id);
      const lots = cancellableLots(allocation, input.deviceIds, await allocatedLots(tx, [id]));
      const cancelled = cancelLines(allocation, lines, input.deviceIds, lots.length);
      await cancelLots(
        tx,
        lots.map(({ lineId }) => lineId),
        lots.map(({ quantity }) => quantity),
      );
      await tx.query(`UPDATE allocation_line SET state = 'CANCELLED' WHERE id = ANY($1::uuid[])`, [
        cancelled.map(({ lineId }) => lineId),
      ]);
      await tx.query(
        `UPDATE allocation SET cancelled_by = $2, cancelled_at = $3, cancel_reason = $4, status = CASE
           WHEN EXISTS (SELECT FROM allocation_line WHERE allocation_id = $1 AND state <> 'CANCELLED') THEN status
           WHEN EXISTS (SELECT FROM allocation_lot WHERE allocation_id = $1 AND cancelled < quantity) THEN status
           ELSE 'CANCELLED' END
         WHERE id = $1`,
        [id, actorId, recordedAt, input.reason],
      );
      const header = {
        documentId: id,
        number: allocation.number,
        cancelledBy: actorId,
        reason: input.reason,
        orgUnitId: allocation.orgUnitId,
        ...(lots.length > 0 ? { lots: lots.map(({ lineId, lotId, quantity }) => ({ lineId, lotId, quantity })) } : {}),
      };
      const told = cancelled.map(({ lineId, deviceId }) => ({ lineId, deviceId }));
      const parts = await recordParts(tx, AllocationCancelledV1, header, told, command);
      const held = new Set(cancelled.filter(({ state }) => state === 'RESERVED').map(({ deviceId }) => deviceId));
      await expectEffects(tx, parts, { documentId: id }, ({ deviceId }) => held.has(deviceId ?? ''));
      const reserved = lots.flatMap((lot) => (lot.reserved ? [lot.lineId] : []));
      await expectLotEffects(tx, parts[0]?.factId, reserved, { documentId: id });
    });
    return this.commands.run(command, cancel);
  }

  findAllocation(id: string, reader: Principal, prefer: string | undefined): Promise<AllocationDto> {
    const read = (): Promise<AllocationDto> => this.queries.run(reader, (tx) => readAllocation(tx, id));
    return settled(prefer, read, ({ progress }) => progress.settled);
  }

  listAllocations(query: AllocationsQuery, reader: Principal): Promise<Page<AllocationListItemDto>> {
    return this.queries.run(reader, (tx) => listAllocations(tx, query));
  }
}
