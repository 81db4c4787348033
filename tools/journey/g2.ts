import type { Problem } from './answers.ts';
import type { Cast } from './cast.ts';
import { everyPage } from './client.ts';
import { devicesOf, inspect, receiveGoods, recordOrder, tagAll } from './receiving.ts';
import { accepted, acknowledge, allocate, arrive, dispatch, notArrived } from './handing-over.ts';
import { settled } from './settled.ts';
import { newId } from './client.ts';
import type { Story } from './story.ts';
import { traceOf } from './trace.ts';

/** Ten radios leave, nine arrive behind a broken seal; a person closes the waybill short, and an incident is open. */
export async function g2(cast: Cast, story: Story): Promise<Record<string, unknown>> {
  const { places, orgUnits, organisations, awards, catalogueItems } = cast.ids;
  const run = newId().slice(9, 18).replace('-', '').toUpperCase();
  const radio = catalogueItems['radio']!;

  story.chapter('Ten radios in the store');
  const order = await recordOrder(
    cast,
    `PO-G2-${run}`,
    [{ catalogueItemId: radio, quantity: 10, unitPriceMinor: 415_000 }],
    awards['inl']!,
  );
  const receipt = await receiveGoods(cast, order.id, {
    placeId: places['store']!,
    storeUnitId: orgUnits['store']!,
    lines: Array.from({ length: 10 }, (_, index) => ({
      row: index + 1,
      catalogueItemId: radio,
      serial: `B4${run}${index}A`,
    })),
  });
  await tagAll(cast, receipt.id);
  await inspect(cast, receipt.id, []);
  const radios = await devicesOf(cast.as('storekeeper'), receipt.id);
  await allocate(
    cast,
    orgUnits['pmhMbujiMayi']!,
    awards['inl']!,
    radios.map(({ deviceId }) => deviceId),
  );
  story.table(
    ['tag', 'serial', 'model'],
    radios.map((device) => [device.tag, device.serial, device.model]),
  );

  story.chapter('Dispatched, sealed');
  const waybill = await dispatch(
    cast,
    {
      purpose: 'TO_UNIT',
      lines: radios.map(({ deviceId }) => ({ deviceId })),
      fromPlaceId: places['store']!,
      toPlaceId: places['pmhMbujiMayi']!,
      toOrgUnitId: orgUnits['pmhMbujiMayi']!,
      carrierId: organisations['carrier']!,
      driverId: cast.person('driver'),
      officer: { orgUnitId: orgUnits['fieldOffice']!, personId: cast.person('fieldOfficer') },
    },
    ['SC-20940'],
  );
  story.say(`${waybill.number}, seal SC-20940.`);

  story.chapter('Nine arrive, the seal is broken, the driver signs that one is missing');
  const lost = radios.at(-1)!;
  await arrive(cast, waybill, cast.person('driver'), {
    sealsIntact: false,
    sealNote: 'Scellé SC-20940 sectionné',
    missing: [{ deviceId: lost.deviceId, remark: 'Carton ouvert' }],
  });
  await acknowledge(cast, {
    orgUnitId: orgUnits['pmhMbujiMayi']!,
    placeId: places['pmhMbujiMayi']!,
    waybillIds: [waybill.id],
    signer: cast.person('unitHead'),
    lines: [...radios.slice(0, -1).map((device) => accepted(device.tag!)), notArrived(lost.tag!)],
  });

  story.say('Nine accepted and signed for; the tenth stays with the carrier, and the waybill open.');

  story.chapter('A person closes the waybill short');
  const dispatcher = cast.as('dispatcher');
  await dispatcher.post(`/handover/waybills/${waybill.id}/short-closure`, {
    reason: 'Un carton manquant, scellé rompu, constat signé par le chauffeur',
    claimReference: 'RECL-2026-014',
  });
  await settled(dispatcher, `/handover/waybills/${waybill.id}`);
  const exceptions = await everyPage<Problem>(dispatcher, `/handover/exceptions?documentId=${waybill.id}`);
  story.table(
    ['exception', 'detail'],
    exceptions.map((each) => [each.code, each.detail]),
  );
  const known = await everyPage<{ number: string; kind: string; closedAt: string | null }>(
    dispatcher,
    `/assets/incidents?deviceId=${lost.deviceId}`,
  );
  const incidents = known.map(({ number, kind, closedAt }) => ({
    number,
    kind,
    status: closedAt === null ? 'OPEN' : 'CLOSED',
  }));
  story.table(
    ['incident', 'kind', 'status'],
    incidents.map((each) => [each.number, each.kind, each.status]),
  );

  story.chapter(`The whole life of the missing radio ${lost.tag}`);
  const trace = await traceOf(cast, lost.deviceId, story, cast.as('dispatcher'));
  return {
    journey: 'g2',
    waybill: waybill.number,
    devices: radios.map(({ deviceId, tag, serial }) => ({ deviceId, tag, serial })),
    exceptions: exceptions.map(({ code }) => code),
    incidents,
    trace,
  };
}
