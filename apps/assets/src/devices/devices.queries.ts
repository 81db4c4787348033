import { decodeCursor, pageOf, type Page } from '@dotation/service';
import { federalPercent, type FundingShare } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import { fundingOf } from '../awards/awards.queries.js';
import { regulatoryClass } from '../awards/funding.rules.js';
import { codeRead, compact, fold } from '../identifiers/identifier.rules.js';
import type { DeviceDto, DeviceRowDto, DevicesQuery, IdentifierDto, IntervalDto, LookupDto } from './devices.dto.js';

const ROW = `d.id, t.raw AS tag, s.value AS serial, d.maker, d.model, d.category, d.lifecycle, d.title, d.condition, d."use",
  json_build_object('partyKind', c.party_kind, 'partyId', c.party_id, 'personId', c.person_id, 'placeId', c.place_id,
    'enRoute', c.en_route, 'hold', c.hold, 'from', c.from_at) AS custody,
  d.kit_id AS "kitId", d.receipt_id AS "receiptId", d.receipt_number AS "receiptNumber",
  d.waiting_for AS "waitingFor", d.device_seq AS "deviceSeq"`;
const JOINS = `JOIN custody c ON c.device_id = d.id AND c.to_at IS NULL
  LEFT JOIN device_identifier t ON t.device_id = d.id AND t.type = 'ASSET_TAG' AND t.valid_to IS NULL
  LEFT JOIN LATERAL (SELECT value FROM device_identifier i
    WHERE i.device_id = d.id AND i.type = 'MFR_SERIAL' AND i.valid_to IS NULL ORDER BY value LIMIT 1) s ON true`;

/** Dates inside json_build_object come as PostgreSQL writes them; callers get ISO 8601 in UTC everywhere. */
function shown<T extends { custody: { from: string } }>(row: T): T {
  return { ...row, custody: { ...row.custody, from: new Date(row.custody.from).toISOString() } };
}

/** One condition per filter; each parameter is named once. */
function conditionsOf(query: DevicesQuery, parameters: unknown[]): string[] {
  const put = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions: string[] = [];
  if (query.lifecycle) conditions.push(`d.lifecycle = ${put(query.lifecycle)}`);
  if (query.receiptId) conditions.push(`d.receipt_id = ${put(query.receiptId)}`);
  if (query.catalogueItemId) conditions.push(`d.catalogue_item_id = ${put(query.catalogueItemId)}`);
  if (query.kitId) conditions.push(`d.kit_id = ${put(query.kitId)}`);
  if (query.orgUnitId) conditions.push(`c.party_id = ${put(query.orgUnitId)}`);
  if (query.placeId) conditions.push(`c.place_id = ${put(query.placeId)}`);
  if (query.awardId) conditions.push(`d.funding @> ${put(JSON.stringify([{ awardId: query.awardId }]))}::jsonb`);
  if (query.tag) conditions.push(`t.value = ${put(compact(codeRead(query.tag)))}`);
  if (query.q) {
    const [from, to] = rangeOf(fold(query.q));
    conditions.push(`d.id IN (SELECT devices_folded_between(${put(from)}, ${put(to)}))`);
  }
  return conditions;
}

/** A beginning as a range, which every index can do; nothing sorts after the last code point. */
function rangeOf(prefix: string): [string, string] {
  return [prefix, `${prefix}\u{10FFFF}`];
}

/** Up to so many devices in scope a page starts from them; with more, enough of them lie in any stretch of the register. */
const FEW = 2_000;

/** One page by id, which is the order of capture. */
export async function listDevices(
  tx: EntityManager,
  query: DevicesQuery,
  isReaderLimited: boolean,
): Promise<Page<DeviceRowDto>> {
  const limit = query.limit ?? 50;
  const parameters: unknown[] = [];
  const conditions = conditionsOf(query, parameters);
  const few = isReaderLimited ? await fewInScope(tx) : null;
  // The policy says the same, but as a filter: a unit's list would be looked for among all devices.
  if (few !== null) conditions.push(`d.id = ANY ($${parameters.push(few)}::uuid[])`);
  const [after] = decodeCursor(query.after, ['uuid']) ?? [];
  // Said of both, so that a list of one custodian or place starts in the middle of its own index as well.
  if (after) conditions.push(`d.id > $${parameters.push(after)} AND c.device_id > $${parameters.length}`);
  const rows = await tx.query<DeviceRowDto[]>(
    `SELECT ${ROW} FROM device d ${JOINS}
     ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
     ORDER BY d.id LIMIT ${limit + 1}`,
    parameters,
  );
  return pageOf(rows, limit, ({ id }) => [id], shown);
}

async function fewInScope(tx: EntityManager): Promise<string[] | null> {
  const [{ few }] = await tx.query<[{ few: string[] | null }]>('SELECT few_devices_in_scope($1) AS few', [FEW]);
  return few;
}

/** At most this many devices answer to one code; a batch number may be on thousands. */
const MOST_MATCHES = 50;

/** Devices that carry the code, and those that carry something easily confused with it. */
export async function lookUp(tx: EntityManager, scanned: string): Promise<LookupDto | null> {
  const code = compact(codeRead(scanned));
  if (code === '') return null;
  const found = await tx.query<{ device_id: string; exact: boolean }[]>(
    `SELECT device_id, bool_or(regexp_replace(value, '[^[:alnum:]]', '', 'g') = $2) AS exact
     FROM device_identifier WHERE folded = ANY($1::text[]) AND valid_to IS NULL
     GROUP BY device_id ORDER BY exact DESC, device_id LIMIT ${MOST_MATCHES}`,
    [[...new Set([fold(code), code])], code],
  );
  const rows = await tx.query<DeviceRowDto[]>(
    `SELECT ${ROW} FROM device d ${JOINS} WHERE d.id = ANY($1::uuid[]) ORDER BY d.id`,
    [found.map(({ device_id }) => device_id)],
  );
  const exact = new Set(found.filter((one) => one.exact).map(({ device_id }) => device_id));
  const devices = rows.map(shown);
  return {
    matches: devices.filter(({ id }) => exact.has(id)),
    nearDuplicates: devices.filter(({ id }) => !exact.has(id)),
  };
}

type DetailRow = Omit<DeviceDto, 'registeredAt' | 'costMinor' | 'funding'> & {
  registeredAt: Date;
  costMinor: string | null;
  funding: FundingShare[] | null;
};

export async function findDevice(tx: EntityManager, id: string): Promise<DeviceDto | null> {
  const [row] = await tx.query<DetailRow[]>(
    `SELECT ${ROW}, d.maker_id AS "makerId", d.catalogue_item_id AS "catalogueItemId", d.description,
       d.serial_rule AS "serialRule", d.no_serial_reason AS "noSerialReason", d.carton, d.receipt_line_id AS "receiptLineId",
       d.order_line_id AS "orderLineId", d.cost_minor AS "costMinor", d.zero_cost_reason AS "zeroCostReason", d.currency, d.funding,
       d.acquisition_date::text AS "acquisitionDate", d.disputed, d.origin, d.replaces_device_id AS "replacesDeviceId",
       (SELECT n.id FROM device n WHERE n.replaces_device_id = d.id ORDER BY n.id LIMIT 1) AS "replacedByDeviceId", d.blanks, d.source, d.registered_at AS "registeredAt",
       (SELECT allocation_id FROM reservation r WHERE r.device_id = d.id AND r.ended_at IS NULL) AS "allocationId",
       (SELECT i.id FROM incident i WHERE i.device_id = d.id AND i.closed_at IS NULL) AS "incidentId"
     FROM device d ${JOINS} WHERE d.id = $1`,
    [id],
  );
  if (!row) return null;
  const identifiers = await tx.query<
    (Omit<IdentifierDto, 'validFrom' | 'validTo'> & { validFrom: Date; validTo: Date | null })[]
  >(
    `SELECT type, value, raw, valid_from AS "validFrom", valid_to AS "validTo", replaced_reason AS "replacedReason"
     FROM device_identifier WHERE device_id = $1 ORDER BY valid_from, type, value`,
    [id],
  );
  const costMinor = row.costMinor === null ? null : Number(row.costMinor);
  const day = row.acquisitionDate ?? row.registeredAt.toISOString().slice(0, 10);
  const funding = row.funding && (await fundingOf(tx, row.funding, costMinor, day));
  return {
    ...shown(row),
    costMinor,
    funding,
    federalPercent: federalPercent(funding),
    regulatoryClass: regulatoryClass(costMinor, row.currency, funding),
    registeredAt: row.registeredAt.toISOString(),
    identifiers: identifiers.map((one) => ({
      ...one,
      validFrom: one.validFrom.toISOString(),
      validTo: one.validTo?.toISOString() ?? null,
    })),
  };
}

type IntervalRow = Omit<IntervalDto, 'from' | 'to' | 'claimedFrom' | 'recordedAt'> & {
  from: Date;
  to: Date | null;
  claimedFrom: Date;
  recordedAt: Date;
};

/** Oldest first. Empty for a device that is not there. */
export async function custodyOf(tx: EntityManager, deviceId: string): Promise<IntervalDto[]> {
  const rows = await tx.query<IntervalRow[]>(
    `SELECT party_kind AS "partyKind", party_id AS "partyId", person_id AS "personId", place_id AS "placeId",
       en_route AS "enRoute", hold, from_at AS "from", to_at AS "to", claimed_from AS "claimedFrom", clamped,
       document_id AS "documentId", device_seq AS "deviceSeq", recorded_at AS "recordedAt"
     FROM custody WHERE device_id = $1 ORDER BY from_at`,
    [deviceId],
  );
  return rows.map((row) => ({
    ...row,
    from: row.from.toISOString(),
    to: row.to?.toISOString() ?? null,
    claimedFrom: row.claimedFrom.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
  }));
}
