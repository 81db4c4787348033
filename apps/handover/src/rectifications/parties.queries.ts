import type { Custodian } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import { officerAt } from '../arrivals/implied-arrivals.queries.js';
import { unitsAt } from '../directory/units.queries.js';
import type { SignedDocument } from '../duties/duties.queries.js';
import { handoverError } from '../errors.js';
import { waybillsFor } from '../handovers/handovers.queries.js';
import type { HandoverRow } from '../handovers/signed-handover.queries.js';
import type { NumberedCorrection } from '../lots/corrected-lots.queries.js';
import type { Parties, RectifiedDevice } from './rectification.rules.js';

/** Who may sign for the receiver and for the giver of this correction, as directory knew their units at its time. */
export async function partiesOf(
  tx: EntityManager,
  handover: HandoverRow,
  lines: readonly RectifiedDevice[],
  at: Date,
): Promise<Parties> {
  const { signature, receiver, giverId, countersignature, orgUnitId } = handover;
  const legs = [...(await waybillsFor(tx, handover.waybillIds, orgUnitId)), ...lines.map(({ leg }) => leg)];
  const units = await unitsAt(tx, [orgUnitId, ...legs.map(({ officerUnitId }) => officerUnitId)], at);
  const headsAbove = (unitId: string): string[] =>
    units.get(unitId)?.above.flatMap(({ headPersonId }) => headPersonId ?? []) ?? [];
  return {
    receivers: present([signature.personId, receiver.personId, units.get(orgUnitId)?.headPersonId]),
    givers: present([
      giverId,
      countersignature?.personId,
      ...legs.flatMap(({ officerPersonId, officerUnitId }) => [
        officerPersonId,
        units.get(officerUnitId)?.headPersonId,
      ]),
    ]),
    receiverSuperiors: headsAbove(orgUnitId),
    giverSuperiors: legs.flatMap(({ officerUnitId }) => headsAbove(officerUnitId)),
    senders: present(
      legs.flatMap(({ dispatchedBy, releasedBy, approvedBy }) => [dispatchedBy, releasedBy, approvedBy]),
    ),
  };
}

const present = (persons: readonly (string | null | undefined)[]): string[] =>
  persons.flatMap((personId) => personId ?? []);

export type NumberedDevice = RectifiedDevice & { lineId: string };

/** What the correction gives, and so what its signatures are for; what is struck changes nobody's duties. */
export function added(
  id: string,
  lines: readonly NumberedDevice[],
  lots: readonly NumberedCorrection[],
): SignedDocument {
  const devices = lines.filter(({ change }) => change === 'ADDED').map(({ deviceId }) => deviceId);
  const ofLots = lots.filter(({ struck }) => struck === 0).map(({ leg }) => leg.lotId);
  return { id, deviceIds: [...devices, ...ofLots], placeId: null };
}

/** The office and officer who answered for the goods before the signature; the giver as named where no line says more. */
export function giverOf(
  handover: HandoverRow,
  lines: readonly RectifiedDevice[],
  lots: readonly NumberedCorrection[],
  placeId: string,
): Custodian {
  const struck = lines.find(({ change }) => change === 'STRUCK') ?? lots.find((lot) => lot.struck > 0);
  const leg = (struck ?? lines[0] ?? lots[0])?.leg;
  if (!leg) throw handoverError('nothing-said', `Handover ${handover.number} is not changed.`);
  return officerAt(leg, placeId);
}
