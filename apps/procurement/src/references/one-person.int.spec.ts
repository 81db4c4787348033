import { uuidv7 } from '@dotation/service';
import { laptops, startProcurement, type Procurement } from '../../test/procurement.ts';
import { DirectoryReferenceHandler } from './directory-reference.handler.js';

let p: Procurement;
beforeAll(async () => {
  p = await startProcurement();
});
afterAll(() => p.close());

/** Another id under which this person was recorded, merged since. */
async function doubleOf(intoId: string): Promise<string> {
  const id = uuidv7();
  await p.meet(id);
  const handler = p.app.service.app.get(DirectoryReferenceHandler);
  const data = { of: 'PERSON', id, intoId };
  await p.worker.transaction((tx) => handler.entryMerged(tx, { data } as never));
  return id;
}
const received = async (prefix: string): Promise<string> => {
  const order = await p.order([{ model: 'ProBook 450 G10', quantity: 8 }]);
  const { body } = await p.storekeeper
    .post(`/purchase-orders/${order.id}/receipts`, p.delivery(laptops(8, prefix)))
    .expect(201);
  return (body as { id: string }).id;
};

it('CR-07 the receiver under another id is neither the second signature nor the witness', async () => {
  const double = await doubleOf(p.storekeeper.principal.personId);
  const row = { maker: 'HP', model: 'ProBook 450 G10', noSerialReason: 'Illisible', platePhotoSha256: 'a'.repeat(64) };
  for (const path of ['/receipts', '/receipts?dryRun=true'] as const) {
    const witnessed = p.delivery(laptops(1, 'DBL'), { witnessId: double });
    expect((await p.storekeeper.post(path, witnessed).expect(422)).body.code).toBe('witness-same-person');
    for (const secondSignatureId of [double, double.toUpperCase()]) {
      const { body } = await p.storekeeper.post(path, p.delivery([{ ...row, secondSignatureId }]));
      expect(JSON.stringify(body)).toContain('second-signature-same-person');
    }
  }
});

it('CR-10 one inspector under two ids is no committee, and the store-keeper under another id is on none', async () => {
  const path = `/receipts/${await received('DBLA')}/inspections`;
  const [inspector, keeper] = [p.inspector.principal.personId, p.storekeeper.principal.personId];
  const twice = { committee: [inspector, await doubleOf(inspector)], extent: 'FULL' };
  expect((await p.inspector.post(path, twice).expect(422)).body.code).toBe('committee-too-small');
  const ownGoods = { committee: [inspector, await doubleOf(keeper)], extent: 'FULL' };
  expect((await p.inspector.post(path, ownGoods).expect(403)).body.code).toBe('inspector-not-independent');
  // AM-3: nor is he his own remote witness.
  await p.waive('CR-10', inspector);
  const alone = { committee: [inspector], extent: 'FULL' };
  for (const who of [inspector, keeper]) {
    const { body } = await p.inspector.post(path, { ...alone, remoteWitnessId: await doubleOf(who) }).expect(422);
    expect(body.code).toBe('committee-too-small');
  }
  const other = uuidv7();
  await p.meet(other);
  await p.inspector.post(path, { ...alone, remoteWitnessId: other }).expect(201);
});

it('AM-13, AM-30 nobody approves an old list, or takes off the prohibited list, what he proposed under another id', async () => {
  const steward = await p.app.as({ roles: ['DATA_STEWARD'] });
  const before = await p.app.as({ personId: await doubleOf(steward.principal.personId), roles: ['DATA_STEWARD'] });
  const why = Object.fromEntries(
    ['DESCRIPTION', 'IDENTIFICATION', 'FUNDING_SOURCE', 'ACQUISITION_DATE', 'COST', 'USE', 'CONDITION'].map((one) => [
      one,
      'Inconnu',
    ]),
  );
  const list = {
    ...{ origin: 'MIGRATED', orgUnitId: p.policeUnitId, placeId: p.placeId, title: 'STATE_DRC', reasons: why },
    lines: [{ catalogueItemId: p.items['ProBook 450 G10'], quantity: 1 }],
  };
  const { body: kept } = await before.post('/legacy-lists', list).expect(201);
  expect((await steward.post(`/legacy-lists/${kept.id}/approval`, {}).expect(403)).body.code).toBe(
    'legacy-same-person',
  );
});
