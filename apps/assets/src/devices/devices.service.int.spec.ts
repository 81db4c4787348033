import { randomUUID } from 'node:crypto';
import { AwardAmendedV1, AwardRecordedV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import {
  awardId,
  goodsReceived,
  itemId,
  officeId,
  quarantineId,
  inspectionClosed,
  warehouseId,
} from '../../test/documents.ts';
import { startWorld, type World } from '../../test/world.ts';

let world: World;
let receipt: ReturnType<typeof goodsReceived>;
const kitId = uuidv7();
beforeAll(async () => {
  world = await startWorld();
  receipt = goodsReceived(7, '2026-11-01T09:00:00.000Z', (n) => ({
    identifiers:
      n === 0
        ? [
            { type: 'MFR_SERIAL', value: '5CD1234S', raw: '5cd-1234s' },
            { type: 'MAC', value: 'E0:73:E7:32:5B:33', raw: 'e0-73-e7-32-5b-33' },
          ]
        : [{ type: 'MFR_SERIAL', value: n === 1 ? '5CD12345' : `XY-${n}-77`, raw: `xy ${n}` }],
    kitId: n < 2 ? kitId : null,
  }));
  await world.tell(receipt);
  await world.keeper.post('/taggings', { lines: [{ deviceId: receipt.deviceIds[0] }] }).expect(201);
  await world.tell(inspectionClosed(receipt.receiptId, receipt.deviceIds.slice(0, 2), receipt.deviceIds.slice(1, 2)));
});
beforeEach(async () => world.renew());
afterAll(async () => world.close());

const ids = (body: { items?: { id: string }[] }): number[] =>
  (body.items ?? []).map(({ id }) => receipt.deviceIds.indexOf(id));
const list = async (query: string): Promise<number[]> =>
  ids((await world.keeper.get(`/devices?${query}`).expect(200)).body);
const lookUp = async (code: string): Promise<{ matches: number[]; nearDuplicates: number[] }> => {
  const { body } = await world.keeper.get(`/devices/lookup?code=${encodeURIComponent(code)}`).expect(200);
  return { matches: ids({ items: body.matches }), nearDuplicates: ids({ items: body.nearDuplicates }) };
};

describe('lists of devices', () => {
  it('are told page by page, each device once, in the order of capture', async () => {
    const seen: number[] = [];
    let after = '';
    do {
      const { body } = await world.keeper.get(`/devices?limit=3${after && `&after=${after}`}`).expect(200);
      seen.push(...ids(body));
      after = body.next ?? '';
    } while (after !== '');
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect((await world.keeper.get('/devices?after=nonsense').expect(422)).body.code).toBe('bad-cursor');
  });

  it('are filtered by each dimension and by origin', async () => {
    expect(await list('lifecycle=A04_IN_STOCK')).toEqual([0]);
    expect(await list('lifecycle=A02_REJECTED')).toEqual([1]);
    expect(await list(`placeId=${quarantineId}`)).toEqual([1]);
    expect(await list(`placeId=${warehouseId}`)).toEqual([0, 2, 3, 4, 5, 6]);
    expect(await list(`kitId=${kitId}`)).toEqual([0, 1]);
    for (const all of [
      `receiptId=${receipt.receiptId}`,
      `orgUnitId=${officeId}`,
      `catalogueItemId=${itemId}`,
      `awardId=${awardId}`,
    ])
      expect(await list(all)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (const none of ['receiptId', 'orgUnitId', 'placeId', 'catalogueItemId', 'awardId', 'kitId'])
      expect(await list(`${none}=${randomUUID()}`)).toEqual([]);
    const { body } = await world.keeper.get(`/devices/${receipt.deviceIds[0]}`).expect(200);
    expect(await list(`tag=${body.tag.toLowerCase().replaceAll('-', '')}`)).toEqual([0]);
    expect(await list('q=xy-3')).toEqual([3]);
    expect(await list('q=xy')).toEqual([2, 3, 4, 5, 6]);
    expect(await list('q=%25')).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect((await world.keeper.get('/devices?lifecycle=A99').expect(422)).body.code).toBe('validation-failed');
    expect((await world.keeper.get('/devices?colour=red').expect(422)).body.rows[0].field).toBe('colour');
  });
});

describe('looking a code up', () => {
  it('finds a device by any identifier, whatever hyphens, spaces and case', async () => {
    const { body } = await world.keeper.get(`/devices/${receipt.deviceIds[0]}`).expect(200);
    for (const code of [
      body.tag,
      body.tag.replaceAll('-', ''),
      `https://any.example/a/${body.tag}`,
      'E073E7325B33',
      'e0:73:e7:32:5b:33',
    ])
      expect((await lookUp(code)).matches).toEqual([0]);
    expect((await lookUp('xy 3 77')).matches).toEqual([3]);
    expect(await lookUp('nobody has this')).toEqual({ matches: [], nearDuplicates: [] });
    expect((await world.keeper.get('/devices/lookup?code=--').expect(422)).body.code).toBe('code-empty');
    await world.keeper.get('/devices/lookup').expect(422);
  });

  it('CR-08 shows beside it what is easily confused with it', async () => {
    expect(await lookUp('5CD-1234S')).toEqual({ matches: [0], nearDuplicates: [1] });
    expect(await lookUp('5CD12345')).toEqual({ matches: [1], nearDuplicates: [0] });
    expect(await lookUp('SCD12345')).toEqual({ matches: [], nearDuplicates: [0, 1] });
  });
});

describe('one device', () => {
  it('tells raw beside normalised identifiers, cost, funding and origin', async () => {
    const { body } = await world.keeper.get(`/devices/${receipt.deviceIds[0]}`).expect(200);
    expect(body).toMatchObject({
      serial: '5CD1234S',
      lifecycle: 'A04_IN_STOCK',
      title: 'IOM_CONDITIONAL',
      condition: 'EXCELLENT',
      use: 'NOT_YET_DEPLOYED',
      costMinor: 78_900,
      currency: 'USD',
      funding: [{ awardId, percent: 100 }],
      receiptNumber: receipt.header.number,
      kitId,
      allocationId: null,
      incidentId: null,
    });
    expect(body.identifiers).toContainEqual(
      expect.objectContaining({ type: 'MAC', value: 'E0:73:E7:32:5B:33', raw: 'e0-73-e7-32-5b-33' }),
    );
  });

  it('2 CFR 200.313(d)(1) tells federal participation and title terms with acquisition date and cost, once the award is known', async () => {
    const find = async (index: number): Promise<Record<string, unknown>> =>
      (await world.keeper.get(`/devices/${receipt.deviceIds[index]}`).expect(200)).body;
    expect(await find(0)).toMatchObject({
      ...{ acquisitionDate: '2026-11-02', federalPercent: null, regulatoryClass: null },
      funding: [{ awardId, percent: 100, amountMinor: 78_900, fain: null, titleTerms: null }],
    });
    const flags = { vettingRequired: true, dueDiligenceRequired: true, dispositionApprovalRequired: true };
    const terms = {
      ...{ versionId: awardId, validFrom: '2024-02-02', title: 'CONDITIONAL' as const, equipmentThresholdUsd: 500 },
      ...{ ...flags, eumRequired: true, section889Applies: true },
    };
    const award = { awardId, fain: 'SINLEC24CA0117', donor: 'INL', instrument: 'GRANT', federal: true };
    await world.tellOf(AwardRecordedV1, awardId, { ...award, obligatedOn: '2024-02-02', ...flags, terms });
    expect(await find(0)).toMatchObject({
      ...{ costMinor: 78_900, federalPercent: 100, regulatoryClass: 'EQUIPMENT' },
      funding: [{ fain: 'SINLEC24CA0117', federal: true, titleTerms: 'CONDITIONAL', equipmentThresholdUsd: 500 }],
    });
    // Amended on the day of acceptance: the device shows what held that day, not what came the day after.
    const amend = (number: string, validFrom: string, more: object): Promise<void> => {
      const amended = { ...terms, validFrom, ...more, versionId: uuidv7() };
      return world.tellOf(AwardAmendedV1, awardId, { ...award, number, terms: amended });
    };
    await amend('M002', '2026-11-03', { title: 'EXEMPT' });
    await amend('M001', '2026-11-02', { title: 'FEDERALLY_OWNED', equipmentThresholdUsd: 10_000 });
    expect(await find(0)).toMatchObject({ regulatoryClass: 'SUPPLY', funding: [{ titleTerms: 'FEDERALLY_OWNED' }] });
    // Title is taken at the acceptance: what was accepted before the award said so keeps what it had.
    expect(await find(0)).toMatchObject({ title: 'IOM_CONDITIONAL' });
    const later = goodsReceived(1, '2026-11-02T09:00:00.000Z', () => ({
      identifiers: [{ type: 'MFR_SERIAL', value: 'TITLE1', raw: 'TITLE1' }],
    }));
    await world.tell(later);
    await world.tell(inspectionClosed(later.receiptId, later.deviceIds));
    const { body } = await world.keeper.get(`/devices/${later.deviceIds[0]}`).expect(200);
    expect(body).toMatchObject({ title: 'FEDERALLY_OWNED', acquisitionDate: '2026-11-02' });
  });

  it('is 404 where there is none, and malformed ids are refused', async () => {
    for (const path of [
      `/devices/${randomUUID()}`,
      `/devices/${randomUUID()}/custody`,
      `/kits/${randomUUID()}`,
      `/incidents/${randomUUID()}`,
    ])
      expect((await world.keeper.get(path).expect(404)).body.code).toMatch(/-not-found$/);
    await world.keeper.get('/devices/1').expect(400);
  });

  it('may be read by everybody, and by nobody without a name', async () => {
    const auditor = await world.assets.as({ roles: ['AUDITOR'], scopes: ['read'] });
    await auditor.get(`/devices/${receipt.deviceIds[0]}`).expect(200);
    const response = await fetch(`${world.assets.url}/devices`);
    expect(response.status).toBe(401);
  });
});

it('describes its routes as OpenAPI 3.1', async () => {
  const document = (await (await fetch(`${world.assets.url}/openapi.json`)).json()) as {
    openapi: string;
    paths: object;
  };
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths).sort()).toEqual([
    '/devices',
    '/devices/lookup',
    '/devices/{id}',
    '/devices/{id}/costs',
    '/devices/{id}/custody',
    '/devices/{id}/plate-decision',
    '/incidents',
    '/incidents/{id}',
    '/kits/{id}',
    '/lots',
    '/lots/{id}',
    '/money',
    '/tag-rolls',
    '/tag-rolls/{id}',
    '/tag-rolls/{id}/labels',
    '/taggings',
    '/taggings/{id}',
    '/taggings/{id}/labels',
    '/voids',
    '/voids/{id}',
    '/voids/{id}/confirmation',
    '/voids/{id}/rejection',
  ]);
});
