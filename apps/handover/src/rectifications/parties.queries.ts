import type { EntityManager } from 'typeorm';
import { unitsAt } from '../directory/units.queries.js';
import { waybillsFor } from '../handovers/handovers.queries.js';
import type { HandoverRow } from '../handovers/signed-handover.queries.js';
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
