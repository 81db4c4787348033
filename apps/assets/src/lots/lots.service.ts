import {
  LotConflictedV1,
  LotMovedV1,
  LotRegisteredV1,
  LotTitlePassedV1,
  type DeedEffectiveV1,
  type GoodsReceivedV1,
  type LotHolding,
  type LotLine,
  type LotMovedLine,
  type LotProblem,
  type LotTitleLine,
  type ReservationRequest,
} from '@dotation/contracts';
import { recordParts, type Cause } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Reason } from '../register/register.service.js';
import { nextNumbers } from '../register/document-numbers.queries.js';
import { lotBorn, lotsOf } from './lot-birth.rules.js';
import { lotsIn } from './lot-effects.rules.js';
import { moveLot, unmovedLines, type LotAsk, type Movement, type Short } from './lot.rules.js';
import { reserveLots } from './lot-reservation.rules.js';
import { buriedOf, reservedOf } from './lot-reservations.queries.js';
import { enterMovements, insertLot, knownLots, lockLots, type Entry } from './lots.queries.js';
import { insertTitle, titlesPassed } from './titles.queries.js';

/** The only writer of quantities, as `Register` is of devices. Everything runs in the caller's transaction. */
@Injectable()
export class Lots {
  /** T01: what is counted enters the register as lots. */
  async enter(tx: EntityManager, received: GoodsReceivedV1, { occasion, cause, factId }: Reason): Promise<void> {
    const captured = lotsOf(received);
    if (captured.length === 0) return;
    const known = await knownLots(
      tx,
      captured.map(({ lotId }) => lotId),
    );
    const fresh = captured.filter(({ lotId }) => !known.has(lotId));
    if (fresh.length === 0) return;
    const numbers = await nextNumbers(tx, 'LT', cause.recordedAt, fresh.length);
    const born = fresh.map((line, index) => lotBorn(received, line, numbers[index] as string));
    const entry = entryOf({ occasion, cause, factId });
    const receipt = { receiptId: received.documentId, number: received.number };
    for (const line of born) await insertLot(tx, receipt, line, entry);
    await recordParts(tx, LotRegisteredV1, { documentId: received.documentId }, born, cause);
  }

  /** What of an allocation's lots can be reserved now; the lots are locked from here on. Writes nothing. */
  async reservable(
    tx: EntityManager,
    { allocationId, awardIds, lots, inTransit = false }: ReservationRequest,
  ): Promise<{ reserve: LotLine[]; problems: LotProblem[] }> {
    if (!lots || lots.length === 0) return { reserve: [], problems: [] };
    const lotIds = lots.map(({ lotId }) => lotId);
    const known = await lockLots(tx, lotIds);
    const before = {
      reserved: await reservedOf(tx, allocationId, lotIds),
      cancelled: await buriedOf(tx, allocationId),
    };
    return reserveLots({ lots, awardIds, inTransit }, known, before);
  }

  /** Does what the lines ask, one after the other, each whole or not at all; answers the lines that came short. */
  async follow(tx: EntityManager, asks: readonly LotAsk[], reason: Reason): Promise<Short[]> {
    if (asks.length === 0) return [];
    const lots = await lockLots(
      tx,
      asks.map(({ lotId }) => lotId),
    );
    const movements: Movement[] = [];
    const shorts: Short[] = [];
    for (const ask of asks) {
      const lot = lots.get(ask.lotId);
      // A lot the register does not know was refused at its birth, and has no line to tell of.
      if (!lot) continue;
      const done = moveLot(lot, ask);
      if ('short' in done) shorts.push(done.short);
      else {
        lots.set(ask.lotId, done.lot);
        movements.push(...done.movements);
      }
    }
    const entry = entryOf(reason);
    await enterMovements(tx, movements, entry);
    const followed = asks.filter(({ lotId }) => lots.has(lotId));
    await this.tell(tx, { movements, shorts, unmoved: unmovedLines(followed, movements, shorts) }, reason, entry);
    return shorts;
  }

  /** T14: of a line more than is the organisation's still, nothing passes. */
  async passTitle(tx: EntityManager, deed: DeedEffectiveV1, reason: Reason): Promise<void> {
    const lines = lotsIn(deed);
    if (lines.length === 0) return;
    const lots = await lockLots(
      tx,
      lines.map(({ lotId }) => lotId),
    );
    const entry = entryOf(reason);
    const passed: LotTitleLine[] = [];
    const shorts: Short[] = [];
    for (const { lotId, lineId, quantity } of lines) {
      const lot = lots.get(lotId);
      if (!lot) continue;
      const own = lot.quantity - (await titlesPassed(tx, lotId));
      if (quantity > own) {
        const detail = `The title of ${own} of the lot has not passed, ${quantity} are on the deed.`;
        shorts.push({ lotId, lineId, transition: 'T14', quantity, detail });
        continue;
      }
      const line = { lotId, lineId, quantity, beneficiaryUnitId: deed.beneficiaryUnitId };
      await insertTitle(tx, line, entry);
      passed.push(line);
    }
    const header = { documentId: deed.documentId, effectiveAt: entry.claimedAt.toISOString() };
    if (passed.length > 0) await recordParts(tx, LotTitlePassedV1, header, passed, reason.cause);
    await this.tell(tx, { movements: [], shorts, unmoved: [] }, reason, entry);
  }

  private async tell(
    tx: EntityManager,
    { movements, shorts, unmoved }: { movements: readonly Movement[]; shorts: readonly Short[]; unmoved: string[] },
    { occasion: { documentId }, cause, factId, waybillId }: Reason,
    { claimedAt }: Entry,
  ): Promise<void> {
    const lines = movements.map(({ from, to, ...line }): LotMovedLine => ({
      ...line,
      from: told(from),
      to: told(to),
      claimedAt: claimedAt.toISOString(),
    }));
    const header = unmoved.length > 0 ? { documentId, unmoved } : { documentId };
    if (lines.length + unmoved.length > 0) await recordParts(tx, LotMovedV1, header, lines, cause);
    if (shorts.length > 0)
      await recordParts(tx, LotConflictedV1, { documentId, factId, waybillId }, [...shorts], cause);
  }
}

/** A document never reaches into the future, whatever clock it was written by. */
function entryOf({ occasion, cause, factId }: { occasion: Reason['occasion']; cause: Cause; factId: string }): Entry {
  const claimedAt = new Date(Math.min(occasion.claimedAt.getTime(), occasion.recordedAt.getTime()));
  return { documentId: occasion.documentId, factId, claimedAt, recordedAt: cause.recordedAt };
}

function told(holding: LotHolding): LotHolding {
  const { lifecycle, partyKind, partyId, personId, placeId, enRoute, hold, boundTo, consigneeId } = holding;
  return { partyKind, partyId, personId, placeId, enRoute, hold, lifecycle, boundTo, consigneeId };
}
