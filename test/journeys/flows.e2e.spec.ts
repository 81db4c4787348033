import type { CustodyInterval, Device, Document, Problem } from '../../tools/journey/answers.ts';
import { everyPage, newId } from '../../tools/journey/client.ts';
import { devicesOf, receiveGoods, recordOrder, tagAll } from '../../tools/journey/receiving.ts';
import {
  accepted,
  acknowledge,
  allocate,
  arrive,
  countersign,
  dispatch,
  notArrived,
  refused,
  signatureOf,
  type Handover,
  type Waybill,
} from '../../tools/journey/handing-over.ts';
import { settled } from '../../tools/journey/settled.ts';
import { beginPlay, type Consignment, type Play } from './play.ts';
import { routeTo, standingOf, vestsAtLake } from './vests.ts';

// docs/flows.md, row by row, through the gateway. Each scenario ends in the facts, states and custodians written there.

let play: Play;
let ids: Play['cast']['ids'];

beforeAll(async () => {
  play = await beginPlay();
  ids = play.cast.ids;
}, 180_000);
afterAll(() => play?.end(), 60_000);

const place = (key: string): string => ids.places[key]!;
const unit = (key: string): string => ids.orgUnits[key]!;
const atUnit = () => ({ orgUnitId: unit('pmhMbujiMayi'), placeId: place('pmhMbujiMayi') });
const head = () => ({ ...atUnit(), signer: play.cast.person('unitHead') });
const ofUnit = (hold = 'FIRM') => ({
  partyId: unit('pmhMbujiMayi'),
  personId: play.cast.person('unitHead'),
  placeId: place('pmhMbujiMayi'),
  enRoute: false,
  hold,
});
const ofOfficer = (hold = 'FIRM') => ({
  partyId: unit('fieldOffice'),
  personId: play.cast.person('fieldOfficer'),
  placeId: place('pmhMbujiMayi'),
  enRoute: false,
  hold,
});
const ofCarrier = () => ({
  partyId: ids.organisations['carrier'],
  personId: play.cast.person('driver'),
  enRoute: true,
  hold: 'FIRM',
});
const ofStore = () => ({
  partyId: unit('store'),
  personId: play.cast.person('storekeeper'),
  placeId: place('store'),
  enRoute: false,
  hold: 'FIRM',
});

/** Life cycle and custodian of each device, as the register has them now. */
async function standing(devices: { deviceId: string }[]): Promise<{ lifecycle: string; custody: CustodyInterval }[]> {
  return Promise.all(devices.map(async ({ deviceId }) => play.device(deviceId)));
}

async function expectAll(devices: { deviceId: string }[], lifecycle: string, custody: object): Promise<void> {
  for (const device of await standing(devices)) expect(device).toMatchObject({ lifecycle, custody });
}

const tags = (consignment: Consignment): string[] => consignment.devices.map((device) => device.tag!);
const exceptionsOf = async (documentId: string): Promise<string[]> =>
  (await everyPage<Problem>(play.cast.as('dispatcher'), `/handover/exceptions?documentId=${documentId}`)).map(
    ({ code }) => code,
  );

describe('refusal', () => {
  it('leaves refused devices in deposit with the officer, and a return PV brings them back to stock', async () => {
    const consignment = await play.consigned(4);
    const mark = await play.mark();
    const [bad, ...good] = consignment.devices;
    await acknowledge(play.cast, {
      ...head(),
      waybillIds: [consignment.waybill.id],
      lines: [refused(bad!.tag!, 'Écran fissuré'), ...good.map((device) => accepted(device.tag!))],
    });
    expect(await play.since(mark)).toMatchObject({
      handover: ['handover-signed', 'waybill-closed'],
      assets: ['T12×3 + T13×1'],
    });
    await expectAll(good, 'A08_HANDED_OVER', ofUnit());
    await expectAll([bad!], 'A07_DELIVERED_PENDING_ACK', ofOfficer('IN_DEPOSIT'));

    await bringBack(bad!);
  });
});

/** Rows refusal 2 and 3: a refused device goes home with a return waybill, and the store-keeper signs for it. */
async function bringBack(device: Device): Promise<void> {
  const sent = await play.mark();
  const back = await dispatch(play.cast, {
    purpose: 'RETURN',
    lines: [{ deviceId: device.deviceId }],
    fromPlaceId: place('pmhMbujiMayi'),
    toPlaceId: place('store'),
    toOrgUnitId: unit('store'),
    carrierId: ids.organisations['carrier']!,
    driverId: play.cast.person('driver'),
    officer: { orgUnitId: unit('store'), personId: play.cast.person('storekeeper') },
  });
  expect((await play.since(sent)).assets).toEqual(['T37×1']);
  await expectAll([device], 'A06_IN_TRANSIT_OUT', ofCarrier());
  const returned = await play.mark();
  await acknowledge(play.cast, {
    kind: 'RETURN',
    orgUnitId: unit('store'),
    placeId: place('store'),
    waybillIds: [back.id],
    signer: play.cast.person('storekeeper'),
    capacity: 'STOREKEEPER',
    recordedBy: 'storekeeper',
    lines: [accepted(device.tag!)],
  });
  expect(await play.since(returned)).toMatchObject({
    handover: ['handover-signed', 'waybill-closed'],
    assets: ['T37×1'],
  });
  await expectAll([device], 'A04_IN_STOCK', ofStore());
}

describe('ack first', () => {
  it('implies the arrival, and the real arrival that syncs later only confirms', async () => {
    const consignment = await play.consigned(2, { arrived: false });
    const mark = await play.mark();
    await acknowledge(play.cast, {
      ...head(),
      waybillIds: [consignment.waybill.id],
      lines: tags(consignment).map(accepted),
    });
    expect(await play.since(mark)).toMatchObject({
      handover: ['arrival-recorded', 'handover-signed', 'waybill-closed'],
      assets: ['T09×2', 'T12×2'],
    });
    await expectAll(consignment.devices, 'A08_HANDED_OVER', ofUnit());
    const { intervals } = await play.cast
      .as('auditor')
      .get<{ intervals: { from: string; to: string | null; partyId: string }[] }>(
        `/assets/devices/${consignment.devices[0]!.deviceId}/custody`,
      );
    const officer = intervals.find((interval) => interval.partyId === unit('fieldOffice'))!;
    expect(Date.parse(officer.to!) - Date.parse(officer.from)).toBe(1);

    const late = await play.mark();
    await arrive(play.cast, consignment.waybill, play.cast.person('driver'), { sealsIntact: true });
    expect(await play.since(late)).toMatchObject({ handover: ['arrival-recorded'], assets: [] });
    await expectAll(consignment.devices, 'A08_HANDED_OVER', ofUnit());
    expect(await exceptionsOf(consignment.waybill.id)).toContain('LATE');
  });
});

describe('unseen waybill', () => {
  it('moves what was read, leaves the rest with the carrier and keeps an unknown code as read', async () => {
    const consignment = await play.consigned(3, { arrived: false });
    const mark = await play.mark();
    const handover = await acknowledge(play.cast, {
      ...head(),
      lines: [...tags(consignment).slice(0, 2).map(accepted), accepted('XX-UNKNOWN-1')],
    });
    expect(await play.since(mark)).toMatchObject({
      handover: ['arrival-recorded', 'handover-signed'],
      assets: ['T09×2', 'T12×2'],
    });
    await expectAll(consignment.devices.slice(0, 2), 'A08_HANDED_OVER', ofUnit());
    await expectAll(consignment.devices.slice(2), 'A06_IN_TRANSIT_OUT', ofCarrier());
    expect(handover.lines.find((line) => line.code === 'XX-UNKNOWN-1')).toMatchObject({ outcome: 'NOT_ANNOUNCED' });
  });
});

describe('wrong unit', () => {
  it('CR-67 keeps the code only, shows the place to the dispatcher, and a redirect leg brings it to the right unit', async () => {
    const consignment = await play.consigned(1, { arrived: false });
    const [device] = consignment.devices;
    const mark = await play.mark();
    const answer: Handover = await acknowledge(play.cast, {
      orgUnitId: unit('lakeUnit'),
      placeId: place('lakeUnit'),
      signer: play.cast.person('lakeUnitHead'),
      recordedBy: 'lakeUnitHead',
      lines: [accepted(device!.tag!)],
    });
    expect(JSON.stringify(answer)).not.toContain(unit('pmhMbujiMayi'));
    expect(JSON.stringify(answer)).not.toContain(consignment.waybill.id);
    expect(answer.lines).toMatchObject([{ code: device!.tag, outcome: 'NOT_ANNOUNCED' }]);
    expect(await play.since(mark)).toMatchObject({
      handover: ['handover-signed', 'device-seen-elsewhere'],
      assets: ['T40×1'],
    });
    await expectAll([device!], 'A06_IN_TRANSIT_OUT', {
      partyId: ids.organisations['carrier'],
      placeId: place('lakeUnit'),
    });

    const redirect = await play.mark();
    const onward = await dispatch(play.cast, {
      purpose: 'ONWARD',
      reason: 'REDIRECT',
      originWaybillId: consignment.waybill.id,
      lines: [{ deviceId: device!.deviceId }],
      fromPlaceId: place('lakeUnit'),
      toPlaceId: place('pmhMbujiMayi'),
      toOrgUnitId: unit('pmhMbujiMayi'),
      carrierId: ids.organisations['carrier2']!,
      driverId: play.cast.person('driver2'),
      officer: { orgUnitId: unit('fieldOffice'), personId: play.cast.person('fieldOfficer') },
    });
    expect((await play.since(redirect)).handover).toEqual(
      expect.arrayContaining(['waybill-lines-transferred', 'waybill-dispatched']),
    );
    await expectAll([device!], 'A06_IN_TRANSIT_OUT', {
      partyId: ids.organisations['carrier2'],
      enRoute: true,
      placeId: place('pmhMbujiMayi'),
    });
    await arrive(play.cast, onward, play.cast.person('driver2'), { sealsIntact: true });
    await acknowledge(play.cast, { ...head(), waybillIds: [onward.id], lines: [accepted(device!.tag!)] });
    await expectAll([device!], 'A08_HANDED_OVER', ofUnit());
  });
});

describe('reallocated in transit', () => {
  const ofLakeUnit = () => ({
    partyId: unit('lakeUnit'),
    personId: play.cast.person('lakeUnitHead'),
    placeId: place('lakeUnit'),
    enRoute: false,
    hold: 'FIRM',
  });
  const atLakeUnit = () => ({
    orgUnitId: unit('lakeUnit'),
    placeId: place('lakeUnit'),
    signer: play.cast.person('lakeUnitHead'),
    recordedBy: 'lakeUnitHead' as const,
  });

  it('CR-67 gives goods seen at another unit to that unit, through all gates, and a new PV; the old unit’s late sheet is a conflict', async () => {
    const consignment = await play.consigned(2, { arrived: false });
    const { devices, waybill } = consignment;
    await acknowledge(play.cast, { ...atLakeUnit(), lines: tags(consignment).map(accepted) });

    const mark = await play.mark();
    const allocation = await allocate(
      play.cast,
      unit('lakeUnit'),
      ids.awards['inl']!,
      devices.map(({ deviceId }) => deviceId),
      { inTransit: true },
    );
    expect(await play.since(mark)).toMatchObject({
      handover: ['allocation-proposed', 'allocation-approved'],
      assets: ['T06×2'],
    });
    const atPort = { ...ofCarrier(), placeId: place('lakeUnit'), enRoute: false };
    await expectAll(devices, 'A06_IN_TRANSIT_OUT', atPort);
    for (const { deviceId } of devices) {
      expect(await play.device(deviceId)).toMatchObject({ allocationId: allocation.id });
    }

    const onwards = await play.mark();
    const onward = await dispatch(play.cast, {
      purpose: 'ONWARD',
      reason: 'REALLOCATION',
      originWaybillId: waybill.id,
      lines: devices.map(({ deviceId }) => ({ deviceId })),
      fromPlaceId: place('lakeUnit'),
      toPlaceId: place('lakeUnit'),
      toOrgUnitId: unit('lakeUnit'),
      carrierId: ids.organisations['carrier']!,
      driverId: play.cast.person('driver'),
      officer: { orgUnitId: unit('fieldOffice'), personId: play.cast.person('fieldOfficer') },
    });
    const sent = await play.since(onwards);
    expect(sent.handover.filter((name) => name !== 'release-approved')).toEqual([
      'waybill-lines-transferred',
      'waybill-dispatched',
      'waybill-closed',
    ]);
    expect(sent.assets).toEqual(['T36×2']);
    await expectAll(devices, 'A06_IN_TRANSIT_OUT', { ...ofCarrier(), placeId: place('lakeUnit') });
    const old = await play.cast.as('dispatcher').get<Waybill>(`/handover/waybills/${waybill.id}`);
    expect(old).toMatchObject({ status: 'CLOSED', lines: [{ state: 'TRANSFERRED' }, { state: 'TRANSFERRED' }] });

    const signing = await play.mark();
    await acknowledge(play.cast, { ...atLakeUnit(), lines: tags(consignment).map(accepted) });
    expect(await play.since(signing)).toMatchObject({
      handover: ['arrival-recorded', 'handover-signed', 'waybill-closed'],
      assets: ['T09×2', 'T12×2'],
    });
    await expectAll(devices, 'A08_HANDED_OVER', ofLakeUnit());
    expect(onward.lines).toHaveLength(2);

    const late = await play.mark();
    const sheet = await acknowledge(play.cast, {
      ...head(),
      waybillIds: [waybill.id],
      lines: tags(consignment).map(accepted),
    });
    expect(sheet.lines.map(({ effect }) => effect)).toEqual(['CONFLICT', 'CONFLICT']);
    expect(await play.since(late)).toMatchObject({ handover: ['handover-signed'], assets: [] });
    await expectAll(devices, 'A08_HANDED_OVER', ofLakeUnit());
  });
});

describe('two phones', () => {
  it('moves each device once: the second phone’s common lines are duplicates, and another outcome is a conflict', async () => {
    const consignment = await play.consigned(10, { arrived: false });
    const codes = tags(consignment);
    const waybillIds = [consignment.waybill.id];
    const mark = await play.mark();
    await acknowledge(play.cast, { ...head(), waybillIds, lines: codes.slice(0, 6).map(accepted) });
    expect(await play.since(mark)).toMatchObject({
      handover: ['arrival-recorded', 'handover-signed'],
      assets: ['T09×6', 'T12×6'],
    });
    const second = await play.mark();
    const deputy = await acknowledge(play.cast, {
      ...atUnit(),
      waybillIds,
      signer: play.cast.person('deputy'),
      capacity: 'DELEGATE',
      recordedBy: 'deputy',
      lines: codes.slice(4).map(accepted),
    });
    expect(deputy.lines.map((line) => line.effect)).toEqual([
      'DUPLICATE',
      'DUPLICATE',
      'MOVES',
      'MOVES',
      'MOVES',
      'MOVES',
    ]);
    expect(await play.since(second)).toMatchObject({
      handover: ['arrival-recorded', 'handover-signed', 'waybill-closed'],
      assets: ['T09×4', 'T12×4'],
    });
    const third = await play.mark();
    const conflict = await acknowledge(play.cast, {
      ...head(),
      waybillIds,
      lines: [refused(codes[5]!, 'Non conforme')],
    });
    expect(conflict.lines).toMatchObject([{ effect: 'CONFLICT' }]);
    expect((await play.since(third)).assets).toEqual([]);
    await expectAll(consignment.devices.slice(5, 6), 'A08_HANDED_OVER', ofUnit());
  });

  it('CR-22 as amended: a delegate without mandate moves custody to the unit and its head, to be confirmed', async () => {
    const consignment = await play.consigned(1);
    const handover = await acknowledge(play.cast, {
      ...atUnit(),
      waybillIds: [consignment.waybill.id],
      signer: play.cast.person('deputy'),
      capacity: 'DELEGATE',
      recordedBy: 'deputy',
      lines: tags(consignment).map(accepted),
    });
    expect(handover.exceptions.map(({ code }) => code)).toContain('NO_MANDATE');
    await expectAll(consignment.devices, 'A08_HANDED_OVER', ofUnit('TO_CONFIRM'));
    const mark = await play.mark();
    const ratified = await play.cast.as('unitHead').post(`/handover/handovers/${handover.id}/ratification`, {
      signature: signatureOf(play.cast.person('unitHead'), 'HEAD'),
    });
    expect(ratified).toMatchObject({ hold: 'FIRM' });
    expect(await play.since(mark)).toMatchObject({ handover: ['handover-ratified'], assets: ['T42×1'] });
    await expectAll(consignment.devices, 'A08_HANDED_OVER', ofUnit());
  });

  it('CR-22 the document of a mandate, uploaded after the signature, confirms it', async () => {
    const consignment = await play.consigned(1);
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
    const officer = play.cast.as('fieldOfficer');
    const mandate = await officer.post<{ id: string }>('/directory/mandates', {
      orgUnitId: unit('pmhMbujiMayi'),
      fromPersonId: play.cast.person('unitHead'),
      toPersonId: play.cast.person('deputy'),
      ...{ validFrom: day(-1), validTo: day(1), waybillIds: [consignment.waybill.id] },
    });
    const handover = await acknowledge(play.cast, {
      ...atUnit(),
      ...{ waybillIds: [consignment.waybill.id], signer: play.cast.person('deputy'), capacity: 'DELEGATE' },
      ...{ recordedBy: 'deputy', lines: tags(consignment).map(accepted) },
    });
    const mark = await play.mark();
    await officer.post(`/directory/mandates/${mandate.id}/document`, { documentSha256: 'ab'.repeat(32) });
    expect(await play.since(mark)).toMatchObject({ handover: ['handover-ratified'], assets: ['T42×1'] });
    await expectAll(consignment.devices, 'A08_HANDED_OVER', ofUnit());
    expect(await officer.get(`/handover/handovers/${handover.id}`)).toMatchObject({ mandateId: mandate.id });
  });
});

describe('carrier change', () => {
  const changeTo = (consignment: Consignment, count: number) =>
    dispatch(play.cast, {
      purpose: 'ONWARD',
      reason: 'CARRIER_CHANGE',
      previousDriverId: play.cast.person('driver'),
      originWaybillId: consignment.waybill.id,
      lines: consignment.devices.slice(0, count).map(({ deviceId }) => ({ deviceId })),
      fromPlaceId: place('store'),
      toPlaceId: place('pmhMbujiMayi'),
      toOrgUnitId: unit('pmhMbujiMayi'),
      carrierId: ids.organisations['carrier2']!,
      driverId: play.cast.person('driver2'),
      officer: { orgUnitId: unit('fieldOffice'), personId: play.cast.person('fieldOfficer') },
    });

  it('gives custody to the second carrier; a line missing there stays with the first', async () => {
    const consignment = await play.consigned(3, { arrived: false });
    const mark = await play.mark();
    await changeTo(consignment, 2);
    const told = await play.since(mark);
    expect(told.handover.filter((name) => name !== 'release-approved')).toEqual([
      'waybill-lines-transferred',
      'waybill-dispatched',
    ]);
    expect(told.assets).toEqual(['T36×2']);
    await expectAll(consignment.devices.slice(0, 2), 'A06_IN_TRANSIT_OUT', {
      ...ofCarrier(),
      partyId: ids.organisations['carrier2'],
      personId: play.cast.person('driver2'),
    });
    await expectAll(consignment.devices.slice(2), 'A06_IN_TRANSIT_OUT', ofCarrier());
  });

  it('synced after the PV only confirms and is reported late', async () => {
    const consignment = await play.consigned(2, { arrived: false });
    await acknowledge(play.cast, {
      ...head(),
      waybillIds: [consignment.waybill.id],
      lines: tags(consignment).map(accepted),
    });
    const mark = await play.mark();
    const onward = await changeTo(consignment, 2);
    const told = await play.since(mark);
    expect(told.handover.filter((name) => name !== 'release-approved')).toEqual(
      expect.arrayContaining(['waybill-lines-transferred', 'waybill-dispatched']),
    );
    expect(told.assets).toEqual([]);
    await expectAll(consignment.devices, 'A08_HANDED_OVER', ofUnit());
    expect(await exceptionsOf(onward.id)).toContain('REPORTED_LATE');
  });
});

describe('kit', () => {
  it('AM-10: components are accepted and refused singly; the kit’s own tag proposes them and confirms nothing', async () => {
    const devices = await play.kitInStock();
    const consignment = await play.consigned(4, { devices });
    const battery = devices.find((device) => device.serial === null)!;
    const others = devices.filter((device) => device !== battery);
    const kitId = (devices[0] as unknown as { kitId: string }).kitId;
    const { label } = await play.cast.as('auditor').get<{ label: string }>(`/assets/kits/${kitId}`);
    const waybillIds = [consignment.waybill.id];
    const scanned = await play.mark();
    const proposal = await acknowledge(play.cast, { ...head(), waybillIds, lines: [accepted(label)] });
    expect(proposal.lines).toEqual([]);
    expect(proposal.kits).toMatchObject([{ code: label, kitId }]);
    expect([...proposal.kits[0]!.proposes].sort()).toEqual(devices.map(({ deviceId }) => deviceId).sort());
    expect((await play.since(scanned)).assets).toEqual([]);
    await expectAll(devices, 'A07_DELIVERED_PENDING_ACK', ofOfficer());

    const mark = await play.mark();
    await acknowledge(play.cast, {
      ...head(),
      waybillIds,
      lines: [accepted(label), ...others.map((device) => accepted(device.tag!)), refused(battery.tag!, 'Bac fendu')],
    });
    expect(await play.since(mark)).toMatchObject({
      handover: ['handover-signed', 'waybill-closed'],
      assets: ['T12×3 + T13×1'],
    });
    await expectAll(others, 'A08_HANDED_OVER', ofUnit());
    await expectAll([battery], 'A07_DELIVERED_PENDING_ACK', ofOfficer('IN_DEPOSIT'));
    const kit = await play.cast.as('auditor').get(`/assets/kits/${kitId}`);
    expect(kit).toMatchObject({ completeness: { together: 3, of: 4, complete: false } });
    await bringBack(battery);
  });
});

describe('counted', () => {
  const count = (waybillId: string, model: string, counted: number) => ({
    waybillId,
    model,
    count: counted,
    outcome: 'ACCEPTED',
    condition: 'EXCELLENT',
  });

  it('AM-22 goods without a serial are accepted by number; another number is an exception and moves nothing', async () => {
    const devices = await play.batteriesInStock(4);
    const { waybill } = await play.consigned(4, { devices });
    const { model } = devices[0]!;
    const waybillIds = [waybill.id];
    const differing = await play.mark();
    const short = await acknowledge(play.cast, { ...head(), waybillIds, lines: [count(waybill.id, model, 3)] });
    expect(short).toMatchObject({ lines: [], counts: [{ count: 3, open: 4, settled: false }] });
    expect(await play.since(differing)).toMatchObject({ handover: ['handover-signed'], assets: [] });
    expect(await exceptionsOf(short.id)).toContain('COUNT_DIFFERS');
    await expectAll(devices, 'A07_DELIVERED_PENDING_ACK', ofOfficer());

    const mark = await play.mark();
    const all = await acknowledge(play.cast, { ...head(), waybillIds, lines: [count(waybill.id, model, 4)] });
    expect(all.lines.map(({ effect }) => effect)).toEqual(['MOVES', 'MOVES', 'MOVES', 'MOVES']);
    expect(await play.since(mark)).toMatchObject({
      handover: ['handover-signed', 'waybill-closed'],
      assets: ['T12×4'],
    });
    await expectAll(devices, 'A08_HANDED_OVER', ofUnit());
  });

  it('CR-21 what has a serial is never accepted by number: refused, and nothing is written', async () => {
    const { devices, waybill } = await play.consigned(2);
    const mark = await play.mark();
    const sheet = { ...head(), waybillIds: [waybill.id], lines: [count(waybill.id, devices[0]!.model, 2)] };
    await expect(acknowledge(play.cast, sheet)).rejects.toThrow('CR-21');
    expect(await play.since(mark)).toEqual({ procurement: [], handover: [], assets: [] });
    await expectAll(devices, 'A07_DELIVERED_PENDING_ACK', ofOfficer());
  });
});

describe('gate fails', () => {
  const result = (value: string) =>
    play.cast.as('vettingOfficer').post('/directory/vetting-results', {
      subject: 'UNIT',
      orgUnitId: unit('pmhMbujiMayi'),
      awardId: ids.awards['inl'],
      embassyCaseRef: 'KIN-2026-0117',
      result: value,
      resultAt: new Date().toISOString(),
      validUntil: new Date(Date.now() + 180 * 86_400_000).toISOString(),
    });

  it('CR-16 lets the goods go back instead; the unit never had them, and the PV is over', async () => {
    const consignment = await play.consigned(1);
    await result('SUSPENDED');
    let handover: Handover;
    try {
      handover = await acknowledge(play.cast, {
        ...head(),
        waybillIds: [consignment.waybill.id],
        lines: tags(consignment).map(accepted),
      });
    } finally {
      await result('APPROVED');
    }
    const mark = await play.mark();
    await dispatch(play.cast, {
      purpose: 'RETURN',
      lines: consignment.devices.map(({ deviceId }) => ({ deviceId })),
      fromPlaceId: place('pmhMbujiMayi'),
      toPlaceId: place('store'),
      toOrgUnitId: unit('store'),
      carrierId: ids.organisations['carrier']!,
      driverId: play.cast.person('driver'),
      officer: { orgUnitId: unit('store'), personId: play.cast.person('storekeeper') },
    });
    const told = await play.since(mark);
    expect(told.handover).toEqual(expect.arrayContaining(['waybill-dispatched', 'waybill-closed']));
    expect(told.assets).toEqual(['T37×1']);
    await expectAll(consignment.devices, 'A06_IN_TRANSIT_OUT', ofCarrier());
    const officer = play.cast.as('fieldOfficer');
    const over = officer.post(`/handover/handovers/${handover.id}/completion`, {});
    await expect(over).rejects.toMatchObject({ problem: { code: 'handover-not-pending' } });
    expect(await officer.get(`/handover/handovers/${handover.id}`)).toMatchObject({ status: 'RETURNED' });
  });

  it('CR-16 keeps the PV pending and the devices in deposit until the gate is open; custody starts at the completion', async () => {
    const consignment = await play.consigned(2);
    await result('SUSPENDED');
    let handover: Handover;
    try {
      const mark = await play.mark();
      handover = await acknowledge(play.cast, {
        ...head(),
        waybillIds: [consignment.waybill.id],
        lines: tags(consignment).map(accepted),
      });
      expect(handover).toMatchObject({ status: 'PENDING', pending: 'VETTING' });
      expect(await play.since(mark)).toMatchObject({ handover: ['handover-signed'], assets: ['T13×2'] });
      await expectAll(consignment.devices, 'A07_DELIVERED_PENDING_ACK', ofOfficer('IN_DEPOSIT'));
    } finally {
      await result('APPROVED');
    }
    const opened = await play.mark();
    const officer = play.cast.as('fieldOfficer');
    // AM-19: final with its first signatures.
    expect(await officer.post(`/handover/handovers/${handover.id}/completion`, {})).toMatchObject({ status: 'FINAL' });
    await settled<Document>(officer, `/handover/handovers/${handover.id}`);
    expect(await play.since(opened)).toMatchObject({
      handover: expect.arrayContaining(['handover-completed']),
      assets: ['T12×2'],
    });
    await expectAll(consignment.devices, 'A08_HANDED_OVER', ofUnit());
  });
});

describe('late PV on A13', () => {
  it('wins over the short closure: the device is back, the incident closed', async () => {
    const consignment = await play.consigned(2, { arrived: false });
    const [lost, seen] = consignment.devices;
    const dispatcher = play.cast.as('dispatcher');
    const waybillIds = [consignment.waybill.id];
    await acknowledge(play.cast, { ...head(), waybillIds, lines: [accepted(seen!.tag!), notArrived(lost!.tag!)] });
    const mark = await play.mark();
    await dispatcher.post(`/handover/waybills/${consignment.waybill.id}/short-closure`, {
      reason: 'Carton manquant',
      claimReference: 'RECL-1',
    });
    await settled<Document>(dispatcher, `/handover/waybills/${consignment.waybill.id}`);
    expect(await play.since(mark)).toMatchObject({
      handover: ['waybill-closed-short'],
      assets: ['T11×1', 'incident-opened'],
    });
    await expectAll([lost!], 'A13_MISSING', ofCarrier());

    const late = await play.mark();
    await acknowledge(play.cast, { ...head(), waybillIds, lines: [accepted(lost!.tag!)] });
    const told = await play.since(late);
    expect(told.handover).toEqual(['arrival-recorded', 'handover-signed']);
    expect(told.assets.filter((name) => name !== 'incident-closed')).toEqual(['T25×1', 'T12×1']);
    expect(told.assets).toContain('incident-closed');
    await expectAll([lost!], 'A08_HANDED_OVER', ofUnit());
  });
});

describe('rectifying PV', () => {
  it('CR-23 strikes a line by a document of its own; the original stays as signed', async () => {
    const consignment = await play.consigned(2);
    const handover = await acknowledge(play.cast, {
      ...head(),
      waybillIds: [consignment.waybill.id],
      lines: tags(consignment).map(accepted),
    });
    const [struck] = consignment.devices;
    const mark = await play.mark();
    const officer = play.cast.as('fieldOfficer');
    await officer.post(`/handover/handovers/${handover.id}/rectifications`, {
      reason: 'Appareil non remis, inscrit par erreur',
      strike: [{ deviceId: struck!.deviceId }],
      add: [],
      signatures: [
        signatureOf(play.cast.person('unitHead'), 'HEAD'),
        signatureOf(play.cast.person('fieldOfficer'), 'OFFICER'),
      ],
    });
    expect(await play.since(mark)).toMatchObject({ handover: ['handover-rectified'], assets: ['T41×1'] });
    await expectAll([struck!], 'A07_DELIVERED_PENDING_ACK', ofOfficer());
    const original = await officer.get<Handover>(`/handover/handovers/${handover.id}`);
    expect(original.lines).toHaveLength(2);
    expect(original.lines.every((line) => line.outcome === 'ACCEPTED')).toBe(true);
  });
});

describe('countersignature', () => {
  it('AM-2 makes a provisional PV final and moves nothing', async () => {
    const consignment = await play.consigned(1);
    const handover = await acknowledge(play.cast, {
      ...head(),
      waybillIds: [consignment.waybill.id],
      lines: tags(consignment).map(accepted),
    });
    expect(handover.status).toBe('PROVISIONAL');
    const mark = await play.mark();
    expect(await countersign(play.cast, handover.id)).toMatchObject({ status: 'FINAL' });
    expect(await play.since(mark)).toMatchObject({ handover: ['handover-countersigned'], assets: [] });
    const [device] = await devicesOf(
      play.cast.as('auditor'),
      (consignment.devices[0] as unknown as { receiptId: string }).receiptId,
    );
    expect(device).toMatchObject({ lifecycle: 'A08_HANDED_OVER' });
  });
});

describe('reserves', () => {
  it('§9.6 what is accepted provisionally is in stock as any other; the final reception moves nothing and is in its life', async () => {
    const { cast } = play;
    const laptop = ids.catalogueItems['laptop']!;
    const run = newId().replaceAll('-', '').slice(8, 20).toUpperCase();
    const ordered = [{ catalogueItemId: laptop, quantity: 2, unitPriceMinor: 78_900 }];
    const order = await recordOrder(cast, `PO-R-${run}`, ordered, ids.awards['inl']!);
    const lines = [1, 2].map((row) => ({ row, catalogueItemId: laptop, serial: `V${run}${row}Z` }));
    const goods = { placeId: place('store'), storeUnitId: unit('store'), lines };
    const receipt = await receiveGoods(cast, order.id, goods);
    await tagAll(cast, receipt.id);
    const mark = await play.mark();
    const committee = [cast.person('inspector1'), cast.person('inspector2')];
    const inspector = cast.as('inspector1');
    const inspection = await inspector.post<{ id: string }>(`/procurement/receipts/${receipt.id}/inspections`, {
      ...{ committee, extent: 'SAMPLE', sampleSize: 1 },
      reserves: [
        { lineId: receipt.lines[0]!.lineId, detail: 'Chargeur à livrer', dueOn: '2035-12-31' },
        { detail: 'Notice en français à livrer', dueOn: '2035-12-31' },
      ],
    });
    expect(await play.since(mark)).toMatchObject({ procurement: ['inspection-closed'], assets: ['T02×2'] });
    const held = await play.mark();
    await inspector.post(`/procurement/inspections/${inspection.id}/final-reception`, {
      ...{ committee, lifted: [1, 2].map((row) => ({ row, note: 'Reçu et essayé' })) },
    });
    expect(await play.since(held)).toEqual({ procurement: ['reception-finalised'], handover: [], assets: [] });
    const devices = receipt.lines.map(({ deviceId }) => ({ deviceId }));
    await expectAll(devices, 'A04_IN_STOCK', ofStore());
    const trace = await cast
      .as('auditor')
      .get<{ events: { what: string }[] }>(`/audit/devices/${devices[0]!.deviceId}/trace`);
    expect(trace.events.map(({ what }) => what)).toContain('received finally: reserves lifted');
  });
});

describe('vests, later', () => {
  it('AM-9 are struck from a PV, donated in part, and given back with what was refused', async () => {
    const { cast } = play;
    const { lotId, waybillId, pv } = await vestsAtLake(cast, 20, 20);
    const mark = await play.mark();
    await cast.as('fieldOfficer').post(`/handover/handovers/${pv.id}/rectifications`, {
      reason: 'Recompté à deux',
      lots: [{ waybillId, lotId, strike: 2, remark: 'Deux de trop' }],
      signatures: [
        signatureOf(cast.person('lakeUnitHead'), 'HEAD'),
        signatureOf(cast.person('fieldOfficer'), 'OFFICER'),
      ],
    });
    expect(await play.since(mark)).toEqual({
      procurement: [],
      handover: ['handover-rectified'],
      assets: ['lot-moved×1'],
    });
    expect(await standingOf(cast, lotId)).toEqual({ 'A07 IN_DEPOSIT': 2, 'A08 FIRM': 18 });

    const given = await play.mark();
    await cast.as('approver').post('/handover/deeds', {
      ...{ beneficiaryUnitId: unit('lakeUnit'), lines: [], lots: [{ lotId, quantity: 10 }] },
      signatures: [
        signatureOf(cast.person('approver'), 'CHIEF_OF_MISSION'),
        signatureOf(cast.person('requester'), 'GOVERNOR'),
      ],
    });
    expect(await play.since(given)).toMatchObject({ handover: ['deed-effective'], assets: ['lot-title-passed×1'] });
    const lot = await cast.as('auditor').get<{ titles: { quantity: number }[] }>(`/assets/lots/${lotId}`);
    expect(lot.titles.map(({ quantity }) => quantity)).toEqual([10]);

    const back = await dispatch(cast, { ...routeTo(cast, 'RETURN'), lots: [{ lotId, quantity: 5 }] });
    await play.mark();
    expect(await standingOf(cast, lotId)).toEqual({ 'A06 FIRM': 5, 'A08 FIRM': 15 });
    await cast.as('storekeeper').post('/handover/handovers', {
      ...{ kind: 'RETURN', orgUnitId: unit('store'), placeId: place('store'), channel: 'OWN_PHONE' },
      signature: signatureOf(cast.person('storekeeper'), 'STOREKEEPER'),
      lots: [{ waybillId: back.id, lotId, accepted: 5 }],
    });
    await play.mark();
    expect(await standingOf(cast, lotId)).toEqual({ 'A04 FIRM': 5, 'A08 FIRM': 15 });
  });
});

describe('change of command', () => {
  it('CR-28 G3: what is there goes to the successor, what is not opens an incident on the outgoing head', async () => {
    const devices = await play.inStock(2);
    const [there, gone] = devices;
    const inl = ids.awards['inl']!;
    await allocate(
      play.cast,
      unit('lakeUnit'),
      inl,
      devices.map(({ deviceId }) => deviceId),
    );
    const waybill = await dispatch(play.cast, {
      purpose: 'TO_UNIT',
      lines: devices.map(({ deviceId }) => ({ deviceId })),
      fromPlaceId: place('store'),
      toPlaceId: place('lakeUnit'),
      toOrgUnitId: unit('lakeUnit'),
      carrierId: ids.organisations['carrier']!,
      driverId: play.cast.person('driver'),
      officer: { orgUnitId: unit('fieldOffice'), personId: play.cast.person('fieldOfficer') },
    });
    await acknowledge(play.cast, {
      ...{ orgUnitId: unit('lakeUnit'), placeId: place('lakeUnit'), waybillIds: [waybill.id] },
      ...{ signer: play.cast.person('lakeUnitHead'), recordedBy: 'lakeUnitHead' },
      lines: devices.map(({ tag }) => accepted(tag!)),
    });
    const { lotId } = await vestsAtLake(play.cast, 6, 6);
    const [outgoingId, incomingId] = [play.cast.person('lakeUnitHead'), play.cast.person('katangaFirst')];
    const administrator = play.cast.as('administrator');
    await administrator.post(`/directory/organisation-units/${unit('lakeUnit')}/head`, {
      ...{ personId: incomingId, from: new Date().toISOString() },
    });
    // The mark waits until handover has read of the new head, and the record of what the unit holds (Q22).
    const mark = await play.mark();
    const holdings = `/audit/organisation-units/${unit('lakeUnit')}/holdings`;
    const held = await everyPage<{ device: { deviceId: string; tag: string } }>(play.cast.as('auditor'), holdings);
    const others = held.filter(({ device }) => !devices.some(({ deviceId }) => deviceId === device.deviceId));
    const counted = await everyPage<{ lotId: string; quantity: number }>(
      play.cast.as('auditor'),
      `/assets/lots?orgUnitId=${unit('lakeUnit')}&lifecycle=A08_HANDED_OVER`,
    );
    // Of the six vests one is not found.
    const lots = counted.map((lot) => ({
      lotId: lot.lotId,
      present: lot.lotId === lotId ? lot.quantity - 1 : lot.quantity,
    }));
    await play.cast.as('fieldOfficer').post('/handover/command-handovers', {
      lots,
      ...{ orgUnitId: unit('lakeUnit'), outgoingId, incomingId, documentSha256: 'c4'.repeat(32) },
      signatures: [signatureOf(outgoingId, 'HEAD'), signatureOf(incomingId, 'HEAD')],
      lines: [
        { code: there!.tag, present: true, condition: 'USABLE' },
        { code: gone!.serial, present: false, reserve: 'Introuvable au poste' },
        ...others.map(({ device }) => ({ code: device.tag, present: true })),
      ],
    });
    const { handover, assets } = await play.since(mark);
    expect(handover).toEqual(['command-handed-over']);
    expect(assets.toSorted()).toEqual(
      [`T17×${2 + others.length}`, 'incident-opened', `lot-moved×${lots.length + 1}`].toSorted(),
    );
    expect(await standingOf(play.cast, lotId)).toEqual({ 'A08 FIRM': 5, 'A13 FIRM': 1 });
    const ofLake = { partyId: unit('lakeUnit'), placeId: place('lakeUnit') };
    await expectAll([there!], 'A08_HANDED_OVER', { ...ofLake, personId: incomingId });
    await expectAll([gone!], 'A08_HANDED_OVER', { ...ofLake, personId: outgoingId });
  });
});
