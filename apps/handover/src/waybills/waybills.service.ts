import { CONDITIONS, ReleaseApprovedV1, WaybillClosedShortV1 } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import { actingOn, Commands, Queries, settled } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  changeLines,
  devicesInScope,
  endAllocationLines,
  lockDevices,
  standingsOf,
} from '../consignments/consignments.queries.js';
import { lastLeg, type Standing } from '../consignments/consignment.rules.js';
import { liesWithin } from '../directory/places.queries.js';
import { requireKnown, unknownPeople, type Reference } from '../directory/references.queries.js';
import { kindOf, unitsAt } from '../directory/units.queries.js';
import { openNumbered } from '../documents/documents.queries.js';
import { checkedRows } from '../documents/rows.rules.js';
import { expectEffects, expectLotEffects } from '../effects/effects.queries.js';
import { draftLotShape, loadedLots, lotsFor, type LotOnDraft } from '../lots/draft-lots.queries.js';
import { lostLots } from '../lots/lot.rules.js';
import type { WantedLot } from '../lots/lot-loading.rules.js';
import {
  carriedOn,
  giveUp,
  insertWaybillLots,
  lockLots,
  lotIdsOn,
  lotsInScope,
  plannedLots,
  setLotState,
} from '../lots/lots.queries.js';
import { dutyOut } from '../duties/duty.rules.js';
import { missEvidence, signDuties } from '../duties/duties.queries.js';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import type { Finding } from '../exceptions/finding.rules.js';
import { insertLines, type DraftLine } from './draft-lines.queries.js';
import { recordWaybillClosed } from './closing.queries.js';
import { closeShort, releasable, withdrawable } from './dispatch.rules.js';
import { checkParties, etaAhead } from './parties.rules.js';
import { requireReach } from './reach.queries.js';
import { loadWaybill, returnsHome } from './waybill.rules.js';
import type {
  CloseShort,
  DraftWaybill,
  WaybillDto,
  WaybillListItemDto,
  WaybillsQuery,
  WithdrawWaybill,
} from './waybills.dto.js';
import {
  findWaybill,
  inStoreOf,
  linesOfWaybill,
  listWaybills,
  readWaybill,
  travellingWith,
  waybillOf,
} from './waybills.queries.js';

/** What a draft wants, and what of it the caller knows. */
interface Wanted {
  wanted: string[];
  visible: string[];
  lots: WantedLot[];
  visibleLots: Set<string>;
}

const draftShape = { deviceId: 'uuid', 'conditionOut?': CONDITIONS, 'carton?': 'text' } as const;

@Injectable()
export class WaybillsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** A draft is a plan: a row without a fact. It keeps its devices from other drafts (CR-18). */
  draftWaybill(input: DraftWaybill, command: Command): Promise<WaybillDto> {
    const said = checkedRows<DraftLine>('lines', draftShape, input.lines ?? []);
    const saidLots = checkedRows<WantedLot>('lots', draftLotShape, input.lots ?? []);
    const order = {
      purpose: input.purpose,
      toOrgUnitId: input.toOrgUnitId,
      originWaybillId: input.originWaybillId ?? null,
      fromPlaceId: input.fromPlaceId,
    };
    const find = async (tx: EntityManager): Promise<Wanted> => {
      await requireKnown(tx, referencesOf(input));
      // Lots alone are named: no device has to go with them because it travels with the origin.
      const lotsOnly = input.purpose !== 'TO_UNIT' && saidLots.length > 0 && said.length === 0;
      const wanted = lotsOnly ? [] : await this.devicesFor(tx, input, said);
      const draft = { ...order, allocationIds: input.allocationIds ?? [], named: said.length > 0 };
      const lots = await lotsFor(tx, saidLots, draft);
      const ids = lots.map(({ lotId }) => lotId);
      return { wanted, visible: await devicesInScope(tx, wanted), lots, visibleLots: await lotsInScope(tx, ids) };
    };
    const answer = (tx: EntityManager): Promise<WaybillDto> => readWaybill(tx, command.key);
    const draft = actingOn({ find, answer }, async (tx, { wanted, visible, lots: wantedLots, visibleLots }) => {
      const parties = await this.partiesOf(tx, input, command);
      await lockDevices(tx, visible);
      const standings = await standingsOf(tx, visible);
      const { purpose, toOrgUnitId } = input;
      const reason = purpose === 'ONWARD' ? (input.reason ?? 'CARRIER_CHANGE') : null;
      const lots = await loadedLots(tx, order, wantedLots, visibleLots, command.recordedAt);
      const { homeward, lines } = loadWaybill(
        { purpose, toOrgUnitId, reason },
        wanted.map((deviceId) => ({ deviceId, standing: standings.get(deviceId) ?? null })),
        lots,
      );
      await this.insertDraft(tx, { ...input, reason }, homeward, command);
      if (purpose === 'RETURN') await this.toOwnStore(tx, input, [...standings.values()], lots, command);
      const people = [
        { personId: input.driverId, as: 'driver' },
        { personId: input.officer.personId, as: 'officer' },
      ];
      await openExceptions(tx, command.key, [...parties, ...(await unknownPeople(tx, people))], command.recordedAt);
      await insertLines(tx, command.key, lines, new Map(said.map((line) => [line.deviceId, line])));
      await insertWaybillLots(tx, command.key, lots);
    });
    return this.commands.run(command, draft);
  }

  /** The release order (CR-19, §13.1): by somebody who neither received these goods nor lets them go. */
  approveRelease(id: string, command: Command): Promise<WaybillDto> {
    const release = actingOn(waybillOf(id), async (tx) => {
      const lines = (await linesOfWaybill(tx, id)).map(({ lineId, deviceId }) => ({ lineId, deviceId }));
      const lots = (await plannedLots(tx, id)).map(({ lineId, lotId, quantity }) => ({ lineId, lotId, quantity }));
      const lotIds = lots.map(({ lotId }) => lotId);
      const deviceIds = lines.map(({ deviceId }) => deviceId);
      await lockDevices(tx, deviceIds);
      await lockLots(tx, lotIds);
      const waybill = await findWaybill(tx, id, 'lock');
      releasable(waybill);
      etaAhead(waybill.eta, earlier(command));
      await requireReach(tx, waybill, [command.occurredAt, command.recordedAt]);
      await tx.query(`UPDATE waybill SET status = 'RELEASED', approved_by = $2, approved_at = $3 WHERE id = $1`, [
        id,
        command.actorId,
        command.recordedAt,
      ]);
      const { number, purpose, fromPlaceId } = waybill;
      const approving = dutyOut(purpose, { personId: command.actorId, duty: 'RELEASE_APPROVE' });
      const goods = { id, deviceIds: [...deviceIds, ...lotIds], placeId: fromPlaceId };
      const waiverIds = await signDuties(tx, goods, approving, 'DESK', command);
      const head = { documentId: id, number, purpose, approvedBy: command.actorId, waiverIds };
      const header = lots.length > 0 ? { ...head, lots } : head;
      await recordParts(tx, ReleaseApprovedV1, header, lines, command);
    });
    return this.commands.run(command, release);
  }

  /** A plan that comes to nothing; a released one had been told, so its end is told too. */
  withdrawWaybill(id: string, input: WithdrawWaybill, command: Command): Promise<WaybillDto> {
    const withdraw = actingOn(waybillOf(id), async (tx) => {
      await lockDevices(
        tx,
        (await linesOfWaybill(tx, id)).map(({ deviceId }) => deviceId),
      );
      await lockLots(tx, await lotIdsOn(tx, id));
      const waybill = await findWaybill(tx, id, 'lock');
      withdrawable(waybill);
      await setLotState(tx, id, 'WITHDRAWN');
      await tx.query(`UPDATE waybill_line SET state = 'WITHDRAWN' WHERE waybill_id = $1`, [id]);
      await tx.query(
        `UPDATE waybill SET status = 'WITHDRAWN', closed_at = $2, closed_by = $3, close_reason = $4 WHERE id = $1`,
        [id, command.recordedAt, command.actorId, input.reason],
      );
      if (waybill.status === 'RELEASED') await recordWaybillClosed(tx, id, waybill.number, command);
    });
    return this.commands.run(command, withdraw);
  }

  /** T11: a person gives up waiting. The carrier stays custodian; a signed line synced later wins (AM-20). */
  closeShort(id: string, input: CloseShort, command: Command): Promise<WaybillDto> {
    const close = actingOn(waybillOf(id), async (tx) => {
      await lockDevices(
        tx,
        (await linesOfWaybill(tx, id)).map(({ deviceId }) => deviceId),
      );
      await lockLots(tx, await lotIdsOn(tx, id));
      const waybill = await findWaybill(tx, id, 'lock');
      const lost = lostLots(await carriedOn(tx, [id]));
      const missing = closeShort(waybill, await linesOfWaybill(tx, id), lost.length);
      await giveUp(tx, lost);
      const { actorId: closedBy, recordedAt } = command;
      const { reason, claimReference = null } = input;
      await changeLines(
        tx,
        missing.map(({ lineId }) => ({ lineId, state: 'SHORT' })),
      );
      await endAllocationLines(
        tx,
        missing.map(({ deviceId }) => deviceId),
        'LOST',
        recordedAt,
      );
      await tx.query(
        `UPDATE waybill SET status = 'CLOSED_SHORT', closed_at = $2, closed_by = $3, close_reason = $4, claim_reference = $5
         WHERE id = $1`,
        [id, recordedAt, closedBy, reason, claimReference],
      );
      const head = { documentId: id, number: waybill.number, closedBy, reason, claimReference };
      const lots = lost.map(({ lineId, lotId, missing: quantity }) => ({ lineId, lotId, quantity }));
      const header = lots.length > 0 ? { ...head, lots } : head;
      const lines = missing.map(({ lineId, deviceId }) => ({ lineId, deviceId, effect: 'MOVES' as const }));
      const parts = await recordParts(tx, WaybillClosedShortV1, header, lines, command);
      await expectEffects(tx, parts, { documentId: id });
      const lostLines = lots.map(({ lineId }) => lineId);
      await expectLotEffects(tx, parts[0]?.factId, lostLines, { documentId: id });
      await missEvidence(tx, id, recordedAt);
    });
    return this.commands.run(command, close);
  }

  findWaybill(id: string, reader: Principal, prefer: string | undefined): Promise<WaybillDto> {
    const read = (): Promise<WaybillDto> => this.queries.run(reader, (tx) => readWaybill(tx, id));
    return settled(prefer, read, ({ progress }) => progress.settled);
  }

  listWaybills(query: WaybillsQuery, reader: Principal): Promise<Page<WaybillListItemDto>> {
    return this.queries.run(reader, (tx) => listWaybills(tx, query));
  }

  private async partiesOf(tx: EntityManager, input: DraftWaybill, command: Command): Promise<Finding[]> {
    const { officer, toOrgUnitId, toPlaceId, eta } = input;
    const units = await unitsAt(tx, [officer.orgUnitId, toOrgUnitId], command.recordedAt);
    const own = units.get(toOrgUnitId)?.placeId ?? null;
    // A change of carrier is often reported when the goods have long arrived.
    if (input.purpose === 'TO_UNIT') etaAhead(eta ? new Date(eta) : null, earlier(command));
    return checkParties({
      officerAgency: units.get(officer.orgUnitId)?.agency ?? null,
      carrierKind: await kindOf(tx, input.carrierId),
      toOwnPlace: own === null || (await liesWithin(tx, toPlaceId, own)),
      toPlaceReason: input.toPlaceReason ?? null,
    });
  }

  /** T37 goes back to the agency that brought the goods, not on to another unit of the police. */
  private async toOwnStore(
    tx: EntityManager,
    { toOrgUnitId }: DraftWaybill,
    standings: readonly Standing[],
    lots: readonly LotOnDraft[],
    { recordedAt }: Command,
  ): Promise<void> {
    const answered = standings.flatMap((standing) => lastLeg(standing)?.officerUnitId ?? []);
    const offices = [...new Set([...answered, ...lots.flatMap(({ officeId }) => officeId ?? [])])];
    const units = await unitsAt(tx, [toOrgUnitId, ...offices], recordedAt);
    const agencyOf = (unitId: string): string | null => units.get(unitId)?.agency ?? null;
    returnsHome(agencyOf(toOrgUnitId), offices.map(agencyOf));
  }

  private async devicesFor(tx: EntityManager, input: DraftWaybill, lines: readonly DraftLine[]): Promise<string[]> {
    const named = lines.map(({ deviceId }) => deviceId);
    if (input.purpose === 'TO_UNIT' && input.allocationIds) {
      const others = (await inStoreOf(tx, input.allocationIds)).filter((deviceId) => !named.includes(deviceId));
      return [...named, ...others];
    }
    if (named.length > 0 || !input.originWaybillId) return named;
    await findWaybill(tx, input.originWaybillId, 'read');
    return travellingWith(tx, input.originWaybillId);
  }

  private async insertDraft(
    tx: EntityManager,
    input: DraftWaybill,
    homeward: boolean,
    command: Command,
  ): Promise<void> {
    const { key: id, actorId, recordedAt } = command;
    if (input.originWaybillId) await findWaybill(tx, input.originWaybillId, 'read');
    const number = await openNumbered(tx, 'WAYBILL', id, recordedAt);
    await tx.query(
      `INSERT INTO waybill (id, number, status, purpose, homeward, from_place_id, to_place_id, to_org_unit_id, carrier_id,
         driver_id, vehicle_plate, seals, officer_unit_id, officer_person_id, eta, origin_waybill_id, reason, drafted_by,
         drafted_at)
       VALUES ($1, $2, 'DRAFT', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      [
        id,
        number,
        input.purpose,
        homeward,
        input.fromPlaceId,
        input.toPlaceId,
        input.toOrgUnitId,
        input.carrierId,
        input.driverId,
        input.vehiclePlate,
        input.seals,
        input.officer.orgUnitId,
        input.officer.personId,
        input.eta ?? null,
        // A RETURN says with it whose lots it takes and goes on from no road: who sent them out may take them back (CR-19).
        input.purpose === 'RETURN' ? null : (input.originWaybillId ?? null),
        input.reason ?? null,
        actorId,
        recordedAt,
      ],
    );
  }
}

const earlier = ({ occurredAt, recordedAt }: Command): Date => (occurredAt < recordedAt ? occurredAt : recordedAt);

function referencesOf({ fromPlaceId, toPlaceId, toOrgUnitId, carrierId, officer }: DraftWaybill): Reference[] {
  return [
    { field: 'fromPlaceId', kind: 'place_access', id: fromPlaceId, own: true },
    { field: 'toPlaceId', kind: 'place_access', id: toPlaceId },
    { field: 'toOrgUnitId', kind: 'org_unit', id: toOrgUnitId },
    { field: 'carrierId', kind: 'organisation', id: carrierId },
    { field: 'officer.orgUnitId', kind: 'org_unit', id: officer.orgUnitId },
  ];
}
