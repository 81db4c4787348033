import type {
  DeviceRegisteredLine,
  GoodsReceivedLine,
  GoodsReceivedV1,
  RegistrationRefusedLine,
} from '@dotation/contracts';
import { identifiersOf, type RegisteredIdentifier } from '../identifiers/identifier.rules.js';
import { nextCustody, startOfCustody, type Occasion, type StartOf } from './custody.rules.js';

/** A captured device on its way into the register. */
export interface Candidate {
  line: GoodsReceivedLine & { deviceId: string };
  identifiers: RegisteredIdentifier[];
}

export interface NewDevice extends Candidate {
  told: DeviceRegisteredLine;
}

/** What the register already has: devices by exclusive identifier, and every device id that was ever used. */
export interface Known {
  owners: ReadonlyMap<string, string>;
  usedIds: ReadonlySet<string>;
}

export const identifierKey = ({
  type,
  issuer,
  value,
}: Pick<RegisteredIdentifier, 'type' | 'issuer' | 'value'>): string => `${type}|${issuer}|${value}`;

/** Goods that are devices (a lot has no device of its own), with their identifiers as the register compares them. */
export function candidatesOf(received: GoodsReceivedV1): Candidate[] {
  return received.lines.flatMap((line) =>
    line.deviceId
      ? [
          {
            line: { ...line, deviceId: line.deviceId },
            identifiers: identifiersOf(line.identifiers, line.makerId, line.serialRule, line.disputed === true),
          },
        ]
      : [],
  );
}

/**
 * T01: which devices enter the register and which do not. CR-08: an identifier already active refuses the device and shows
 * the one that carries it; the first of two in one receipt wins. A refused id is never used again.
 */
export function registerDevices(
  received: GoodsReceivedV1,
  candidates: readonly Candidate[],
  known: Known,
  occasion: Occasion,
  startOf: StartOf = startOfCustody,
): { registered: NewDevice[]; refused: RegistrationRefusedLine[] } {
  const owners = new Map(known.owners);
  const usedIds = new Set(known.usedIds);
  const registered: NewDevice[] = [];
  const refused: RegistrationRefusedLine[] = [];
  for (const candidate of candidates) {
    const refusal = refusalOf(candidate, owners, usedIds);
    usedIds.add(candidate.line.deviceId);
    if (refusal !== null) {
      refused.push(refusal);
      continue;
    }
    for (const identifier of candidate.identifiers) {
      if (identifier.exclusive) owners.set(identifierKey(identifier), candidate.line.deviceId);
    }
    registered.push({ ...candidate, told: bornLine(received, candidate, occasion, startOf) });
  }
  return { registered, refused };
}

function refusalOf(
  { line: { lineId, deviceId }, identifiers }: Candidate,
  owners: ReadonlyMap<string, string>,
  usedIds: ReadonlySet<string>,
): RegistrationRefusedLine | null {
  if (usedIds.has(deviceId)) {
    const detail = 'This device id was used before; a repeated capture needs a new one.';
    return { lineId, deviceId, code: 'device-id-used', detail, existingDeviceId: null };
  }
  for (const identifier of identifiers) {
    const existingDeviceId = identifier.exclusive ? owners.get(identifierKey(identifier)) : undefined;
    if (existingDeviceId === undefined) continue;
    const code = identifier.type === 'MFR_SERIAL' ? 'serial-already-active' : 'identifier-already-active';
    const detail = `${identifier.type} ${identifier.raw} is already active on another device of the register.`;
    return { lineId, deviceId, code, detail, existingDeviceId };
  }
  return null;
}

function bornLine(
  { storeUnitId, receivedBy, placeId }: GoodsReceivedV1,
  { line, identifiers }: Candidate,
  occasion: Occasion,
  startOf: StartOf,
): DeviceRegisteredLine {
  const store = {
    partyKind: 'UNIT',
    partyId: storeUnitId,
    personId: receivedBy,
    placeId,
    enRoute: false,
    hold: 'FIRM',
  } as const;
  const custody = nextCustody(null, store, occasion, startOf);
  if (custody === null) throw new Error('the first custody of a device always starts');
  return {
    deviceId: line.deviceId,
    deviceSeq: 1,
    previous: null,
    lineId: line.lineId,
    lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
    title: 'SUPPLIER',
    condition: line.condition,
    use: 'NOT_YET_DEPLOYED',
    catalogueItemId: line.catalogueItemId,
    makerId: line.makerId,
    maker: line.maker,
    model: line.model,
    category: line.category,
    description: line.description,
    serialRule: line.serialRule,
    identifiers: identifiers.map(({ type, value, raw }) => ({ type, value, raw })),
    kitId: line.kitId ?? null,
    orderLineId: line.orderLineId ?? null,
    costMinor: line.costMinor ?? null,
    currency: line.currency ?? null,
    funding: line.funding ?? null,
    custody,
  };
}
