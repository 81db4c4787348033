import { HandoverRatifiedV1 } from '@dotation/contracts';
import type { EffectLine, Signature } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import { actingOn, Commands, onePersons } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockDevices, standingsOf } from '../consignments/consignments.queries.js';
import { ruleValue } from '../directory/rule-values.queries.js';
import { unitsAt } from '../directory/units.queries.js';
import { signatureOf } from '../documents/signature.dto.js';
import { oneTime } from '../documents/time.rules.js';
import type { SignedDuty } from '../duties/duty.rules.js';
import { signDuties } from '../duties/duties.queries.js';
import { expectEffects } from '../effects/effects.queries.js';
import { closeExceptions, openExceptions } from '../exceptions/exceptions.queries.js';
import { givenBy } from '../lots/corrected-lots.queries.js';
import { lockLots } from '../lots/lots.queries.js';
import type { HandoverDto, RatifyHandover } from './handovers.dto.js';
import { coveredBy, ratifiedLate, ratify, stillHeld, type MandateTold } from './ratification.rules.js';
import { handoverOf } from './read-handover.queries.js';
import { devicesSignedFor, findHandover, toConfirmOf, type HandoverRow } from './signed-handover.queries.js';

/** What was signed without authority, and is confirmed afterwards (AM-2, CR-22). */
@Injectable()
export class RatificationsService {
  constructor(private readonly commands: Commands) {}

  /** The head of the unit, his successor or a superior says that the signature stands. */
  ratifyHandover(id: string, input: RatifyHandover, command: Command): Promise<HandoverDto> {
    const ratification = actingOn(handoverOf(id), async (tx) => {
      const { actorId: recordedBy, recordedAt, occurredAt } = command;
      await lockDevices(tx, await devicesSignedFor(tx, [id]));
      await lockGiven(tx, id);
      const handover = await findHandover(tx, id, 'lock');
      const { at } = oneTime([{ field: 'signature.signedAt', at: input.signature.signedAt }], occurredAt);
      const signature = signatureOf(input.signature, at);
      const unit = (await unitsAt(tx, [handover.orgUnitId], recordedAt)).get(handover.orgUnitId);
      const superiors = unit?.above.map(({ headPersonId }) => headPersonId) ?? [];
      const { signerId, receiver } = handover;
      const who = await onePersons(tx, {
        pv: { signerId, receiver },
        by: { signature, recordedBy },
        entitled: { headNow: unit?.headPersonId ?? null, superiors },
      });
      ratify({ ...handover, ...who.pv }, { ...who.by, sheetSha256: input.sheetSha256 ?? null }, who.entitled);
      await this.confirm(tx, handover, { basis: 'RATIFICATION', signature }, { ...command, occurredAt: at });
    });
    return this.commands.run(command, ratification);
  }

  /** A mandate is known now that covers what was signed under reserve: that is confirmed, as if it had been shown. */
  async mandateGiven(tx: EntityManager, mandate: MandateTold, cause: Cause): Promise<void> {
    const ids = await toConfirmOf(tx, mandate.orgUnitId, mandate.toPersonId);
    await lockDevices(tx, await devicesSignedFor(tx, ids));
    for (const id of ids) {
      await lockGiven(tx, id);
      const handover = await findHandover(tx, id, 'lock');
      if (coveredBy(mandate, handover)) {
        await this.confirm(tx, handover, { basis: 'MANDATE', mandateId: mandate.mandateId }, cause);
      }
    }
  }

  private async confirm(
    tx: EntityManager,
    handover: HandoverRow,
    by: { basis: 'RATIFICATION' | 'MANDATE'; signature?: Signature; mandateId?: string },
    cause: Cause,
  ): Promise<void> {
    const { id, number } = handover;
    const lots = (await givenBy(tx, id)).map(({ lineId, lotId, quantity }) => ({ lineId, lotId, quantity }));
    const held = stillHeld(id, [...(await standingsOf(tx, await devicesSignedFor(tx, [id]))).values()]);
    // Not before it was signed, whatever a clock says; a mandate counts from the moment it is known.
    const said = by.basis === 'RATIFICATION' ? cause.occurredAt : cause.recordedAt;
    const at = new Date(Math.max(handover.since.getTime(), said.getTime()));
    await tx.query(
      `UPDATE handover SET receiver = receiver || '{"hold": "FIRM"}', ratified_at = $2, ratification = $3,
              mandate_id = coalesce($4, mandate_id)
       WHERE id = $1`,
      [id, at, by.signature ? JSON.stringify(by.signature) : null, by.mandateId ?? null],
    );
    if (by.signature) {
      const accepting: SignedDuty[] = [{ personId: by.signature.personId, duty: 'ACCEPT' }];
      const goods = [...held.map(({ deviceId }) => deviceId), ...lots.map(({ lotId }) => lotId)];
      const document = { id, deviceIds: goods, placeId: null };
      await signDuties(tx, document, accepting, 'ACKNOWLEDGEMENT', cause);
    }
    const lines = held.map(({ deviceId, leg }): EffectLine => ({ lineId: leg.lineId, deviceId, effect: 'MOVES' }));
    const head = { documentId: id, number, ...by, ratifiedAt: at.toISOString() };
    const header = lots.length > 0 ? { ...head, lots } : head;
    const parts = await recordParts(tx, HandoverRatifiedV1, header, lines, cause);
    await expectEffects(tx, parts, { documentId: id });
    await closeExceptions(tx, ['NO_MANDATE'], { documentId: id }, 'It is confirmed.', cause.recordedAt);
    const within = await ruleValue(tx, 'pv.mandateDays', handover.since);
    await openExceptions(tx, id, ratifiedLate(handover, at, within), cause.recordedAt);
  }
}

/** Whoever gives back or corrects what this PV gave waits until it is confirmed. */
async function lockGiven(tx: EntityManager, handoverId: string): Promise<void> {
  await lockLots(
    tx,
    (await givenBy(tx, handoverId)).map(({ lotId }) => lotId),
  );
}
