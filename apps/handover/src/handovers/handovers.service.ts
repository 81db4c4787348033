import { AskGate, HandoverCompletedV1, HandoverCountersignedV1 } from '@dotation/contracts';
import type { CompletedLot, Condition, Custodian, EffectLine, GateAnswer } from '@dotation/contracts';
import { Calls, recordParts } from '@dotation/messaging';
import type { Cause, FactType } from '@dotation/messaging';
import { actingOn, beyondScope, Commands, onePersons, Queries, settled } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { liftAccess } from '../access-overrides/access-override.rules.js';
import { overridesOf } from '../access-overrides/access-overrides.queries.js';
import { saveImpliedArrivals } from '../arrivals/implied-arrivals.queries.js';
import type { Leg } from '../consignments/consignment.rules.js';
import { changeLines, endAllocationLines, lockDevices, standingsOf } from '../consignments/consignments.queries.js';
import { passGate } from '../directory/gate.rules.js';
import { unknownPeople } from '../directory/references.queries.js';
import { ruleValue } from '../directory/rule-values.queries.js';
import { isAnswered } from '../documents/answered.queries.js';
import { signatureOf } from '../documents/signature.dto.js';
import { oneTime } from '../documents/time.rules.js';
import { expectEffects, expectLotEffects } from '../effects/effects.queries.js';
import { lockLots } from '../lots/lots.queries.js';
import { completeLots, pendingLots, type PendingLot } from '../lots/pending-lots.queries.js';
import type { SignedDuty } from '../duties/duty.rules.js';
import { devicesOf, signDuties } from '../duties/duties.queries.js';
import { handoverError } from '../errors.js';
import { closeExceptions, openExceptions } from '../exceptions/exceptions.queries.js';
import { closeEnded } from '../waybills/closing.queries.js';
import { goodsFor } from './announced.rules.js';
import { completable, completeLines, countersign, statusAfter, type CompletedLine } from './completion.rules.js';
import type { Countersign, HandoverDto, HandoverListItemDto, HandoversQuery } from './handovers.dto.js';
import { clockValues } from './consequences.queries.js';
import { waybillsFor } from './handovers.queries.js';
import { isAcceptance } from './line.rules.js';
import { receiverOf } from './pv.rules.js';
import { handoverOf, readHandover } from './read-handover.queries.js';
import {
  awardsOfDevices,
  findHandover,
  listHandovers,
  pendingLines,
  type HandoverRow,
} from './signed-handover.queries.js';
import { believed, countersignedAfter, countersignFindings, readClock } from './signing.rules.js';

/** What becomes of a PV after it was signed. */
@Injectable()
export class HandoversService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly calls: Calls,
  ) {}

  /** AM-2: within 7 days a command of the officer's own; late, it counts and is told. */
  countersign(id: string, input: Countersign, command: Command): Promise<HandoverDto> {
    const sign = actingOn(handoverOf(id), async (tx) => {
      const { occurredAt, recordedAt } = command;
      const deviceIds = await devicesOf(tx, id);
      await lockDevices(tx, deviceIds);
      const handover = await findHandover(tx, id, 'lock');
      const { at, said } = oneTime([{ field: 'signature.signedAt', at: input.signature.signedAt }], occurredAt);
      countersignedAfter(handover, at);
      const signature = signatureOf(input.signature, at);
      const officers = (await waybillsFor(tx, handover.waybillIds, handover.orgUnitId)).map(
        ({ officerPersonId }) => officerPersonId,
      );
      const { signerId } = handover;
      const who = await onePersons(tx, {
        signerId,
        by: signature.personId,
        may: { actorId: command.actorId, officers },
      });
      countersign({ ...handover, signerId: who.signerId }, who.by, who.may);
      await tx.query(
        `UPDATE handover SET status = 'FINAL', countersignature = $2, countersigned_at = $3 WHERE id = $1`,
        [id, JSON.stringify(signature), recordedAt],
      );
      const lines = (await tx.query(
        `SELECT id AS "lineId", device_id AS "deviceId", 'CONFIRMS' AS effect FROM handover_line
         WHERE handover_id = $1 AND device_id IS NOT NULL ORDER BY row`,
        [id],
      )) as EffectLine[];
      const handing: SignedDuty[] = [{ personId: signature.personId, duty: 'HAND_OVER' }];
      await signDuties(tx, { id, deviceIds, placeId: null }, handing, 'DESK', command);
      const type = HandoverCountersignedV1 as FactType<HandoverCountersignedV1 & { lines: EffectLine[] }>;
      await recordParts(tx, type, { documentId: id, number: handover.number, signature }, lines, command);
      const within = await ruleValue(tx, 'pv.countersignDays', handover.signedAt);
      const clock = readClock(
        { signedAt: at, recordedAt, sentAt: null, typed: said },
        await clockValues(tx, recordedAt),
      ).findings;
      const findings = [
        ...clock,
        ...countersignFindings(handover.signedAt, believed(at, recordedAt, clock), within),
        ...(await unknownPeople(tx, [{ personId: signature.personId, as: 'counter-signer' }])),
      ];
      await openExceptions(tx, id, findings, recordedAt);
    });
    return this.commands.run(command, sign);
  }

  /** The gate is open now, or the dispatch is known now: custody starts here, not at the signature. */
  async completeHandover(id: string, command: Command): Promise<HandoverDto> {
    const gate = await this.askAgain(id, command);
    const cause: Cause = { ...command, occurredAt: command.recordedAt };
    const complete = actingOn(handoverOf(id), async (tx) => {
      const waiting = await pendingLines(tx, id);
      const deviceIds = waiting.map(({ deviceId }) => deviceId);
      await lockDevices(tx, deviceIds);
      const lots = await pendingLots(tx, id);
      await lockLots(
        tx,
        lots.map(({ lotId }) => lotId),
      );
      const handover = await findHandover(tx, id, 'lock');
      completable(handover, command.recordedAt, await ruleValue(tx, 'pv.pendingDays', handover.recordedAt));
      if (!gate) throw handoverError('consignment-changed', 'Repeat the request.');
      const standings = await standingsOf(tx, deviceIds);
      const goods = [...goodsFor(handover.orgUnitId, [...standings.values()]), ...lots];
      passGate(liftAccess(gate, goods, await overridesOf(tx, goods)), command.principal);
      const { lines, findings } = completeLines(handover, waiting, standings);
      await this.complete(
        tx,
        handover,
        lines,
        new Map(waiting.map((line) => [line.lineId, line.condition])),
        lots,
        gate,
        cause,
      );
      await closeExceptions(tx, ['GATE_CLOSED'], { documentId: id }, 'The gate is open.', command.recordedAt);
      await openExceptions(tx, id, findings, command.recordedAt);
    });
    return this.commands.run(command, complete);
  }

  findHandover(id: string, reader: Principal, prefer: string | undefined): Promise<HandoverDto> {
    const read = (): Promise<HandoverDto> => this.queries.run(reader, (tx) => readHandover(tx, id));
    return settled(prefer, read, ({ progress }) => progress.settled);
  }

  listHandovers(query: HandoversQuery, reader: Principal): Promise<Page<HandoverListItemDto>> {
    return this.queries.run(reader, (tx) => listHandovers(tx, query));
  }

  private async askAgain(id: string, command: Command): Promise<GateAnswer | null> {
    const { answered, handover, pendingDays, awardIds } = await this.queries.run(command.principal, async (tx) => {
      const handover = await findHandover(tx, id, 'read');
      return {
        answered: await isAnswered(tx, command),
        handover,
        pendingDays: await ruleValue(tx, 'pv.pendingDays', handover.recordedAt),
        awardIds: await beyondScope(tx, async () => {
          const deviceIds = (await pendingLines(tx, id)).map(({ deviceId }) => deviceId);
          const ofLots = (await pendingLots(tx, id)).flatMap(({ awardIds }) => awardIds);
          return [...new Set([...(await awardsOfDevices(tx, deviceIds)), ...ofLots])].sort();
        }),
      };
    });
    if (answered) return null;
    completable(handover, command.recordedAt, pendingDays);
    return this.calls.ask(AskGate, {
      orgUnitId: handover.orgUnitId,
      awardIds,
      signerId: handover.signerId,
      mandateId: handover.mandateId,
      waybillIds: handover.waybillIds,
      placeId: handover.placeId,
      at: [command.recordedAt.toISOString()],
    });
  }

  private async complete(
    tx: EntityManager,
    handover: HandoverRow,
    lines: readonly CompletedLine[],
    conditions: ReadonlyMap<string, string | null>,
    lots: readonly PendingLot[],
    gate: GateAnswer,
    cause: Cause,
  ): Promise<void> {
    const { id, number, orgUnitId, placeId, signature } = handover;
    const at = cause.occurredAt;
    const implied = lines.flatMap(({ impliesArrival, deviceId, leg }) =>
      impliesArrival && leg ? [{ deviceId, leg }] : [],
    );
    await saveImpliedArrivals(tx, implied, [], { handoverId: id, orgUnitId, placeId, arrivedAt: at }, cause);
    const receiver: Custodian = receiverOf({ orgUnitId, homeward: false, signature }, placeId, null, gate);
    const head = { documentId: id, number, receiver, completedAt: at.toISOString() };
    const parts = await recordParts(
      tx,
      HandoverCompletedV1,
      lots.length > 0 ? { ...head, lots: lots.map(completedLot) } : head,
      lines.map(({ lineId, deviceId, effect, outcome, leg }) => ({
        lineId,
        deviceId,
        effect,
        outcome,
        waybillId: leg?.waybillId ?? null,
        condition: (conditions.get(lineId) ?? null) as Condition | null,
      })),
      cause,
    );
    await expectEffects(tx, parts, { documentId: id });
    const lotLines = lots.map(({ lineId }) => lineId);
    await expectLotEffects(tx, parts[0]?.factId, lotLines, { documentId: id });
    await completeLots(tx, lotLines, at);
    const moved = lines.filter(
      (line): line is CompletedLine & { leg: Leg } => line.becomes !== null && line.leg !== null,
    );
    await changeLines(
      tx,
      moved.map(({ leg, becomes, outcome }) => ({
        lineId: leg.lineId,
        state: becomes as NonNullable<typeof becomes>,
        outcome,
        handoverId: id,
        signedAt: handover.signedAt,
      })),
    );
    const accepted = moved.filter(({ outcome }) => isAcceptance(outcome)).map(({ deviceId }) => deviceId);
    await endAllocationLines(tx, accepted, 'ACCEPTED', cause.recordedAt);
    await tx.query(`UPDATE handover_line SET completed_at = $2 WHERE id = ANY($1::uuid[])`, [
      lines.map(({ lineId }) => lineId),
      at,
    ]);
    await tx.query(`UPDATE handover SET status = $4, pending = NULL, completed_at = $2, receiver = $3 WHERE id = $1`, [
      id,
      at,
      JSON.stringify(receiver),
      statusAfter(handover),
    ]);
    await closeEnded(tx, [...moved.map(({ leg }) => leg.waybillId), ...lots.map(({ waybillId }) => waybillId)], cause);
  }
}

const completedLot = ({ lineId, lotId, waybillId, quantity }: PendingLot): CompletedLot => ({
  lineId,
  lotId,
  waybillId,
  quantity,
});
