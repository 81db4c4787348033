import { PlateDecidedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, onePersons } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { assetsError } from '../errors.js';
import { nextNumbers } from '../register/document-numbers.queries.js';
import { readDevices } from '../register/register.queries.js';
import { Register } from '../register/register.service.js';
import { waiverFor } from '../waivers/waivers.queries.js';
import { settleDispute } from './plate-decision.rules.js';
import type { DecidePlate, PlateDecisionDto } from './plate-decisions.dto.js';

@Injectable()
export class PlateDecisionsService {
  constructor(
    private readonly commands: Commands,
    private readonly register: Register,
  ) {}

  /** AM-8: the dispute ends, and an accepted device that waited for nothing else moves on to stock (CR-12). */
  decidePlate(deviceId: string, input: DecidePlate, command: Command): Promise<PlateDecisionDto> {
    return this.commands.run(command, async (tx) => {
      await this.register.lock(tx, [deviceId]);
      const device = (await readDevices(tx, [deviceId])).get(deviceId);
      if (!device) throw assetsError('device-not-found');
      const { key: id, actorId: decidedBy, occurredAt, recordedAt } = command;
      const where = { placeId: device.custody.placeId, personId: decidedBy };
      const waiver = await waiverFor(tx, 'CR-08', where, recordedAt);
      const who = await onePersons(tx, { involved: await handledBy(tx, deviceId), decidedBy });
      const waiverId = settleDispute(device, who.involved, who.decidedBy, waiver);
      const [number] = (await nextNumbers(tx, 'DP', recordedAt, 1)) as [string];
      const { photoSha256, reason } = input;
      await tx.query(
        `INSERT INTO plate_decision (id, number, device_id, photo_sha256, reason, decided_by, decided_at, recorded_at, waiver_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, number, deviceId, photoSha256, reason, decidedBy, occurredAt, recordedAt, waiverId],
      );
      const told = { documentId: id, number, deviceId, photoSha256, reason, decidedBy };
      const waiverIds = waiverId ? [waiverId] : null;
      await record(tx, PlateDecidedV1, id, { ...told, waiverIds }, command);
      await this.register.follow(tx, [{ deviceId, stepFor: () => ({ move: 'settleDispute' }) }], {
        occasion: { documentId: id, claimedAt: occurredAt, recordedAt },
        cause: command,
        factId: id,
        waybillId: null,
      });
      const after = (await readDevices(tx, [deviceId])).get(deviceId);
      const decidedAt = occurredAt.toISOString();
      const waitingFor = after?.waitingFor ?? [];
      return { id, number, deviceId, photoSha256, reason, decidedBy, decidedAt, waiverId, waitingFor };
    });
  }
}

/** Who received the device, and who put a tag on it. */
async function handledBy(tx: EntityManager, deviceId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT person_id AS id FROM custody WHERE device_id = $1 AND device_seq = 1 AND person_id IS NOT NULL
     UNION SELECT t.tagged_by FROM tagging_line l JOIN tagging t ON t.id = l.tagging_id WHERE l.device_id = $1`,
    [deviceId],
  );
  return rows.map(({ id }) => id);
}
