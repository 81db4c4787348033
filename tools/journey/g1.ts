import type { Document } from './answers.ts';
import type { Cast } from './cast.ts';
import { deliver } from './delivery.ts';
import { accepted, acknowledge, allocate, arrive, countersign, dispatch, donate } from './handing-over.ts';
import type { Story } from './story.ts';
import { traceOf } from './trace.ts';

/** Golden scenario G1: from the packing list to the signed PV and the deed, one laptop rejected at inspection. */
export async function g1(cast: Cast, story: Story, file: string): Promise<Record<string, unknown>> {
  const delivery = await deliver(cast, story, file, {
    orderLabel: 'G1',
    reject: (lines) => lines.slice(2, 3).map((line) => line.deviceId),
  });
  const good = delivery.devices.filter((device) => device.lifecycle === 'A04_IN_STOCK');
  const { places, orgUnits, organisations, awards } = cast.ids;

  story.chapter('Allocated to PMH Mbuji-Mayi: proposed by one person, approved by another');
  const allocation = await allocate(
    cast,
    orgUnits['pmhMbujiMayi']!,
    awards['inl']!,
    good.map((device) => device.deviceId),
  );
  story.say(`${allocation.number}: ${allocation.lines.length} devices reserved.`);

  story.chapter('Released and dispatched under a waybill, sealed');
  const waybill = await dispatch(
    cast,
    {
      purpose: 'TO_UNIT',
      lines: good.map(({ deviceId }) => ({ deviceId })),
      fromPlaceId: places['store']!,
      toPlaceId: places['pmhMbujiMayi']!,
      toOrgUnitId: orgUnits['pmhMbujiMayi']!,
      carrierId: organisations['carrier']!,
      driverId: cast.person('driver'),
      officer: { orgUnitId: orgUnits['fieldOffice']!, personId: cast.person('fieldOfficer') },
    },
    ['SC-20931', 'SC-20932'],
  );
  story.say(`${waybill.number}: custody is with the carrier.`);

  story.chapter('Arrival at the unit, the driver signs');
  await arrive(cast, waybill, cast.person('driver'), { sealsIntact: true });
  story.say('All seals intact; custody is with the officer named on the waybill.');

  story.chapter('Deed of donation: title passes to the State');
  const deed = await donate(
    cast,
    orgUnits['pmhMbujiMayi']!,
    good.map(({ deviceId }) => deviceId),
  );
  story.say(`${deed.number}, annex ${deed.annexHash.slice(0, 16)}…`);

  story.chapter('The head of the unit reads every tag and signs the PV');
  const handover = await acknowledge(cast, {
    orgUnitId: orgUnits['pmhMbujiMayi']!,
    placeId: places['pmhMbujiMayi']!,
    waybillIds: [waybill.id],
    signer: cast.person('unitHead'),
    lines: good.map((device) => accepted(device.tag!)),
  });
  const final = await countersign(cast, handover.id);
  story.say(
    `${handover.number}: ${handover.lines.length} devices accepted; counter-signed by the officer, now ${final.status}.`,
  );

  const laptop = good[0]!;
  story.chapter(`The whole life of laptop ${laptop.tag}`);
  const trace = await traceOf(cast, laptop.deviceId, story, cast.as('fieldOfficer'));
  const reader = cast.as('dispatcher');
  const documents = {
    receipt: await cast.as('storekeeper').get<Document>(`/procurement/receipts/${delivery.receipt.id}`),
    allocation: await reader.get<Document>(`/handover/allocations/${allocation.id}`),
    waybill: await reader.get<Document>(`/handover/waybills/${waybill.id}`),
    deed,
    handover: final,
  };
  return {
    journey: 'g1',
    handedOver: good.length,
    rejected: delivery.devices.length - good.length,
    documents: Object.fromEntries(
      Object.entries(documents).map(([name, { id, number, status }]) => [name, { id, number, status }]),
    ),
    devices: delivery.devices.map(({ deviceId, tag, serial }) => ({ deviceId, tag, serial })),
    trace,
  };
}
