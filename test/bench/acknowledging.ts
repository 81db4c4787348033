import pg from 'pg';
import type { Document } from '../../tools/journey/answers.ts';
import { accepted, allocate, arrive, dispatch, signatureOf } from '../../tools/journey/handing-over.ts';
import { devicesOf, inspect, tagAll } from '../../tools/journey/receiving.ts';
import { settled } from '../../tools/journey/settled.ts';
import { milliseconds, say, timed, type Figure } from './figures.ts';
import { receiveMany } from './receiving.ts';
import type { Stage } from './stage.ts';

/** One call of the head of a unit, against the same custody rows written bare. */
export async function acknowledgeMany({ stack, cast }: Stage): Promise<Figure[]> {
  const count = 500;
  say(`acknowledge ${count} in one call …`);
  const { places, orgUnits, organisations, awards } = cast.ids;
  const { receiptId } = await receiveMany(cast, count);
  await tagAll(cast, receiptId);
  await inspect(cast, receiptId, []);
  const devices = await devicesOf(cast.as('storekeeper'), receiptId);
  const unit = { orgUnitId: orgUnits['pmhMbujiMayi']!, placeId: places['pmhMbujiMayi']! };
  await allocate(
    cast,
    unit.orgUnitId,
    awards['inl']!,
    devices.map(({ deviceId }) => deviceId),
  );
  const waybill = await dispatch(cast, {
    purpose: 'TO_UNIT',
    lines: devices.map(({ deviceId }) => ({ deviceId })),
    fromPlaceId: places['store']!,
    toPlaceId: unit.placeId,
    toOrgUnitId: unit.orgUnitId,
    carrierId: organisations['carrier']!,
    driverId: cast.person('driver'),
    officer: { orgUnitId: orgUnits['fieldOffice']!, personId: cast.person('fieldOfficer') },
  });
  await arrive(cast, waybill, cast.person('driver'), { sealsIntact: true });
  const signedAt = new Date().toISOString();
  const began = performance.now();
  const head = cast.as('unitHead');
  const made = await head.post<Document>('/handover/handovers', {
    kind: 'FIRST',
    ...unit,
    waybillIds: [waybill.id],
    signedAt,
    signature: signatureOf(cast.person('unitHead'), 'HEAD', signedAt),
    giverId: cast.person('fieldOfficer'),
    channel: 'OWN_PHONE',
    lines: devices.map((device) => accepted(device.tag!)),
  });
  const answered = performance.now() - began;
  await settled<Document>(head, `/handover/handovers/${made.id}`);
  const applied = performance.now() - began;
  const bare = await bareCustody(
    stack.adminUrl('assets'),
    devices.map(({ deviceId }) => deviceId),
  );
  return [
    {
      what: `acknowledge ${count} devices in one call`,
      measured: `answered ${milliseconds(answered)}, custody moved ${milliseconds(applied)}`,
      floor: `the same custody rows in one bare transaction: ${milliseconds(bare)}`,
      ratio: bare / applied,
      aim: '–',
      reached: null,
    },
  ];
}

/** Ends one interval and opens the next for each device, in copies of the tables, in one transaction. */
async function bareCustody(url: string, deviceIds: string[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`DROP SCHEMA IF EXISTS floor CASCADE; CREATE SCHEMA floor;
      CREATE TABLE floor.custody (LIKE public.custody INCLUDING ALL); CREATE TABLE floor.device (LIKE public.device INCLUDING ALL)`);
    const columns = `device_id, device_seq, from_at, to_at, claimed_from, clamped, party_kind, party_id, person_id, place_id, en_route, hold, document_id, recorded_at`;
    await client.query(`INSERT INTO floor.device SELECT * FROM public.device WHERE id = ANY($1)`, [deviceIds]);
    await client.query(
      `INSERT INTO floor.custody (${columns}) SELECT ${columns} FROM public.custody WHERE device_id = ANY($1)`,
      [deviceIds],
    );
    const { ms } = await timed(async () => {
      await client.query('BEGIN');
      await client.query(`UPDATE floor.custody SET to_at = now() WHERE to_at IS NULL AND device_id = ANY($1)`, [
        deviceIds,
      ]);
      await client.query(
        `INSERT INTO floor.custody (${columns}) SELECT DISTINCT ON (device_id) device_id, device_seq + 1, to_at, NULL, to_at, clamped, party_kind, party_id, person_id, place_id, en_route, hold, document_id, recorded_at
         FROM floor.custody WHERE device_id = ANY($1) ORDER BY device_id, device_seq DESC`,
        [deviceIds],
      );
      await client.query(`UPDATE floor.device SET device_seq = device_seq + 1 WHERE id = ANY($1)`, [deviceIds]);
      await client.query('COMMIT');
    });
    await client.query('DROP SCHEMA floor CASCADE');
    return ms;
  } finally {
    await client.end();
  }
}
