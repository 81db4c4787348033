import { AskGate, CONDITIONS, READINGS } from '@dotation/contracts';
import type { GateAnswer } from '@dotation/contracts';
import { Calls } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import { actingOn, beyondScope, Commands, onePersons, Queries, settled } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockDevices, standingsOf } from '../consignments/consignments.queries.js';
import { passGate } from '../directory/gate.rules.js';
import { unknownPeople } from '../directory/references.queries.js';
import { isAnswered } from '../documents/answered.queries.js';
import { checkedRows } from '../documents/rows.rules.js';
import { signatureOf } from '../documents/signature.dto.js';
import { lastTime } from '../documents/time.rules.js';
import { signDuties } from '../duties/duties.queries.js';
import { handoverError } from '../errors.js';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import { clockFindings } from '../handovers/consequences.queries.js';
import { knownFor } from '../handovers/handovers.queries.js';
import { findHandover } from '../handovers/signed-handover.queries.js';
import { givenBy, legsToCorrect, newLine } from '../lots/corrected-lots.queries.js';
import { lockLots } from '../lots/lots.queries.js';
import {
  awardsToAdd as awardsOfLotsToAdd,
  correctLots,
  saidCorrections,
  type SaidCorrection,
} from '../lots/rectified-lot.rules.js';
import { added, partiesOf } from './parties.queries.js';
import {
  awardsToAdd,
  rectify,
  sidesAs,
  sidesOf,
  signedByParties,
  type AddedLine,
  type StruckLine,
} from './rectification.rules.js';
import type { RectificationDto, RectifyHandover } from './rectifications.dto.js';
import { readRectification } from './rectifications.queries.js';
import { saveRectification } from './save-rectification.queries.js';

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
      await saveRectification(
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
}
