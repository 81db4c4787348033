import type { ReservedDevice } from '@dotation/contracts';
import {
  accepted,
  acknowledge,
  aUnit,
  effects,
  exceptionCodes,
  fact,
  onceArrived,
  onTheRoad,
  sheet,
  signed,
  states,
  statusOf,
  types,
  type Answer,
  type Unit,
} from '../../test/steps.ts';
import { openGate, reset, startWorld, type World } from '../../test/world.ts';

// AM-22: goods without a serial are acknowledged by number, all of one model on one waybill, with one outcome.
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(() => reset(world));

const battery: Partial<ReservedDevice> = {
  maker: 'Victron',
  model: 'Batterie 12 V 200 Ah',
  category: 'BATTERY',
  serial: null,
  serialRule: 'NONE',
};
const counted = (waybillId: string, count: number, change: object = {}): object => ({
  waybillId,
  model: battery.model,
  count,
  outcome: 'ACCEPTED',
  condition: 'EXCELLENT',
  ...change,
});
const refusal = async (unit: Unit, lines: object[]): Promise<object> =>
  (await world.people.head.post('/handovers', sheet(world, unit, lines)).expect(422)).body as object;

describe('AM-22 an acknowledgement by count', () => {
  it('signs for every device of the model, confirmed by COUNT, and closes the waybill', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onceArrived(world, 4, unit, battery);
    const pv = await acknowledge(world, unit, [counted(waybill.id, 4, { model: ' batterie 12 v 200 ah ' })]);
    expect(pv.lines.map(({ deviceId }) => deviceId).sort()).toEqual(devices.map(({ deviceId }) => deviceId).sort());
    for (const line of pv.lines) expect(line).toMatchObject({ row: 1, effect: 'MOVES', confirmedBy: 'COUNT' });
    expect(pv).toMatchObject({ counts: [{ row: 1, count: 4, open: 4, settled: true }], exceptions: [] });
    const signing = await world.told();
    expect(types(signing)).toEqual(['handover-signed', 'waybill-closed']);
    expect(effects(signing[0])).toEqual({ MOVES: 4 });
    expect(signing[0]?.data.lines?.every((line) => line['codeRead'] === null && line['confirmedBy'] === 'COUNT')).toBe(
      true,
    );
    expect(signing[0]?.data).toMatchObject({ waybillIds: [waybill.id], counts: [{ count: 4, settled: true }] });
    expect(await states(world, waybill.id)).toEqual({ ACCEPTED: 4 });
  });

  it('of another number is an exception; the lines stay open, and tags settle them one by one', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 4, unit, battery);
    const pv = await acknowledge(world, unit, [counted(waybill.id, 3)]);
    expect(pv).toMatchObject({
      lines: [],
      counts: [{ count: 3, open: 4, settled: false }],
      exceptions: [{ code: 'COUNT_DIFFERS' }],
    });
    const [first, ...none] = await world.told();
    expect(none).toEqual([]);
    expect(first).toMatchObject({ type: 'handover-signed', data: { lines: [], counts: [{ count: 3, open: 4 }] } });
    expect(await states(world, waybill.id)).toEqual({ OPEN: 4 });
    expect(await exceptionCodes(world, `documentId=${waybill.id}`)).toEqual(['COUNT_DIFFERS']);
    await acknowledge(world, unit, devices.slice(0, 3).map(accepted));
    await acknowledge(world, unit, [counted(waybill.id, 1)]);
    expect(await statusOf(world, waybill.id)).toBe('CLOSED');
    await world.told();
  });

  it('CR-21 of goods with serials is refused at the counter, row and field named, and nothing is written', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onceArrived(world, 2, unit);
    const model = devices[0]?.model;
    expect(await refusal(unit, [counted(waybill.id, 2, { model })])).toMatchObject({
      code: 'rows-not-valid',
      rows: [{ row: 1, field: 'lines[0].model', code: 'serial-not-confirmed' }],
    });
    const [device] = devices as [ReservedDevice];
    expect(await refusal(unit, [{ ...accepted(device), confirmedBy: 'COUNT' }])).toMatchObject({
      rows: [{ row: 1, field: 'lines[0].confirmedBy' }],
    });
    expect(await refusal(unit, [{ ...counted(waybill.id, 2, { model }), code: device.tag }])).toMatchObject({
      rows: [{ row: 1, code: 'unknown-field' }],
    });
    expect(await world.told()).toEqual([]);
  });

  it('CR-21 signed on paper it is kept as it was said, told, and moves nothing', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onceArrived(world, 2, unit);
    const paper = { channel: 'PAPER_TRANSCRIBED', witnessId: world.people.otherHead.id, sheetSha256: 'a'.repeat(64) };
    const pv = await acknowledge(
      world,
      unit,
      [counted(waybill.id, 2, { model: devices[0]?.model })],
      { ...paper, giverId: null },
      'deputy',
    );
    expect(pv).toMatchObject({ lines: [], counts: [{ count: 2, settled: false }] });
    expect(pv.exceptions.map(({ code }) => code)).toContain('COUNT_UNCLEAR');
    expect(await states(world, waybill.id)).toEqual({ ARRIVED: 2 });
    await world.told();
  });

  it('CR-67 a waybill of another unit cannot be counted on, and nothing of it is told', async () => {
    const [u1, u2] = [aUnit(), aUnit()];
    const { waybill } = await onTheRoad(world, 2, u2, battery);
    const body = await refusal(u1, [counted(waybill.id, 2)]);
    expect(body).toMatchObject({ rows: [{ code: 'not-on-this-waybill' }] });
    expect(JSON.stringify(body)).not.toContain(u2.orgUnitId);
    const late = new Date(Date.now() - 3 * 24 * 60 * 60_000).toISOString();
    const pv = await acknowledge(world, u1, [counted(waybill.id, 2)], { signedAt: late });
    expect(pv).toMatchObject({ lines: [], counts: [{ open: 0, settled: false }] });
    expect(JSON.stringify(pv.exceptions)).not.toContain(waybill.id);
    expect(await states(world, waybill.id)).toEqual({ OPEN: 2 });
    await world.told();
  });

  it('AM-24 from two phones at once moves each device once', async () => {
    const unit = aUnit();
    const { waybill } = await onceArrived(world, 5, unit, battery);
    const deputy = { signature: signed(world.people.deputy.id, 'DELEGATE') };
    const pvs = await Promise.all([
      acknowledge(world, unit, [counted(waybill.id, 5)]),
      acknowledge(world, unit, [counted(waybill.id, 5)], deputy, 'deputy'),
    ]);
    const effectOf = ({ lines }: Answer): unknown[] => [...new Set(lines.map(({ effect }) => effect))];
    expect(pvs.map(effectOf).sort()).toEqual([['DUPLICATE'], ['MOVES']]);
    expect(await states(world, waybill.id)).toEqual({ ACCEPTED: 5 });
    await world.told();
  });

  it('CR-16 waits for its gate like any other, and is completed', async () => {
    const unit = aUnit();
    const { waybill } = await onceArrived(world, 2, unit, battery);
    const failures = [{ gate: 'VETTING' as const, detail: 'Suspended.', at: new Date().toISOString() }];
    world.script.gate = () => openGate(world.people.head.id, { open: false, failures });
    const pv = await acknowledge(world, unit, [counted(waybill.id, 2)]);
    expect(pv).toMatchObject({ status: 'PENDING', lines: [{ effect: 'PENDING' }, { effect: 'PENDING' }] });
    await world.told();
    reset(world);
    await world.people.officer.post(`/handovers/${pv.id}/completion`, {}).expect(200);
    expect(effects(fact(await world.told(), 'handover-completed'))).toEqual({ MOVES: 2 });
  });
});
