import type {
  Custodian,
  DeviceRegisteredLine,
  GoodsReceivedLine,
  GoodsReceivedV1,
  LegacyApprovedLine,
  LegacyListApprovedV1,
  LegacyOrigin,
  Lifecycle,
  RegistrationRefusedLine,
  Title,
  Use,
} from '@dotation/contracts';
import { identifiersOf, type RegisteredIdentifier } from '../identifiers/identifier.rules.js';
import { nextCustody, startOfCustody, type Occasion, type StartOf } from './custody.rules.js';

/** What is otherwise than with goods received at a store: where a device of an old list begins (AM-13). */
export interface Beginning {
  origin: LegacyOrigin;
  lifecycle: Lifecycle;
  title: Title;
  use: Use;
  acquisitionDate: string | null;
  blanks: LegacyApprovedLine['blanks'];
  custodian: Custodian;
  /** The row it stands in, as it was read. */
  source: object;
}

/** A captured device on its way into the register. */
export interface Candidate {
  line: GoodsReceivedLine & { deviceId: string };
  identifiers: RegisteredIdentifier[];
  begins?: Beginning;
}

/** The document that brings devices: a receipt, or an old list. */
export type Bringing = Pick<GoodsReceivedV1, 'documentId' | 'number' | 'kits'>;

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

/** Devices of an old list that another person approved, each with the row it stands in. */
export function candidatesOfList(approved: LegacyListApprovedV1): Candidate[] {
  const { documentId, number, origin, listHash, sheet } = approved;
  return approved.lines.map((line) => ({
    line: { ...line, kitId: null, orderLineId: null, noSerialReason: null, carton: null },
    identifiers: identifiersOf(line.identifiers, line.makerId, line.serialRule, false),
    begins: {
      ...{ origin, lifecycle: line.lifecycle, title: line.title, use: line.use, blanks: line.blanks },
      acquisitionDate: line.acquisitionDate ?? null,
      custodian: {
        ...{ partyKind: 'UNIT', partyId: line.orgUnitId, personId: null, placeId: line.placeId },
        ...{ enRoute: false, hold: 'FIRM' },
      },
      source: { listId: documentId, number, listHash, sheet: sheet ?? null, ...line.source },
    },
  }));
}

/**
 * T01: which devices enter the register and which do not. CR-08: an identifier already active refuses the device and shows
 * the one that carries it; the first of two in one receipt wins. A refused id is never used again.
 */
export function registerDevices(
  store: Custodian | null,
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
    registered.push({ ...candidate, told: bornLine(store, candidate, occasion, startOf) });
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

/** Goods are where they were received, and whoever received them answers for them. */
export function storeOf({ storeUnitId, receivedBy, placeId }: GoodsReceivedV1): Custodian {
  return { partyKind: 'UNIT', partyId: storeUnitId, personId: receivedBy, placeId, enRoute: false, hold: 'FIRM' };
}

function bornLine(
  store: Custodian | null,
  { line, identifiers, begins }: Candidate,
  occasion: Occasion,
  startOf: StartOf,
): DeviceRegisteredLine {
  const custodian = begins?.custodian ?? store;
  const custody = custodian && nextCustody(null, custodian, occasion, startOf);
  if (custody === null) throw new Error('the first custody of a device always starts');
  return {
    deviceId: line.deviceId,
    deviceSeq: 1,
    previous: null,
    lineId: line.lineId,
    lifecycle: begins?.lifecycle ?? 'A01_RECEIVED_PENDING_INSPECTION',
    title: begins?.title ?? 'SUPPLIER',
    condition: line.condition,
    use: begins?.use ?? 'NOT_YET_DEPLOYED',
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
    ...(line.zeroCostReason ? { zeroCostReason: line.zeroCostReason } : {}),
    currency: line.currency ?? null,
    funding: line.funding ?? null,
    custody,
    ...(line.replacesDeviceId ? { origin: 'REPLACEMENT', replacesDeviceId: line.replacesDeviceId } : {}),
    ...(begins && {
      ...{ origin: begins.origin, acquisitionDate: begins.acquisitionDate, blanks: begins.blanks },
    }),
  };
}
