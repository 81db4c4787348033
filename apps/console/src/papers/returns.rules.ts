// Which devices of a signed PV may go home now: the PV stays as it was signed, where the goods are their waybills say.

export interface SignedLine {
  lineId: string;
  deviceId: string | null;
  waybillId: string | null;
}
export interface Brought {
  id: string;
  lines: readonly { deviceId: string; state: string }[];
}
/** A waybill with the device on it; ids are UUIDs of version 7: the greater one was drafted later. */
export interface Carrier {
  id: string;
  status: string;
}

/** Refused by the unit, or struck by a rectifying PV: with the giver, at the unit. */
const unwanted = ['REFUSED', 'STRUCK'];

/** Lines whose leg to the unit ended with a refusal or a strike (CR-23); what was added since was received after all. */
export const notReceived = <L extends SignedLine>(lines: readonly L[], brought: readonly Brought[]): L[] =>
  lines.filter(({ deviceId, waybillId }) =>
    brought.some(
      ({ id, lines: legs }) =>
        id === waybillId && legs.some((leg) => leg.deviceId === deviceId && unwanted.includes(leg.state)),
    ),
  );

/** Of these, what no later waybill carries: a refused leg keeps its state when the device goes home (T37). */
export const stillThere = <L extends SignedLine>(
  lines: readonly L[],
  carriers: ReadonlyMap<string, readonly Carrier[]>,
): L[] =>
  lines.filter(({ deviceId, waybillId }) =>
    (carriers.get(deviceId ?? '') ?? []).every(({ id, status }) => status === 'WITHDRAWN' || id <= (waybillId ?? '')),
  );
