import type { Cast } from './cast.ts';
import { deliver } from './delivery.ts';
import { devicesOf } from './receiving.ts';
import { accepted, acknowledge, allocate, arrive, dispatch, refused } from './handing-over.ts';
import type { Story } from './story.ts';
import { traceOf } from './trace.ts';

/** Forty delivered, three refused: they come back to the store, and custody never breaks. */
export async function refusal(cast: Cast, story: Story, file: string): Promise<Record<string, unknown>> {
  const delivery = await deliver(cast, story, file, { orderLabel: 'RF', reject: () => [] });
  const { places, orgUnits, organisations, awards } = cast.ids;
  const devices = delivery.devices;
  const unit = { orgUnitId: orgUnits['pmhMbujiMayi']!, placeId: places['pmhMbujiMayi']! };
  const officer = { orgUnitId: orgUnits['fieldOffice']!, personId: cast.person('fieldOfficer') };

  story.chapter('Allocated, dispatched, arrived');
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
    officer,
  });
  await arrive(cast, waybill, cast.person('driver'), { sealsIntact: true });

  story.say(`${waybill.number}: with the officer at the unit, until its head has signed.`);

  story.chapter('The head accepts 37 and refuses 3');
  const returning = devices.slice(0, 3);
  const handover = await acknowledge(cast, {
    ...unit,
    waybillIds: [waybill.id],
    signer: cast.person('unitHead'),
    lines: devices.map((device, index) =>
      index < 3 ? refused(device.tag!, 'Écran fissuré à l’ouverture du carton') : accepted(device.tag!),
    ),
  });
  story.table(
    ['outcome', 'devices'],
    ['ACCEPTED', 'REFUSED'].map((outcome) => [
      outcome,
      handover.lines.filter((line) => line.outcome === outcome).length,
    ]),
  );

  story.chapter('The refused devices return under a waybill of their own');
  const back = await dispatch(cast, {
    purpose: 'RETURN',
    lines: returning.map(({ deviceId }) => ({ deviceId })),
    fromPlaceId: unit.placeId,
    toPlaceId: places['store']!,
    toOrgUnitId: orgUnits['store']!,
    carrierId: organisations['carrier']!,
    driverId: cast.person('driver'),
    officer: { orgUnitId: orgUnits['store']!, personId: cast.person('storekeeper') },
  });
  const returned = await acknowledge(cast, {
    kind: 'RETURN',
    orgUnitId: orgUnits['store']!,
    placeId: places['store']!,
    waybillIds: [back.id],
    signer: cast.person('storekeeper'),
    capacity: 'STOREKEEPER',
    recordedBy: 'storekeeper',
    lines: returning.map((device) => accepted(device.tag!)),
  });
  story.say(`${returned.number}: back in stock.`);

  const after = await devicesOf(cast.as('auditor'), delivery.receipt.id);
  story.table(
    ['life cycle', 'devices'],
    [...new Set(after.map((device) => device.lifecycle))].map((state) => [
      state,
      after.filter((device) => device.lifecycle === state).length,
    ]),
  );
  story.chapter(`The whole life of the refused device ${returning[0]!.tag}`);
  const trace = await traceOf(cast, returning[0]!.deviceId, story, cast.as('storekeeper'));
  return {
    journey: 'refusal',
    accepted: after.filter((device) => device.lifecycle === 'A08_HANDED_OVER').length,
    returned: after.filter((device) => device.lifecycle === 'A04_IN_STOCK').length,
    devices: after.map(({ deviceId, tag, lifecycle }) => ({ deviceId, tag, lifecycle })),
    trace,
  };
}
