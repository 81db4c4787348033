import type { GoodsReceivedLine, GoodsReceivedV1, Identifier } from '@dotation/contracts';
import { candidatesOf, storeOf, identifierKey, registerDevices, type Known } from './registration.rules.js';

const serial = (value: string): Identifier => ({ type: 'MFR_SERIAL', value, raw: value });
const mac = (value: string): Identifier => ({ type: 'MAC', value, raw: value });
const aLine = (
  deviceId: string,
  identifiers: Identifier[],
  change: Partial<GoodsReceivedLine> = {},
): GoodsReceivedLine => ({
  lineId: `line of ${deviceId}`,
  deviceId,
  catalogueItemId: 'item',
  makerId: 'hp',
  maker: 'HP',
  model: 'ProBook 450 G10',
  category: 'LAPTOP',
  description: 'Ordinateur portable',
  trackingMode: 'SERIAL',
  serialRule: 'REQUIRED',
  identifiers,
  condition: 'EXCELLENT',
  ...change,
});
const aReceipt = (lines: GoodsReceivedLine[]): GoodsReceivedV1 => ({
  documentId: 'receipt',
  part: 1,
  parts: 1,
  number: 'GR-2026-000001',
  storeUnitId: 'office',
  placeId: 'warehouse',
  receivedBy: 'keeper',
  receivedAt: '2026-11-02T09:00:00Z',
  kits: [],
  discrepancies: [],
  lines,
});
const occasion = {
  documentId: 'receipt',
  claimedAt: new Date('2026-11-02T09:00:00Z'),
  recordedAt: new Date('2026-11-02T10:00:00Z'),
};
const nothing: Known = { owners: new Map(), usedIds: new Set() };
const register = (lines: GoodsReceivedLine[], known = nothing): ReturnType<typeof registerDevices> => {
  const receipt = aReceipt(lines);
  return registerDevices(storeOf(receipt), candidatesOf(receipt), known, occasion);
};

describe('registration (T01)', () => {
  it('gives birth in A01, with the store as custodian and the title still with the supplier', () => {
    const { registered, refused } = register([aLine('d1', [serial('5CD359FMMR')], { costMinor: 78_900 })]);
    expect(refused).toEqual([]);
    expect(registered[0]?.told).toMatchObject({
      deviceId: 'd1',
      deviceSeq: 1,
      previous: null,
      lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
      title: 'SUPPLIER',
      use: 'NOT_YET_DEPLOYED',
      costMinor: 78_900,
      funding: null,
      custody: {
        partyId: 'office',
        personId: 'keeper',
        placeId: 'warehouse',
        hold: 'FIRM',
        enRoute: false,
        from: '2026-11-02T09:00:00.000Z',
      },
    });
  });

  it('CR-08 refuses a serial already active, and shows the device that has it', () => {
    const owners = new Map([[identifierKey({ type: 'MFR_SERIAL', issuer: 'hp', value: '5CD359FMMR' }), 'earlier']]);
    const { registered, refused } = register([aLine('d1', [serial(' 5cd359fmmr ')])], { ...nothing, owners });
    expect(registered).toEqual([]);
    expect(refused).toEqual([
      expect.objectContaining({
        lineId: 'line of d1',
        deviceId: 'd1',
        code: 'serial-already-active',
        existingDeviceId: 'earlier',
      }),
    ]);
  });

  it('CR-08 takes the first of two equal serials in one receipt', () => {
    const { registered, refused } = register([aLine('d1', [serial('A1')]), aLine('d2', [serial('A1')])]);
    expect(registered.map(({ told }) => told.deviceId)).toEqual(['d1']);
    expect(refused).toMatchObject([{ deviceId: 'd2', existingDeviceId: 'd1' }]);
  });

  it('CR-08 lets two makers have the same serial, but not one MAC address', () => {
    const dell = { makerId: 'dell', maker: 'Dell' };
    const both = register([aLine('d1', [serial('A1')]), aLine('d2', [serial('A1')], dell)]);
    expect(both.refused).toEqual([]);
    const macs = register([aLine('d1', [mac('E0:73:E7:32:51:33')]), aLine('d2', [mac('e0-73-e7-32-51-33')], dell)]);
    expect(macs.refused).toMatchObject([{ deviceId: 'd2', code: 'identifier-already-active' }]);
  });

  it('AM-8 lets a batch number stand on many devices, and a disputed plate contradict the register', () => {
    const batch = { serialRule: 'BATCH' as const };
    expect(register([aLine('d1', [serial('B7')], batch), aLine('d2', [serial('B7')], batch)]).refused).toEqual([]);
    expect(register([aLine('d1', [serial('A1')]), aLine('d2', [serial('A1')], { disputed: true })]).refused).toEqual(
      [],
    );
  });

  it('never uses an id again', () => {
    const { refused } = register([aLine('d1', [serial('A1')])], { ...nothing, usedIds: new Set(['d1']) });
    expect(refused).toMatchObject([{ deviceId: 'd1', code: 'device-id-used' }]);
    expect(register([aLine('d1', [serial('A1')]), aLine('d1', [serial('A2')])]).refused).toHaveLength(1);
  });

  it('passes over lots, which are no devices', () => {
    expect(candidatesOf(aReceipt([aLine('', [], { deviceId: null, lotId: 'lot', quantity: 20 })]))).toEqual([]);
  });
});
