import { AccessOverrideGrantedV1 } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import { actingOn, Commands, onePersons, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { findAllocation } from '../allocations/allocations.queries.js';
import { openNumbered } from '../documents/documents.queries.js';
import { findWaybill } from '../waybills/waybills.queries.js';
import { grantOverride, requestOverride, usualEnd } from './access-override.rules.js';
import type { AccessOverrideDto, AccessOverridesQuery, RequestAccessOverride } from './access-overrides.dto.js';
import { devicesUnder, listOverrides, lockOverride, readOverride } from './access-overrides.queries.js';

/** CR-66: programme manager and Chief of Mission together let one consignment through, for a reason and a time. */
@Injectable()
export class AccessOverridesService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** The first person. A request opens nothing yet, so it is a row without a fact, like a draft. */
  requestAccessOverride(input: RequestAccessOverride, command: Command): Promise<AccessOverrideDto> {
    const { allocationId = null, waybillId = null, reason, documentSha256 = null } = input;
    const find = async (tx: EntityManager): Promise<void> => {
      if (allocationId) await findAllocation(tx, allocationId, 'read');
      if (waybillId) await findWaybill(tx, waybillId, 'read');
    };
    const answer = (tx: EntityManager): Promise<AccessOverrideDto> => readOverride(tx, command.key);
    const request = actingOn({ find, answer }, async (tx) => {
      const { key: id, actorId, recordedAt } = command;
      const validTo = input.validTo ? new Date(input.validTo) : usualEnd(recordedAt);
      requestOverride({ allocationId, waybillId }, validTo, recordedAt);
      const number = await openNumbered(tx, 'ACCESS_OVERRIDE', id, recordedAt);
      await tx.query(
        `INSERT INTO access_override (id, number, allocation_id, waybill_id, reason, document_sha256, requested_by,
           requested_at, valid_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, number, allocationId, waybillId, reason, documentSha256, actorId, recordedAt, validTo],
      );
    });
    return this.commands.run(command, request);
  }

  /** The second person. From the server's clock on: nothing is opened for the past. */
  grantAccessOverride(id: string, command: Command): Promise<AccessOverrideDto> {
    const read = (tx: EntityManager): Promise<AccessOverrideDto> => readOverride(tx, id);
    const grant = actingOn({ find: read, answer: read }, async (tx) => {
      const { actorId: grantedBy, recordedAt } = command;
      const override = await lockOverride(tx, id);
      const who = await onePersons(tx, { requestedBy: override.requestedBy, grantedBy });
      grantOverride({ ...override, requestedBy: who.requestedBy }, who.grantedBy, recordedAt);
      await tx.query(`UPDATE access_override SET granted_by = $2, valid_from = $3 WHERE id = $1`, [
        id,
        grantedBy,
        recordedAt,
      ]);
      const { number, reason, requestedBy, allocationId, waybillId, validTo } = override;
      const header = {
        ...{ documentId: id, number, allocationId, waybillId, reason, requestedBy, grantedBy },
        ...{ validFrom: recordedAt.toISOString(), validTo: validTo.toISOString() },
      };
      await recordParts(tx, AccessOverrideGrantedV1, header, await devicesUnder(tx, override), command);
    });
    return this.commands.run(command, grant);
  }

  findAccessOverride(id: string, reader: Principal): Promise<AccessOverrideDto> {
    return this.queries.run(reader, (tx) => readOverride(tx, id));
  }

  listAccessOverrides(query: AccessOverridesQuery, reader: Principal): Promise<Page<AccessOverrideDto>> {
    return this.queries.run(reader, (tx) => listOverrides(tx, query));
  }
}
