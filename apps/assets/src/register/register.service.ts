import {
  DeviceRegisteredV1,
  DeviceRegistrationRefusedV1,
  DeviceTaggedV1,
  DeviceTransitionedV1,
  EffectConflictedV1,
  type Custodian,
  type DeviceTaggedLine,
  type DeviceTransitionedLine,
  type EffectConflictedLine,
  type GoodsReceivedV1,
  type LegacyListApprovedV1,
} from '@dotation/contracts';
import { causedBy, recordParts, type Cause, type Fact } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { closeIncidents, openIncidents } from '../incidents/incidents.queries.js';
import { endReservations } from '../reservations/reservations.queries.js';
import { consigneeAfter } from './consignee.rules.js';
import { startOfCustody, timeOf, type Occasion, type StartOf } from './custody.rules.js';
import type { Device } from './device.rules.js';
import { exchanged, rounds, type Effect } from './effects.rules.js';
import { leafHashes, recordNumbered } from './numbering.queries.js';
import {
  changeConsignee,
  lockDevices,
  markSignedFor,
  openCustody,
  readDevices,
  saveDevices,
} from './register.queries.js';
import { alreadyThere, insertDevices, insertKits, insertRefusals } from './registration.queries.js';
import {
  candidatesOf,
  candidatesOfList,
  identifierKey,
  registerDevices,
  storeOf,
  type Bringing,
  type Candidate,
  type NewDevice,
} from './registration.rules.js';
import {
  completion,
  decide,
  endOfReservation,
  type Conflicted,
  type Move,
  type Moved,
  type Step,
} from './transitions.rules.js';

/** What custody rests on, replaceable so that a test can take each away and see its property fail. */
export interface Foundations {
  lock: (tx: EntityManager, deviceIds: readonly string[]) => Promise<void>;
  startOf: StartOf;
}

/** Why devices move: the document with its time, the cause of the effect, and for a fact its id (and waybill). */
export interface Reason {
  occasion: Occasion;
  cause: Cause;
  factId: string;
  waybillId: string | null;
}

/** The reason a fact gives. `claimed` is the time its document says; without one, the time of the command. */
export function reasonOf(
  fact: Fact<{ documentId: string }>,
  claimed: string | null,
  waybillId: string | null = null,
): Reason {
  const claimedAt = claimed === null ? fact.occurredAt : timeOf(claimed, fact.recordedAt);
  return {
    occasion: { documentId: fact.data.documentId, claimedAt, recordedAt: fact.recordedAt },
    cause: causedBy(fact, new Date()),
    factId: fact.id,
    waybillId,
  };
}

/** `before`: the unit the device was on its way to; `to`: the one the document says. */
type Settled = { move: Move; before: string | null; to: string | null } & (Moved | Conflicted);

function settle(device: Device, step: Step, { occasion }: Reason, startOf: StartOf): Settled {
  const { move, consigneeId: to = null } = step;
  return { move, before: device.consigneeId ?? null, to, ...decide(device, step, occasion, startOf) };
}

/** The only writer of a device's state. Everything runs in the caller's transaction, in sets. */
export class Register {
  constructor(private readonly foundations: Foundations = { lock: lockDevices, startOf: startOfCustody }) {}

  /** Locks devices until the end of the transaction. First thing of everything that touches a device. */
  async lock(tx: EntityManager, deviceIds: readonly string[]): Promise<void> {
    await this.foundations.lock(tx, deviceIds);
  }

  /**
   * T01: devices of a receipt enter the register, or are refused with the reason (CR-08). T38: those that they come in the place
   * of go back (AM-14).
   */
  async enter(tx: EntityManager, received: GoodsReceivedV1, reason: Reason): Promise<void> {
    const registered = await this.bring(tx, received, candidatesOf(received), storeOf(received), reason);
    await this.follow(tx, exchanged(registered.map(({ told }) => told)), reason);
  }

  /** AM-13: devices of an old list begin where they are, and nobody received them here. */
  async enterList(tx: EntityManager, approved: LegacyListApprovedV1, occasion: Occasion, cause: Cause): Promise<void> {
    const { documentId, number } = approved;
    await this.bring(tx, { documentId, number, kits: [] }, candidatesOfList(approved), null, { occasion, cause });
  }

  private async bring(
    tx: EntityManager,
    { documentId, number, kits }: Bringing,
    candidates: readonly Candidate[],
    store: Custodian | null,
    { occasion, cause }: Pick<Reason, 'occasion' | 'cause'>,
  ): Promise<NewDevice[]> {
    const receipt = { receiptId: documentId, number, recordedAt: cause.recordedAt };
    const exclusive = candidates.flatMap(({ identifiers }) => identifiers.filter((one) => one.exclusive));
    const ids = candidates.map(({ line }) => line.deviceId);
    const { taken, usedIds } = await alreadyThere(tx, ids, exclusive);
    const known = {
      owners: new Map(taken.map((one) => [identifierKey(one), one.deviceId])),
      usedIds: new Set(usedIds),
    };
    const { registered, refused } = registerDevices(store, candidates, known, occasion, this.foundations.startOf);
    await insertKits(tx, receipt, kits);
    const header = { documentId };
    if (registered.length > 0) {
      const lines = registered.map(({ told }) => told);
      const parts = await recordParts(tx, DeviceRegisteredV1, header, lines, cause);
      const hashes = leafHashes(parts);
      const born = registered.map((one) => ({ ...one, leafHash: hashes.get(one.told.deviceId) as string }));
      await insertDevices(tx, receipt, born);
    }
    if (refused.length > 0) {
      await recordParts(tx, DeviceRegistrationRefusedV1, header, refused, cause);
      await insertRefusals(tx, receipt, refused);
    }
    return registered;
  }

  /**
   * Does to the devices what the effects ask, as far as their state allows; the rest becomes effect-conflicted. A device the
   * register does not know (its capture was refused) has no number and is passed over.
   */
  async follow(tx: EntityManager, effects: readonly Effect[], reason: Reason): Promise<void> {
    await this.lock(tx, [...new Set(effects.map(({ deviceId }) => deviceId))]);
    for (const round of rounds(effects)) {
      const devices = await readDevices(
        tx,
        round.map(({ deviceId }) => deviceId),
      );
      const settled = round.flatMap(({ deviceId, stepFor }): Settled[] => {
        const device = devices.get(deviceId);
        const step = device && stepFor(device);
        if (!step) return [];
        return [settle(device, step, reason, this.foundations.startOf)];
      });
      await this.write(tx, settled, reason);
    }
  }

  /** Tags bound to devices that are locked; an accepted device that waited for its tag alone goes on to stock (CR-12). */
  async tag(
    tx: EntityManager,
    labels: readonly { device: Device; tag: string; replaces: string | null }[],
    reason: Reason,
  ): Promise<void> {
    const told = labels.map(({ device, tag, replaces }) => ({ device: { ...device, tag }, line: { tag, replaces } }));
    const header = { documentId: reason.occasion.documentId };
    const tagged = await recordNumbered<DeviceTaggedV1, DeviceTaggedLine>(
      tx,
      DeviceTaggedV1,
      header,
      told,
      reason.cause,
    );
    await saveDevices(tx, tagged);
    const settled = tagged.flatMap((device): Settled[] => {
      const step = completion(device);
      return step ? [settle(device, step, reason, this.foundations.startOf)] : [];
    });
    await this.write(tx, settled, reason);
  }

  /** Records and saves what was decided about devices the transaction has locked. */
  private async write(tx: EntityManager, settled: readonly Settled[], reason: Reason): Promise<void> {
    if (settled.length === 0) return;
    const { occasion, cause, factId, waybillId } = reason;
    const { documentId } = occasion;
    const moved = settled.filter((one) => one.kind === 'moved');
    const conflicted = settled.filter((one) => one.kind === 'conflicted');
    const after = await recordNumbered<DeviceTransitionedV1, DeviceTransitionedLine>(
      tx,
      DeviceTransitionedV1,
      { documentId },
      moved.map(({ device, transition, changed }) => ({ device, line: { transition, changed } })),
      cause,
    );
    const unmoved = await recordNumbered<EffectConflictedV1, EffectConflictedLine>(
      tx,
      EffectConflictedV1,
      { documentId, factId, waybillId },
      conflicted.map(({ device, transition, detail }) => ({
        device,
        line: { transition, state: device.lifecycle, detail },
      })),
      cause,
    );
    await saveDevices(tx, [...after, ...unmoved]);
    const consigned = moved.map(({ move, before, to, changed: { custody }, device: { deviceId, deviceSeq } }) => {
      return { deviceId, deviceSeq: deviceSeq + 1, custody, before, consigneeId: consigneeAfter(move, before, to) };
    });
    const opened = consigned.flatMap(({ custody, ...one }) => (custody ? [{ ...one, custody }] : []));
    await openCustody(tx, opened, cause.recordedAt);
    await changeConsignee(
      tx,
      consigned.filter(({ custody, before, consigneeId }) => !custody && before !== consigneeId),
    );
    await this.conclude(tx, moved, occasion, cause);
  }

  /** What ends or begins beside the device itself: reservations and incidents. */
  private async conclude(
    tx: EntityManager,
    moved: readonly { move: Move; device: Device }[],
    occasion: Occasion,
    cause: Cause,
  ): Promise<void> {
    const ended = moved.flatMap(({ move, device: { deviceId } }) => {
      const reason = endOfReservation(move);
      return reason ? [{ deviceId, reason }] : [];
    });
    await endReservations(tx, ended, cause.recordedAt);
    const by = (wanted: Move): Device[] => moved.filter(({ move }) => move === wanted).map(({ device }) => device);
    await markSignedFor(tx, by('handOver'));
    await openIncidents(tx, [...by('lose'), ...by('missAtCommand')], occasion, cause);
    await closeIncidents(tx, by('find'), occasion, cause);
  }
}
