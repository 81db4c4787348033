import { AskGate, CONDITIONS, HandoverRectifiedV1, READINGS } from '@dotation/contracts';
import type { Custodian, GateAnswer, Signature } from '@dotation/contracts';
import { Calls, recordParts } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import { actingOn, beyondScope, Commands, onePersons, Queries, settled } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { saveImpliedArrivals } from '../arrivals/implied-arrivals.queries.js';
import { changeLines, endAllocationLines, lockDevices, standingsOf } from '../consignments/consignments.queries.js';
import { passGate } from '../directory/gate.rules.js';
import { unknownPeople } from '../directory/references.queries.js';
import { isAnswered } from '../documents/answered.queries.js';
import { openNumbered } from '../documents/documents.queries.js';
import { checkedRows } from '../documents/rows.rules.js';
import { signatureOf } from '../documents/signature.dto.js';
import { lastTime } from '../documents/time.rules.js';
import { expectEffects, expectLotEffects } from '../effects/effects.queries.js';
import { signDuties } from '../duties/duties.queries.js';
import { handoverError } from '../errors.js';
import { closeExceptions, openExceptions } from '../exceptions/exceptions.queries.js';
import { clockFindings } from '../handovers/consequences.queries.js';
import { knownFor } from '../handovers/handovers.queries.js';
import { findHandover, type HandoverRow } from '../handovers/signed-handover.queries.js';
import {
  givenBy,
  insertCorrectedLots,
  legsToCorrect,
  newLine,
  type NumberedCorrection,
} from '../lots/corrected-lots.queries.js';
import { lockLots } from '../lots/lots.queries.js';
import {
  awardsToAdd as awardsOfLotsToAdd,
  correctionTold,
  correctLots,
  saidCorrections,
  type SaidCorrection,
} from '../lots/rectified-lot.rules.js';
import { added, giverOf, partiesOf, type NumberedDevice } from './parties.queries.js';
import { closeEnded } from '../waybills/closing.queries.js';
import {
  awardsToAdd,
  rectify,
  sidesAs,
  sidesOf,
  signedByParties,
  type AddedLine,
  type RectifiedDevice,
  type StruckLine,
} from './rectification.rules.js';
import type { RectificationDto, RectifyHandover } from './rectifications.dto.js';
import { insertRectification, readRectification } from './rectifications.queries.js';

const strikeShape = { deviceId: 'uuid', 'remark?': 'text' } as const;
const addShape = { code: 'text', 'condition?': CONDITIONS, 'confirmedBy?': READINGS, 'remark?': 'text' } as const;

interface Adding {
  add: readonly AddedLine[];
  /** Lots of which some are added. */
  lots: readonly SaidCorrection[];
  reads: string[];
  rectifiedAt: Date;
  placeId: string | null;
}

@Injectable()
export class RectificationsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly calls: Calls,
  ) {}

  /** CR-23: the only way a signed PV is corrected; a swap strikes and adds in one transaction. */
  async rectifyHandover(handoverId: string, input: RectifyHandover, command: Command): Promise<RectificationDto> {
    const strike = checkedRows<StruckLine>('strike', strikeShape, input.strike ?? []);
    const add = checkedRows<AddedLine>('add', addShape, input.add ?? []);
    const saidLots = saidCorrections(input.lots ?? []);
    const { at: rectifiedAt, said } = lastTime(
      { field: 'rectifiedAt', at: input.rectifiedAt },
      input.signatures.map(({ signedAt }, index) => ({ field: `signatures[${index}].signedAt`, at: signedAt })),
      command.occurredAt,
    );
    const signatures = input.signatures.map((signature) => signatureOf(signature, rectifiedAt));
    const reads = add.map(({ code }) => code);
    const lotsToAdd = saidLots.filter((lot) => lot.add > 0);
    const adding = { add, lots: lotsToAdd, reads, rectifiedAt, placeId: input.placeId ?? null };
    const asked = await this.askGate(handoverId, adding, command);
    const find = (tx: EntityManager): Promise<unknown> => findHandover(tx, handoverId, 'read');
    const answer = (tx: EntityManager): Promise<RectificationDto> => readRectification(tx, command.key);
    const correct = actingOn({ find, answer }, async (tx) => {
      const struckIds = strike.map(({ deviceId }) => deviceId);
      const addIds = [...(await knownFor(tx, reads, false)).byCode.values()].flat().map(({ deviceId }) => deviceId);
      await lockDevices(tx, [...new Set([...struckIds, ...addIds])]);
      await lockLots(
        tx,
        saidLots.map(({ lotId }) => lotId),
      );
      const handover = await findHandover(tx, handoverId, 'lock');
      const legs = await legsToCorrect(tx, handover, saidLots);
      const struck = await standingsOf(tx, struckIds);
      const codes = await knownFor(tx, reads, false);
      const awardIds = [...awardsToAdd(handover.orgUnitId, add, codes), ...awardsOfLotsToAdd(legs, lotsToAdd)];
      if (!awardIds.every((awardId) => asked.awardIds.includes(awardId))) {
        throw handoverError('consignment-changed', 'Other devices are known under these codes now; repeat it.');
      }
      if (asked.gate) passGate(asked.gate, command.principal);
      const { corrected, problems } = correctLots(saidLots, legs, await givenBy(tx, handoverId));
      const ofLots = { said: saidLots.length, problems };
      const lines = rectify(handover, strike, add, { struck, codes }, ofLots).map(newLine);
      const lots = corrected.map(newLine);
      const parties = await partiesOf(tx, handover, lines, rectifiedAt);
      const who = await onePersons(tx, { parties, signatures });
      signedByParties(who.parties, who.signatures);
      const cause: Cause = { ...command, occurredAt: rectifiedAt };
      await this.save(
        tx,
        handover,
        { lines, lots },
        { id: command.key, reason: input.reason, placeId: input.placeId ?? handover.placeId, signatures },
        cause,
      );
      await signDuties(
        tx,
        added(command.key, lines, lots),
        sidesAs(signatures, who.signatures, sidesOf(who.parties, who.signatures)),
        'ACKNOWLEDGEMENT',
        cause,
      );
      const findings = [
        ...(await clockFindings(tx, rectifiedAt, said, command.recordedAt)),
        ...(await unknownPeople(
          tx,
          signatures.map(({ personId }) => ({ personId, as: 'signer' })),
        )),
      ];
      await openExceptions(tx, command.key, findings, command.recordedAt);
    });
    return this.commands.run(command, correct);
  }

  findRectification(id: string, reader: Principal, prefer: string | undefined): Promise<RectificationDto> {
    const read = (): Promise<RectificationDto> => this.queries.run(reader, (tx) => readRectification(tx, id));
    return settled(prefer, read, ({ progress }) => progress.settled);
  }

  /** CR-15 to CR-17, CR-66: what is added is given like by a PV; what is struck comes back and needs no gate. */
  private async askGate(
    handoverId: string,
    { add, lots, reads, rectifiedAt, placeId }: Adding,
    command: Command,
  ): Promise<{ gate: GateAnswer | null; awardIds: string[] }> {
    if (add.length + lots.length === 0) return { gate: null, awardIds: [] };
    const { answered, handover, awardIds } = await this.queries.run(command.principal, async (tx) => {
      const found = await findHandover(tx, handoverId, 'read');
      return {
        answered: await isAnswered(tx, command),
        handover: found,
        awardIds: [
          ...awardsToAdd(found.orgUnitId, add, await beyondScope(tx, () => knownFor(tx, reads, false))),
          ...awardsOfLotsToAdd(await legsToCorrect(tx, found, lots), lots),
        ],
      };
    });
    if (answered) return { gate: null, awardIds };
    const gate = await this.calls.ask(AskGate, {
      orgUnitId: handover.orgUnitId,
      awardIds,
      signerId: handover.signature.personId,
      mandateId: handover.mandateId,
      placeId: placeId ?? handover.placeId,
      at: [rectifiedAt.toISOString(), command.recordedAt.toISOString()],
    });
    return { gate, awardIds };
  }

  private async save(
    tx: EntityManager,
    handover: HandoverRow,
    { lines, lots }: { lines: readonly NumberedDevice[]; lots: readonly NumberedCorrection[] },
    rectification: { id: string; reason: string; placeId: string; signatures: Signature[] },
    cause: Cause,
  ): Promise<void> {
    const { id, reason, placeId, signatures } = rectification;
    const { orgUnitId } = handover;
    const rectifiedAt = cause.occurredAt;
    const implied = lines.filter(({ impliesArrival }) => impliesArrival);
    await saveImpliedArrivals(
      tx,
      implied,
      lots,
      { handoverId: handover.id, orgUnitId, placeId, arrivedAt: rectifiedAt },
      cause,
    );
    const number = await openNumbered(tx, 'RECTIFICATION', id, cause.recordedAt);
    const giver = giverOf(handover, lines, lots, placeId);
    const receiver: Custodian = { ...handover.receiver, placeId };
    await insertRectification(
      tx,
      { id, number, handoverId: handover.id, reason, receiver, giver, signatures, lines },
      cause,
    );
    await insertCorrectedLots(tx, { id, handoverId: handover.id }, lots);
    const parts = await recordParts(
      tx,
      HandoverRectifiedV1,
      {
        documentId: id,
        number,
        handoverId: handover.id,
        orgUnitId,
        reason,
        receiver,
        giver,
        signatures,
        rectifiedAt: rectifiedAt.toISOString(),
        ...(lots.length > 0 ? { lots: lots.map((lot) => correctionTold(lot, lot.lineId)) } : {}),
      },
      lines.map(({ lineId, deviceId, change, condition, remark, code: codeRead }) => ({
        lineId,
        deviceId,
        effect: 'MOVES',
        change,
        condition,
        remark,
        codeRead,
      })),
      cause,
    );
    await expectEffects(tx, parts, { documentId: id });
    const lotLines = lots.map(({ lineId }) => lineId);
    await expectLotEffects(tx, parts[0]?.factId, lotLines, { documentId: id });
    await this.moveLines(tx, handover, lines, id, cause);
    await closeEnded(
      tx,
      [...lines, ...lots].map(({ leg }) => leg.waybillId),
      cause,
    );
  }

  private async moveLines(
    tx: EntityManager,
    handover: HandoverRow,
    lines: readonly NumberedDevice[],
    rectificationId: string,
    cause: Cause,
  ): Promise<void> {
    await changeLines(
      tx,
      lines.map(({ leg, becomes, change }) => ({
        lineId: leg.lineId,
        state: becomes,
        ...(change === 'ADDED' ? { outcome: 'ACCEPTED', handoverId: handover.id, signedAt: cause.occurredAt } : {}),
      })),
    );
    const of = (wanted: RectifiedDevice['change']): string[] =>
      lines.filter(({ change }) => change === wanted).map(({ deviceId }) => deviceId);
    await endAllocationLines(tx, of('ADDED'), 'ACCEPTED', cause.recordedAt);
    await tx.query(
      `UPDATE handover_line SET corrected_by = $3 WHERE handover_id = $1 AND device_id = ANY($2::uuid[]) AND effect <> 'CONFLICT'`,
      [handover.id, of('STRUCK'), rectificationId],
    );
    const settledBy = ['CONFLICT', 'EARLIER_CLAIM', 'SHORT', 'MISSING_AFTER_ARRIVAL'];
    const deviceIds = lines.map(({ deviceId }) => deviceId);
    const note = 'Settled by a rectifying PV.';
    await closeExceptions(tx, settledBy, { deviceIds }, note, cause.recordedAt);
    await closeExceptions(tx, ['TRANSCRIPTION_DIFFERS'], { documentId: handover.id }, note, cause.recordedAt);
  }
}
