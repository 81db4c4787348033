import type { Client } from '../journey/client.ts';
import { exampleId } from './examples.ts';
import { catalogueItemId, organisationId } from './goods.ts';
import { placeId } from './places.ts';
import { unitId } from './units.ts';

/** Of three rows one has what a spreadsheet made of a serial, and one names a model that nobody knows. */
const manifest = [
  'N°;Colis;Marque;Modèle;N° de série;Qté',
  '1;CTN-001;HP;ProBook 450 G10;EXM250001;1',
  '2;CTN-001;HP;ProBook 450 G10;6.37E+15;1',
  '3;CTN-002;HP;ProBook 999;EXM250003;1',
  '',
].join('\n');

type Write = (who: string, name: string, path: string, body: object) => Promise<unknown>;

/** Of the example order: one shipment by air that is late, one of the country that has come, and one announced by mistake. */
export async function seedInbound(record: Write, as: (who: string) => Client): Promise<void> {
  const shipment = {
    ...{ supplierId: organisationId('supplier'), purchaseOrderId: exampleId('purchase order'), mode: 'ROAD' },
    ...{ fromCountry: 'CD', carrierId: organisationId('carrier'), incoterm: { term: 'DAP', place: 'Kinshasa' } },
    ...{ expectedOn: '2025-02-20', placeId: placeId('store'), storeUnitId: unitId('store') },
  };
  const byAir = {
    ...{ mode: 'AIR', fromCountry: 'CN', preAlertNumber: 'PA-2025-118', transportNumber: '071-1234 5675' },
    ...{ incoterm: { term: 'CIP', place: 'Kinshasa' }, packages: 12, grossKg: 184.5 },
  };
  for (const [name, more] of [
    ['shipment', byAir],
    ['shipment to close', {}],
    ['shipment to withdraw', {}],
  ] as const) {
    await record('buyer', name, '/procurement/shipments', { ...shipment, ...more });
  }
  const path = `/procurement/shipments/${exampleId('shipment')}/manifests`;
  const key = exampleId('manifest');
  await as('storekeeper').send('POST', path, Buffer.from(manifest), 'text/csv', { key });
  await record('storekeeper', 'delivery', `/procurement/shipments/${exampleId('shipment to close')}/delivery`, {
    ...{ happenedAt: '2025-02-19T09:00:00Z', note: 'Trois caisses, scellés intacts' },
  });
  await seedClaims(record);
}

/** For what the order still waits for: a draft, and what was sent. */
async function seedClaims(record: Write): Promise<void> {
  for (const name of ['claim', 'claim to send', 'claim to answer', 'claim to settle']) {
    await record('buyer', name, '/procurement/claims', {
      ...{ shipmentId: exampleId('shipment to close'), against: 'SUPPLIER', amountMinor: 78_900, currency: 'USD' },
      ...{ answerBy: '2025-03-31', note: 'Trois caisses au lieu de quatre' },
      lines: [{ catalogueItemId: catalogueItemId('laptop'), reason: 'SHORT', quantity: 1 }],
    });
    if (name === 'claim to send') continue;
    const path = `/procurement/claims/${exampleId(name)}/sending`;
    await record('buyer', `${name} sent`, path, { sentOn: '2025-03-01' });
  }
}
