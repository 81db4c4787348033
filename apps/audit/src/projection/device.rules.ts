import type {
  ChangedDimensions,
  CustodyInterval,
  DeviceRegisteredLine,
  DeviceTaggedLine,
  FundingShare,
  Identifier,
} from '@dotation/contracts';
import { comparable, isId } from '../devices/code.rules.js';
import type { DeviceAwardRow, DeviceCodeRow, DeviceLine, LogEntry, Projected } from './projected.rules.js';
import { trueFrom } from './projected.rules.js';

type Line = Record<string, unknown> & { deviceId?: string | null; deviceSeq?: number; previous?: string | null };

/** Facts that name one device in the header instead of lines. */
const single = new Set([
  ...['fact.assets.incident-opened.v1', 'fact.assets.incident-closed.v1'],
  ...['fact.assets.device-void-proposed.v1', 'fact.assets.device-voided.v1', 'fact.assets.device-void-rejected.v1'],
  'fact.assets.plate-decided.v1',
]);

/** Documents that bring devices, and describe each whether the register takes it or not. */
const births = new Set(['fact.procurement.goods-received.v1', 'fact.procurement.legacy-list-approved.v1']);

/** Adds what a fact says of devices: one row per device and fact, its custody, its codes. */
export function projectDevices(fact: LogEntry, into: Projected): void {
  if (single.has(fact.type)) return push(fact, { deviceId: fact.data['deviceId'] as string }, 1, into);
  const lines = (fact.data['lines'] ?? []) as Line[];
  lines.forEach((line, index) => push(fact, line, index + 1, into));
}

function push(fact: LogEntry, line: Line, lineNo: number, into: Projected): void {
  if (typeof line.deviceId !== 'string') return;
  const { position } = fact;
  const custody = custodyOf(line);
  const numbered = fact.producer === 'assets' && typeof line.deviceSeq === 'number';
  into.device_fact.push({
    device_id: line.deviceId,
    position,
    line_no: lineNo,
    device_seq: numbered ? (line.deviceSeq as number) : null,
    previous: line.previous ? `\\x${Buffer.from(line.previous, 'base64').toString('hex')}` : null,
    true_from: custody?.from ?? trueFrom(fact).toISOString(),
    cause: numbered && !custody && isId(fact.causationId) ? fact.causationId : null,
    line: keptOf(fact.type, line),
  });
  if (numbered) into.device_award.push(...awardsOf(line.deviceId, position, line));
  if (numbered && custody) {
    into.custody.push({
      device_id: line.deviceId,
      device_seq: line.deviceSeq as number,
      position,
      true_from: custody.from,
      claimed_from: custody.claimedFrom,
      clamped: custody.clamped,
      party_kind: custody.partyKind,
      party_id: custody.partyId,
      person_id: custody.personId ?? null,
      place_id: custody.placeId,
      en_route: custody.enRoute,
      hold: custody.hold,
      document_id: custody.documentId,
    });
  }
  if (fact.type === 'fact.assets.device-registered.v1')
    register(line as unknown as DeviceRegisteredLine, position, into);
  if (births.has(fact.type)) describe(line as unknown as DeviceRegisteredLine, position, into);
  if (fact.type === 'fact.assets.device-tagged.v1') {
    const { deviceId, tag, replaces } = line as unknown as DeviceTaggedLine;
    into.device_code.push({ ...codeRow(deviceId, position, 'ASSET_TAG', tag, tag), replaces: replaces ?? null });
  }
}

function awardsOf(device_id: string, position: number, line: Line): DeviceAwardRow[] {
  const changed = line['changed'] as ChangedDimensions | undefined;
  const funding = (changed?.funding ?? line['funding'] ?? []) as FundingShare[];
  return funding.map(({ awardId }) => ({ award_id: awardId, device_id, position }));
}

function custodyOf(line: Line): CustodyInterval | undefined {
  const changed = line['changed'] as ChangedDimensions | undefined;
  return (changed?.custody ?? line['custody']) as CustodyInterval | undefined;
}

/** A refused device has a description and no code: its serial belongs to the device that was there before (CR-08). */
function describe(line: DeviceRegisteredLine, position: number, into: Projected): void {
  into.device.push({
    device_id: line.deviceId,
    position,
    catalogue_item_id: line.catalogueItemId,
    maker_id: line.makerId,
    maker: line.maker,
    model: line.model,
    category: line.category,
    description: line.description,
    kit_id: line.kitId ?? null,
  });
}

function register(line: DeviceRegisteredLine, position: number, into: Projected): void {
  describe(line, position, into);
  into.device_code.push(...line.identifiers.flatMap((identifier) => codesOf(line.deviceId, position, identifier)));
}

/** As captured and as compared: somebody may type what the plate says, or what the register shows. */
function codesOf(deviceId: string, position: number, { type, value, raw }: Identifier): DeviceCodeRow[] {
  const row = codeRow(deviceId, position, type, value, raw);
  const asRead = comparable(raw);
  return asRead === row.code || asRead === '' ? [row] : [row, { ...row, code: asRead }];
}

function codeRow(deviceId: string, position: number, type: string, value: string, raw: string): DeviceCodeRow {
  return { code: comparable(value), device_id: deviceId, type, value, raw, position, replaces: null };
}

/** Told once by the device's own rows, or of no use line by line. */
const leftOut = new Set([
  'deviceId',
  'deviceSeq',
  'previous',
  'identifiers',
  'description',
  'maker',
  'makerId',
  'model',
  'category',
  'catalogueItemId',
  'serialRule',
  'trackingMode',
  'custody',
  'changed',
  'lotId',
  'quantity',
]);

function keptOf(type: string, line: Line): DeviceLine {
  const changed = (line['changed'] ?? {}) as ChangedDimensions;
  const { custody: _, ...dimensions } = changed;
  const own = Object.entries(line).filter(([name, value]) => value !== null && !leftOut.has(name));
  // An accepted condition is what the receiver said; only assets' word is the device's condition.
  return { ...Object.fromEntries(own), ...(type === 'fact.assets.device-transitioned.v1' ? dimensions : {}) };
}
