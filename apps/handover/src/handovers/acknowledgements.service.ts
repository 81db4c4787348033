import { AskGate, HandoverSignedV1 } from '@dotation/contracts';
import type { GateAnswer } from '@dotation/contracts';
import { Calls, recordParts } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import { actingOn, beyondScope, Commands, idsInScope, onePersons, Queries, uuidv7 } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { saveImpliedArrivals } from '../arrivals/implied-arrivals.queries.js';
import { liftAccess } from '../access-overrides/access-override.rules.js';
import { overridesOf } from '../access-overrides/access-overrides.queries.js';
import type { Leg } from '../consignments/consignment.rules.js';
import { unknownPeople } from '../directory/references.queries.js';
import { isAnswered } from '../documents/answered.queries.js';
import { openNumbered } from '../documents/documents.queries.js';
import { signatureOf } from '../documents/signature.dto.js';
import { refuseRows } from '../documents/rows.rules.js';
import { oneTime } from '../documents/time.rules.js';
import { expectEffects, expectLotEffects, type EffectFilter } from '../effects/effects.queries.js';
import type { SignedDuty } from '../duties/duty.rules.js';
import { signDuties, type SignedDocument } from '../duties/duties.queries.js';
import { handoverError } from '../errors.js';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import { signedOnLostPhone } from '../phones/phone-loss.rules.js';
import { lostSinceOf } from '../phones/phone-losses.queries.js';
import {
  awardsOf,
  goodsOfLot,
  lotTold,
  movesSome,
  saidLots,
  takenHome,
  withLotsHeldBack,
  type SignedSheet,
} from '../lots/lot-sheet.rules.js';
import { signLots, type SaidLot } from '../lots/lot.rules.js';
import { addArrived, insertSignedLots, lotsSaid, type NumberedLot } from '../lots/lots.queries.js';
import { closeEnded } from '../waybills/closing.queries.js';
import { acknowledge } from './acknowledgement.rules.js';
import { goodsFor } from './announced.rules.js';
import { clockValues, moveLines, tellDispatcher } from './consequences.queries.js';
import type { AcknowledgeConsignment, HandoverDto } from './handovers.dto.js';
import {
  driversOf,
  earlierSenders,
  insertHandover,
  insertHandoverLines,
  knownFor,
  waybillsFor,
  withLineIds,
} from './handovers.queries.js';
import { isAcceptance } from './line.rules.js';
import {
  countsTold,
  factLines,
  hashOf,
  notAnnounced,
  receiverOf,
  signerFindings,
  type NumberedLine,
} from './pv.rules.js';
import { readHandover } from './read-handover.queries.js';
import { awardsMeant, consignmentsMeant, devicesMeant } from './reading.rules.js';
import type { Known } from './recognition.rules.js';
import { isCount, saidLines, type SaidLine } from './sheet.rules.js';
import { mayRecord, maySign, readClock, type Sender, type Signing } from './signing.rules.js';

/** An acknowledgement as it came in, with its times and rows read. */
interface Said extends Signing {
  input: AcknowledgeConsignment;
  orgUnitId: string;
  signedAt: Date;
  lines: SaidLine[];
  lots: SaidLot[];
  /** Those named, and those whose lots are told of. */
  waybillIds: string[];
}

/** What the gate was asked about; null where it need not be asked. */
interface Asked {
  gate: GateAnswer | null;
  awardIds: string[] | null;
  waybillIds: string[] | null;
}

@Injectable()
export class AcknowledgementsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly calls: Calls,
  ) {}

  /** One sheet for what a unit received, whatever the waybills: read, said, signed once (T12, T13, T37). */
  async acknowledgeConsignment(input: AcknowledgeConsignment, command: Command): Promise<HandoverDto> {
    mayRecord(
      input.kind,
      command.principal.roles.map(({ role }) => role),
    );
    const said = read(input, command);
    const asked = await this.askGate(said, command);
    const cause: Cause = { ...command, occurredAt: said.signedAt };
    const find = (tx: EntityManager): Promise<void> => requireOwnUnit(tx, said);
    const answer = (tx: EntityManager): Promise<HandoverDto> => readHandover(tx, command.key);
    // CR-67: what the codes mean elsewhere is known to the rule, and to nobody who asks.
    const sign = actingOn({ find, answer }, async (tx) => {
      const known = await knownTo(tx, said, true);
      const carried = await lotsSaid(tx, said, true);
      if (
        !coversAll(asked.awardIds, [...awardsMeant(said, known), ...awardsOf(carried)]) ||
        !coversAll(asked.waybillIds, consignmentsMeant(said, said.waybillIds, known))
      ) {
        throw handoverError('consignment-changed', 'These codes mean other devices now; repeat the request.');
      }
      const goods = [...goodsFor(said.orgUnitId, devicesMeant(said, known)), ...carried.map(goodsOfLot)];
      const gate = asked.gate && liftAccess(asked.gate, goods, await overridesOf(tx, goods));
      if (gate && !gate.unitKnown) throw unitUnknown();
      const { failures = [], open = true } = gate ?? {};
      const clock = await this.clockOf(tx, said, command);
      const signedBefore = clock.late || said.channel !== 'OWN_PHONE';
      const devices = acknowledge({ ...said, signedBefore }, known, { open, failures });
      const ofLots = signLots(said.lots, carried, { ...said, gateOpen: open });
      refuseRows('rows-not-valid', ofLots.problems);
      const lots = ofLots.signed.map((lot) => ({ ...lot, signedLineId: uuidv7() }));
      const signed = { ...withLotsHeldBack(devices, lots, failures), lots };
      const waybills = await this.waybillsOf(tx, said);
      const legs = signed.lines.flatMap(({ leg }) => leg ?? []);
      const ways = [...new Set([...waybills.map(({ id }) => id), ...legs.map(({ waybillId }) => waybillId)])];
      const sent = [...legs, ...waybills, ...(await earlierSenders(tx, ways))].map(senderOf);
      const who = await onePersons(tx, { signing: signingOf(said), sent, drivers: await driversOf(tx, ways) });
      maySign(who.signing, who.sent, who.drivers);
      await this.save(tx, command, cause, said, { signed, clock }, gate);
    });
    return this.commands.run(command, sign);
  }

  /** CR-15 to CR-17, CR-66: judged by directory at both clocks, before the transaction. A store taking back needs no gate. */
  private async askGate(said: Said, command: Command): Promise<Asked> {
    const { answered, awardIds, waybillIds } = await this.queries.run(command.principal, async (tx) => {
      await requireOwnUnit(tx, said);
      const known = await beyondScope(tx, () => knownTo(tx, said, false));
      const carried = await beyondScope(tx, () => lotsSaid(tx, said, false));
      return {
        answered: await isAnswered(tx, command),
        awardIds: [...new Set([...awardsMeant(said, known), ...awardsOf(carried)])].sort(),
        waybillIds: consignmentsMeant(said, said.waybillIds, known),
      };
    });
    if (answered || said.homeward) return { gate: null, awardIds: null, waybillIds: null };
    const gate = await this.calls.ask(AskGate, {
      orgUnitId: said.orgUnitId,
      awardIds,
      signerId: said.signature.personId,
      mandateId: said.input.mandateId ?? null,
      waybillIds,
      placeId: said.input.placeId ?? null,
      at: [said.signedAt.toISOString(), command.recordedAt.toISOString()],
    });
    return { gate, awardIds, waybillIds };
  }

  private async waybillsOf(tx: EntityManager, said: Said): Promise<(Sender & { id: string })[]> {
    const named = said.waybillIds;
    const found = await waybillsFor(tx, named, said.orgUnitId);
    const unknown = named.filter((id) => !found.some((waybill) => waybill.id === id));
    if (unknown.length > 0) {
      const [code, detail] = ['waybill-not-found', 'No waybill with this id goes to the unit.'] as const;
      const rows = unknown.map((id) => ({ row: 0, field: `waybillIds[${named.indexOf(id)}]`, code, detail }));
      throw handoverError(code, detail, rows);
    }
    return found;
  }

  private async clockOf(
    tx: EntityManager,
    { input, signedAt, channel }: Said,
    { recordedAt }: Command,
  ): Promise<ReturnType<typeof readClock>> {
    const sentAt = input.sentAt ? new Date(input.sentAt) : null;
    const typed = channel === 'PAPER_TRANSCRIBED';
    return readClock({ signedAt, recordedAt, sentAt, typed }, await clockValues(tx, recordedAt));
  }

  private async save(
    tx: EntityManager,
    command: Command,
    cause: Cause,
    said: Said,
    { signed, clock }: { signed: SignedSheet; clock: ReturnType<typeof readClock> },
    gate: GateAnswer | null,
  ): Promise<void> {
    const { key: id, recordedAt } = command;
    const { input, orgUnitId, signature, signedAt, homeward } = said;
    const { lots } = signed;
    const [installationId, sessionPhoneId] = [input.installationId ?? null, command.principal.session?.phoneId ?? null];
    const leg = signed.lines.find((line) => line.leg)?.leg ?? lots[0]?.leg ?? null;
    const receiver = receiverOf(said, input.placeId ?? null, leg, gate);
    const { placeId } = receiver;
    const lines = withLineIds(signed.lines);
    const waybillIds = [...new Set([...said.waybillIds, ...lines.flatMap(({ leg }) => leg?.waybillId ?? [])])];
    const contentHash = hashOf(said.lines, said.lots);

    const arrival = { handoverId: id, orgUnitId, placeId, arrivedAt: signedAt };
    await saveImpliedArrivals(tx, lines.filter(isImplied), lots, arrival, cause);
    const number = await openNumbered(tx, 'HANDOVER', id, recordedAt);
    const header = {
      number,
      kind: input.kind,
      waybillIds,
      orgUnitId,
      placeId,
      receiver,
      signature,
      mandateId: input.mandateId ?? null,
      giverId: said.giverId,
      witnessId: said.witnessId,
      recordedBy: command.actorId,
      channel: said.channel,
      sheetSha256: said.sheetSha256,
      pending: signed.pending,
      vettingIds: gate?.vettingIds ?? [],
      dueDiligenceIds: gate?.dueDiligenceIds ?? [],
      contentHash,
      late: clock.late,
    };
    await insertHandover(tx, {
      ...header,
      id,
      // A store's word about its own goods needs no second one.
      status: signed.pending ? 'PENDING' : homeward ? 'FINAL' : 'PROVISIONAL',
      gateFailures: gate?.failures ?? [],
      ...{ installationId, sessionPhoneId },
      signedAt,
      recordedAt,
      kits: signed.kits,
      counts: signed.counts,
    });
    await insertHandoverLines(tx, id, lines);
    await insertSignedLots(tx, id, lots);
    if (homeward) await addArrived(tx, lots.map(takenHome));
    const told = {
      ...header,
      documentId: id,
      signedAt: signedAt.toISOString(),
      notAnnounced: notAnnounced(lines),
      ...(signed.counts.length > 0 ? { counts: countsTold(signed.counts) } : {}),
      ...(lots.length > 0 ? { lots: lots.map(lotTold) } : {}),
    };
    const parts = await recordParts(tx, HandoverSignedV1, told, factLines(lines), cause);
    await signDuties(tx, accepted(id, lines, lots), receiving(said), 'ACKNOWLEDGEMENT', cause);
    const deposited = new Set(
      lines.flatMap(({ effect, leg, deviceId }) => (effect === 'PENDING' && leg ? [deviceId] : [])),
    );
    const isMoving: EffectFilter = ({ effect, deviceId }) => effect === 'MOVES' || deposited.has(deviceId ?? null);
    await expectEffects(tx, parts, { documentId: id }, isMoving);
    const lotLines = lots.filter(movesSome).map(({ signedLineId }) => signedLineId);
    await expectLotEffects(tx, parts[0]?.factId, lotLines, { documentId: id });
    await moveLines(tx, id, said, lines, cause);
    const touched = [
      ...lines.flatMap((line) => (line.becomes && line.leg ? [line.leg.waybillId] : [])),
      ...lots.map((lot) => lot.waybillId),
    ];
    await closeEnded(tx, touched, cause);
    await tellDispatcher(tx, id, { orgUnitId, placeId, signedAt }, signed, lines, cause);
    const people = await unknownPeople(tx, [
      { personId: signature.personId, as: 'signer' },
      { personId: said.giverId, as: 'giver' },
      { personId: said.witnessId, as: 'witness' },
    ]);
    const findings = [
      ...people,
      ...signerFindings(signature, gate),
      ...clock.findings,
      ...signedOnLostPhone(await lostSinceOf(tx, installationId, sessionPhoneId), { signedAt, recordedAt }),
      ...signed.findings,
    ];
    await openExceptions(tx, id, findings, recordedAt);
  }
}

/** What of it is asked about persons; nothing else of a long sheet. */
const signingOf = ({ homeward, signature, giverId, witnessId, channel, sheetSha256, recordedBy }: Said): Signing => ({
  ...{ homeward, signature, giverId, witnessId, channel, sheetSha256, recordedBy },
});
const senderOf = ({ dispatchedBy, releasedBy, approvedBy, officerPersonId }: Sender): Sender => ({
  ...{ dispatchedBy, releasedBy, approvedBy, officerPersonId },
});

/** Nobody signs for a unit out of his scope; whether there is such a unit he does not learn. */
async function requireOwnUnit(tx: EntityManager, { orgUnitId }: Said): Promise<void> {
  if (!(await idsInScope(tx, [orgUnitId])).has(orgUnitId)) throw unitUnknown();
}

const unitUnknown = (): Error => handoverError('unit-unknown', 'Directory knows no such unit.');

function read(input: AcknowledgeConsignment, command: Command): Said {
  const { at: signedAt } = oneTime(
    [
      { field: 'signedAt', at: input.signedAt },
      { field: 'signature.signedAt', at: input.signature.signedAt },
    ],
    command.occurredAt,
  );
  return {
    input,
    orgUnitId: input.orgUnitId,
    homeward: input.kind === 'RETURN',
    signedAt,
    signature: signatureOf(input.signature, signedAt),
    giverId: input.giverId ?? null,
    witnessId: input.witnessId ?? null,
    channel: input.channel,
    sheetSha256: input.sheetSha256 ?? null,
    recordedBy: command.actorId,
    ...rowsOf(input),
  };
}

/** The rows of the sheet: codes and counts, and quantities of lots. */
function rowsOf(input: AcknowledgeConsignment): Pick<Said, 'lines' | 'lots' | 'waybillIds'> {
  const [lines, lots] = [saidLines(input.lines ?? []), saidLots(input.lots ?? [])];
  if (lines.length + lots.length === 0) throw handoverError('nothing-said', 'Say lines, lots or both.');
  const ofLots = lots.map(({ waybillId }) => waybillId);
  return { lines, lots, waybillIds: [...new Set([...(input.waybillIds ?? []), ...ofLots])] };
}

/** What the codes may mean, and the goods that were counted. */
function knownTo(tx: EntityManager, { lines }: Said, lock: boolean): Promise<Known> {
  const codes = lines.flatMap((line) => (isCount(line) ? [] : [line.code]));
  return knownFor(tx, codes, lock, lines.filter(isCount));
}

/** What the receiver has taken over with his signature; what a store takes back it keeps (STORE). */
const receiving = ({ homeward, signature }: Said): SignedDuty[] => [
  { personId: signature.personId, duty: homeward ? 'STORE' : 'ACCEPT' },
];

function accepted(id: string, lines: readonly NumberedLine[], lots: readonly NumberedLot[]): SignedDocument {
  const taken = lines.filter(({ effect, outcome }) => effect !== null && isAcceptance(outcome));
  const counted = lots.filter((lot) => lot.accepted + lot.withReserve > 0).map(({ lotId }) => lotId);
  const deviceIds = [...new Set([...taken.flatMap(({ deviceId }) => deviceId ?? []), ...counted])];
  return { id, deviceIds, placeId: null };
}

function coversAll(asked: readonly string[] | null, needed: readonly string[]): boolean {
  return asked === null || needed.every((awardId) => asked.includes(awardId));
}

function isImplied(line: NumberedLine): line is NumberedLine & { deviceId: string; leg: Leg } {
  return line.impliesArrival && line.deviceId !== null && line.leg !== null;
}
