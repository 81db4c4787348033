import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  DeviceSeenElsewhereV1,
  DeviceTransitionedV1,
  WaybillClosedShortV1,
  IncidentOpenedV1,
  MandateDocumentedV1,
  MandateRecordedV1,
} from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.ts';
import { withClient } from '../../../../tools/stack/databases.ts';
import type { AuditApp } from '../../test/audit-app.ts';
import { auditApp } from '../../test/audit-app.ts';
import type { Delivery } from '../../test/delivery.ts';
import { countersigned, delivered, moved, parties, received, signed, taggedAndInspected } from '../../test/delivery.ts';
import type { Producers } from '../../test/producers.ts';
import { startProducers } from '../../test/producers.ts';
import type { TraceDto } from './devices.dto.js';

let told: Producers;
let audit: AuditApp;
let auditor: TestPerson;
let known: Awaited<ReturnType<typeof parties>>;

const day = (n: number, hour = 9): Date => new Date(Date.UTC(2026, 2, n, hour));

beforeAll(async () => {
  told = await startProducers();
  audit = await auditApp(told.nats);
  auditor = await audit.as({ roles: ['AUDITOR'] });
  known = await parties(told);
});
afterAll(async () => {
  await audit?.close();
  await told?.close();
});

async function trace(code: string, query = ''): Promise<TraceDto> {
  const answer = await auditor.get(`/devices/${encodeURIComponent(code)}/trace${query}`);
  expect({ status: answer.status, body: answer.status === 200 ? null : answer.body }).toEqual({
    status: 200,
    body: null,
  });
  return answer.body as TraceDto;
}

describe('the life of a laptop of G1', () => {
  let delivery: Delivery;
  let handoverId: string;
  let first: string;

  beforeAll(async () => {
    delivery = await received(told, known, 3, day(18));
    await taggedAndInspected(told, delivery, day(19));
    const { waybillId } = await delivered(told, delivery, day(20));
    ({ handoverId } = await signed(told, delivery, waybillId, day(21)));
    await countersigned(told, handoverId, day(24));
    await audit.caughtUp(told);
    first = delivery.deviceIds[0] as string;
  });

  it('is told in one call, every document before the effects it caused (Q3)', async () => {
    const { events, chain } = await trace(first);
    expect(
      events.map(({ deviceSeq, what, document }) => `${deviceSeq ?? '-'} ${what} ${document?.number ?? ''}`.trim()),
    ).toEqual([
      '- order recorded PO-4500012345',
      '- goods received GR-2026-000001',
      '1 entered the register GR-2026-000001',
      '2 tag bound',
      '- inspection closed: accepted IN-2026-000001',
      '3 accepted at inspection (T02) IN-2026-000001',
      '- allocation proposed AL-2026-000001',
      '4 reserved for a unit (T06) AL-2026-000001',
      '- allocation approved AL-2026-000001',
      '- release approved WB-2026-000001',
      '- waybill dispatched WB-2026-000001',
      '5 left with the carrier (T08) WB-2026-000001',
      '- arrival recorded WB-2026-000001',
      '6 arrived at the unit (T09) WB-2026-000001',
      '- deed of donation effective DD-2026-000001',
      '7 title passed (T14) DD-2026-000001',
      '- handover signed: accepted PV-2026-000001',
      '8 handed over to the unit (T12) PV-2026-000001',
      '- waybill closed WB-2026-000001',
      '- handover countersigned PV-2026-000001',
    ]);
    expect(chain).toEqual({ checked: 8, whole: true, problems: [] });
  });

  it('domain §8.6 is told to whoever answers for the award that paid it, and to no other donor', async () => {
    const donor = await audit.as({ roles: [{ role: 'DONOR', awardId: delivery.awardId }] });
    await donor.get(`/devices/${first}/trace`).expect(200);
    const other = await audit.as({ roles: [{ role: 'DONOR', awardId: randomUUID() }] });
    const [foreign, unknown] = [
      await other.get(`/devices/${first}/trace`).expect(404),
      await other.get(`/devices/${randomUUID()}/trace`).expect(404),
    ];
    expect(foreign.body.code).toBe(unknown.body.code);
  });

  it('says who has it after each event', async () => {
    const { events } = await trace(first);
    const custodians = events.flatMap(({ deviceSeq, custodian }) => (deviceSeq ? [custodian?.label] : []));
    expect(custodians).toEqual([
      ...Array.from({ length: 4 }, () => 'GOM Bureau de Goma'),
      'Transport du Lac',
      'GOM Bureau de Goma',
      'GOM Bureau de Goma',
      'PMH-MBM Police des mines, Mbuji-Mayi',
    ]);
  });

  it('begins with where it is, who has it, since when and on which signed paper (Q2)', async () => {
    const { now, device } = await trace(first);
    expect(now).toMatchObject({
      where: 'Bureau de Mbuji-Mayi',
      who: 'PMH-MBM Police des mines, Mbuji-Mayi',
      since: day(21).toISOString(),
      lifecycle: 'A08_HANDED_OVER',
      title: 'STATE_DRC',
      condition: 'EXCELLENT',
      acquisitionDate: '2026-03-18',
      cost: { minor: 84_500, currency: 'USD' },
      funding: [{ percent: 100, award: 'SINLEC26CA0001 INL' }],
      custodian: { personId: delivery.unit.personId, hold: 'FIRM', enRoute: false },
      document: {
        id: handoverId,
        kind: 'HANDOVER',
        number: 'PV-2026-000001',
        status: 'FINAL',
        signatures: [
          { role: 'RECEIVER', personId: delivery.unit.personId, capacity: 'HEAD', rank: 'MAJOR' },
          { role: 'COUNTERSIGNER', capacity: 'OFFICER' },
        ],
      },
    });
    expect(device).toMatchObject({ deviceId: first, tag: delivery.tags[0], serial: delivery.serials[0], maker: 'HP' });
  });

  it('marks both clocks, the lag, and silences of more than 30 days', async () => {
    const { events, silences } = await trace(first);
    const receipt = events[1];
    expect(receipt).toMatchObject({ what: 'goods received', silenceDays: 45, lagSeconds: 0 });
    expect(events[2]).toMatchObject({ lagSeconds: 0.1, causedBy: 2 });
    expect(silences[0]).toMatchObject({ days: 45, endedBy: 2 });
    expect(silences.at(-1)).toMatchObject({ endedBy: null, from: day(24).toISOString() });
  });

  it('is found by tag, tag without hyphens, QR address, and serial as printed on the plate', async () => {
    const tag = delivery.tags[0] as string;
    const serial = delivery.serials[0] as string;
    for (const code of [
      tag,
      tag.replaceAll('-', ''),
      `https://dotation.example.org/a/${tag}`,
      serial,
      ` ${serial.toLowerCase()}`,
    ])
      expect((await trace(code)).device.deviceId).toBe(first);
    const answer = await auditor.get('/devices/NOBODY/trace').expect(404);
    expect(answer.body).toMatchObject({ code: 'device-not-found' });
  });

  it('gives the same bytes for the same asOf and knownAt, whatever is learnt later', async () => {
    const before = await auditor.get(`/devices/${first}/trace`).expect(200);
    const { asOf, knownAt, position } = before.body as TraceDto;
    const pair = `asOf=${encodeURIComponent(asOf)}&knownAt=${encodeURIComponent(knownAt)}`;
    const held = await auditor.get(`/organisation-units/${known.unit.partyId}/holdings?${pair}`).expect(200);
    const custody = await auditor.get(`/devices/${first}/custody?${pair}`).expect(200);
    await told.tellParts(
      DeviceSeenElsewhereV1,
      { documentId: uuidv7(), placeId: randomUUID(), orgUnitId: randomUUID(), seenAt: day(2).toISOString() },
      [{ lineId: uuidv7(), deviceId: first, effect: 'CONFIRMS', waybillId: uuidv7() }],
      { occurredAt: day(2) },
    );
    await moved(told, delivery, uuidv7(), 'T40', { condition: 'USABLE' }, day(2), uuidv7());
    await audit.caughtUp(told);
    const now = await trace(first);
    expect(now.position).toBeGreaterThan(position);
    expect(now.events.length).toBe((before.body as TraceDto).events.length + 2);
    expect((await auditor.get(`/devices/${first}/trace?${pair}`)).text).toBe(before.text);
    expect((await auditor.get(`/organisation-units/${known.unit.partyId}/holdings?${pair}`)).text).toBe(held.text);
    expect((await auditor.get(`/devices/${first}/custody?${pair}`)).text).toBe(custody.text);
  });

  it('shows a number that is missing and a previous hash that is broken', async () => {
    const second = delivery.deviceIds[1] as string;
    const told12 = { deviceId: second, transition: 'T40' as const, changed: {} };
    const [next] = told.number([told12]);
    const wrong = {
      ...told12,
      deviceSeq: (next?.deviceSeq ?? 0) + 1,
      previous: Buffer.alloc(32, 7).toString('base64'),
    };
    const after = { ...wrong, deviceSeq: wrong.deviceSeq + 1 };
    await told.tellParts(DeviceTransitionedV1, { documentId: uuidv7() }, [wrong]);
    await told.tellParts(DeviceTransitionedV1, { documentId: uuidv7() }, [after]);
    await audit.caughtUp(told);
    const { chain, events } = await trace(second);
    expect(chain.problems.map(({ code, deviceSeq }) => `${code} ${deviceSeq}`)).toEqual([
      `missing-number ${next?.deviceSeq}`,
      `broken-previous-hash ${after.deviceSeq}`,
    ]);
    expect(events.at(-1)?.problems).toEqual(['broken-previous-hash']);
  });

  it('notices bytes somebody changed behind the log’s back', async () => {
    const third = delivery.deviceIds[2] as string;
    await withClient(audit.database.ownerUrl, async (client) => {
      await client.query(`ALTER TABLE fact_log DISABLE TRIGGER fact_log_append_only`);
      await client.query(
        `UPDATE fact_log SET body = body || ' ' WHERE position =
           (SELECT position FROM device_fact WHERE device_id = $1 AND device_seq = 2)`,
        [third],
      );
      await client.query(`ALTER TABLE fact_log ENABLE TRIGGER fact_log_append_only`);
    });
    const { chain } = await trace(third);
    expect(chain.whole).toBe(false);
    expect(chain.problems.map(({ code }) => code)).toEqual(['broken-previous-hash', 'bytes-changed']);
  });
});

it('a signature that is synced late was true then, but not known then (AM-26)', async () => {
  const delivery = await received(told, known, 1, day(1), { serial: () => 'LATE-0001' });
  await taggedAndInspected(told, delivery, day(2));
  const { waybillId } = await delivered(told, delivery, day(3));
  await audit.caughtUp(told);
  const beforeSync = (await trace('LATE-0001')).knownAt;
  await signed(told, delivery, waybillId, day(5), day(25));
  await audit.caughtUp(told);
  const at = (asOf: Date, knownAt?: string): string =>
    `?asOf=${asOf.toISOString()}${knownAt ? `&knownAt=${encodeURIComponent(knownAt)}` : ''}`;
  expect((await trace('LATE-0001', at(day(6)))).now.who).toBe('PMH-MBM Police des mines, Mbuji-Mayi');
  expect((await trace('LATE-0001', at(day(6), beforeSync))).now.who).toBe('GOM Bureau de Goma');
  expect((await trace('LATE-0001', at(day(3, 9)))).now.who).toBe('GOM Bureau de Goma');
  // On the road the waybill is the paper, and the driver has signed it (Q3).
  expect((await trace('LATE-0001', at(new Date(day(3).getTime() + 25 * 60_000)))).now).toMatchObject({
    who: 'Transport du Lac',
    document: { kind: 'WAYBILL', status: 'DISPATCHED', signatures: [{ role: 'DRIVER', capacity: 'DRIVER' }] },
  });
  // The deed says since when the title is the State's; the register only knows when it was told.
  expect((await trace('LATE-0001', at(day(6)))).now.title).toBe('STATE_DRC');
  expect((await trace('LATE-0001', at(day(4)))).now.title).toBe('IOM_CONDITIONAL');
  expect((await trace('LATE-0001', at(day(6)))).now.document?.status).toBe('PROVISIONAL');
  const held = await auditor
    .get(`/organisation-units/${known.unit.partyId}/holdings${at(day(6))}&limit=500`)
    .expect(200);
  const items6 = held.body.items as { device: { serial: string }; title: string }[];
  expect(items6.find(({ device }) => device.serial === 'LATE-0001')?.title).toBe('STATE_DRC');
  const signing = (await trace('LATE-0001')).events.find(({ what }) => what.startsWith('handover signed'));
  expect(signing?.lagSeconds).toBe(20 * 86_400);
  const custody = await auditor.get('/devices/LATE-0001/custody').expect(200);
  const items = custody.body.items as { from: string; to: string | null }[];
  expect(items.map(({ to }) => to).slice(0, -1)).toEqual(items.map(({ from }) => from).slice(1));
  expect(items.at(-1)?.to).toBeNull();
});

it('a serial two makers use is answered with both devices, and no choice is made', async () => {
  await received(told, known, 1, day(4), { maker: 'Dell', serial: () => 'TWIN 77' });
  await received(told, known, 1, day(4), { maker: 'Lenovo', serial: () => 'TWIN-77' });
  await received(told, known, 1, day(4), { maker: 'Acer', serial: () => 'TWIN-77' });
  await audit.caughtUp(told);
  const answer = await auditor.get('/devices/TWIN77/trace').expect(409);
  expect(answer.body.code).toBe('device-ambiguous');
  const rows = answer.body.rows as { maker: string; deviceId: string }[];
  expect(rows.map(({ maker }) => maker).sort()).toEqual(['Acer', 'Dell', 'Lenovo']);
  // Written exactly, only those that are written so.
  const exact = await auditor.get(`/devices/${encodeURIComponent('TWIN 77')}/trace`).expect(200);
  expect(exact.body.device.maker).toBe('Dell');
});

it('a loss shows the closing, the effect and the incident in this order, the carrier still custodian', async () => {
  const delivery = await received(told, known, 1, day(6), { serial: () => 'LOST-1' });
  await taggedAndInspected(told, delivery, day(7));
  const { waybillId } = await delivered(told, delivery, day(8));
  const [deviceId] = delivery.deviceIds as [string];
  const [closing] = await told.tellParts(
    WaybillClosedShortV1,
    { documentId: waybillId, number: 'WB-2026-000009', closedBy: randomUUID(), reason: 'never arrived' },
    [{ lineId: uuidv7(), deviceId, effect: 'MOVES' }],
    { recordedAt: day(9) },
  );
  const causationId = (closing as { factId: string }).factId;
  await moved(told, delivery, waybillId, 'T11', { lifecycle: 'A13_MISSING' }, day(9), causationId);
  await told.tell(
    IncidentOpenedV1,
    deviceId,
    {
      incidentId: uuidv7(),
      number: 'IC-2026-000001',
      kind: 'LOSS',
      deviceId,
      documentId: waybillId,
      custodianPartyId: known.carrier.partyId,
      openedAt: day(9).toISOString(),
    },
    { recordedAt: day(9), causationId },
  );
  await audit.caughtUp(told);
  const { events, now } = await trace('LOST-1');
  expect(events.slice(-3).map(({ what, document }) => `${what} ${document?.number}`)).toEqual([
    'waybill closed short WB-2026-000001',
    'missing (T11) WB-2026-000001',
    'incident opened IC-2026-000001',
  ]);
  expect(now.lifecycle).toBe('A13_MISSING');
});

it('what the device was seen doing at another unit is in its life, that unit’s own papers are not (CR-67)', async () => {
  const delivery = await received(told, known, 1, day(10), { serial: () => 'SEEN-1' });
  const [deviceId] = delivery.deviceIds as [string];
  const elsewhere = uuidv7();
  await told.tellParts(
    DeviceSeenElsewhereV1,
    { documentId: elsewhere, placeId: randomUUID(), orgUnitId: randomUUID(), seenAt: day(11).toISOString() },
    [{ lineId: uuidv7(), deviceId, effect: 'MOVES', waybillId: uuidv7() }],
    { recordedAt: day(11) },
  );
  await countersigned(told, elsewhere, day(12));
  await audit.caughtUp(told);
  expect((await trace(deviceId)).events.map(({ what }) => what)).toEqual([
    'order recorded',
    'goods received',
    'entered the register',
    'seen at another unit',
  ]);
});

it('AM-1, AM-8 tells which files documents name that nobody has brought, until somebody does', async () => {
  const photo = randomBytes(2_000);
  const sha256 = createHash('sha256').update(photo).digest('hex');
  const delivery = await received(told, known, 1, day(13), { serial: () => 'PHOTO-1' });
  await taggedAndInspected(told, delivery, day(14));
  const { waybillId } = await delivered(told, delivery, day(15));
  const { handoverId } = await signed(told, delivery, waybillId, day(16));
  await countersigned(told, handoverId, day(17), { imageSha256: sha256 });
  await audit.caughtUp(told);
  const missing = async (): Promise<object[]> =>
    ((await auditor.get(`/files/missing?documentId=${handoverId}`).expect(200)).body as { items: object[] }).items;
  expect(await missing()).toEqual([
    {
      ...{ sha256, field: 'imageSha256', documentId: handoverId, kind: 'HANDOVER', number: 'PV-2026-000001' },
      since: expect.any(String) as string,
    },
  ]);
  expect((await auditor.get('/files/missing?limit=1').expect(200)).body.items).toHaveLength(1);
  const before = await trace('PHOTO-1');
  expect(before.now.document?.missingFiles).toEqual([sha256]);
  expect(before.events.at(-1)?.document).toMatchObject({ id: handoverId, missingFiles: [sha256] });

  // An auditor writes nothing (CR-61).
  const keeper = await audit.as({ roles: ['STOREKEEPER'] });
  await keeper.put(`/files/${sha256}`, photo).expect(201);
  expect(await missing()).toEqual([]);
  // Known at that time, it was missing, whenever that is asked.
  const pair = `?asOf=${before.asOf}&knownAt=${encodeURIComponent(before.knownAt)}`;
  expect(await trace('PHOTO-1', pair)).toEqual(before);
  await moved(told, delivery, uuidv7(), 'T40', { condition: 'REPAIRABLE' }, day(18), uuidv7());
  await audit.caughtUp(told);
  expect((await trace('PHOTO-1')).now.document?.missingFiles).toEqual([]);
});

it('CR-22, AM-8 awaits the document of a mandate as it does those of a PV', async () => {
  const [mandateId, orgUnitId, fromPersonId, toPersonId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const mandate = {
    ...{ mandateId, orgUnitId, fromPersonId, toPersonId },
    ...{ validFrom: day(1).toISOString(), validTo: day(30).toISOString() },
  };
  const paper = randomBytes(2_000);
  const sha256 = createHash('sha256').update(paper).digest('hex');
  const missing = async (): Promise<object[]> => {
    await audit.caughtUp(told);
    return ((await auditor.get(`/files/missing?documentId=${mandateId}`).expect(200)).body as { items: object[] })
      .items;
  };
  await told.tell(MandateRecordedV1, orgUnitId, { ...mandate, documentSha256: null });
  expect(await missing()).toEqual([]);
  await told.tell(MandateDocumentedV1, orgUnitId, { ...mandate, documentSha256: sha256 });
  expect(await missing()).toMatchObject([
    { sha256, field: 'documentSha256', documentId: mandateId, kind: 'MANDATE', number: null },
  ]);
  const keeper = await audit.as({ roles: ['STOREKEEPER'] });
  await keeper.put(`/files/${sha256}`, paper).expect(201);
  expect(await missing()).toEqual([]);
});

it('reads wait for what Dotation-After names to be projected, not only appended', async () => {
  const delivery = await received(told, known, 1, day(13), { serial: () => 'AFTER-1' });
  const factId = await moved(told, delivery, uuidv7(), 'T40', { condition: 'REPAIRABLE' }, day(14), uuidv7());
  const answer = await auditor.get('/devices/AFTER-1/trace').set('dotation-after', `assets/${factId}`).expect(200);
  expect(answer.headers['dotation-stale']).toBeUndefined();
  expect(answer.body.now.condition).toBe('REPAIRABLE');
});

describe('who may ask, and how', () => {
  it('nobody without a role', async () => {
    const nobody = await audit.as();
    await nobody.get('/devices/LOST-1/trace').expect(403);
    await nobody.get('/facts').expect(403);
    const head = await audit.as({ roles: ['UNIT_HEAD'] });
    await head.get('/facts').expect(403);
  });

  it.each(['asOf=yesterday', 'asOf=2027-02-30T00:00:00Z', 'knownAt=2027-01-01', 'asOf=2027-01-01T00:00:00', 'x=1'])(
    'a question with %s is refused by name',
    async (query) => {
      const answer = await auditor.get(`/devices/LOST-1/trace?${query}`).expect(422);
      expect(answer.body.code).toBe('validation-failed');
    },
  );

  it('an offset whose plus sign was not escaped is understood', async () => {
    await auditor.get('/devices/LOST-1/trace?asOf=2027-01-01T00:00:00+01:00').expect(200);
  });

  it('nothing is known before the first fact', async () => {
    await auditor.get('/devices/LOST-1/trace?knownAt=2020-01-01T00:00:00Z').expect(404);
  });
});
