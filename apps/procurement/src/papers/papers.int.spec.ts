import { gatewayRole } from '@dotation/service';
import { extractText, getDocumentProxy } from 'unpdf';
import type { TestPerson } from '../../../../test/support/app.ts';
import { laptops, startProcurement, type Procurement } from '../../test/procurement.ts';

let p: Procurement;
beforeAll(async () => {
  p = await startProcurement();
});
afterAll(() => p.close());

const print = async (path: string, who: TestPerson): Promise<{ bytes: Buffer; text: string }> => {
  const bytes = (await who.get(path).responseType('blob').expect(200)).body as Buffer;
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { bytes, text };
};
const hashIn = (text: string): string => text.match(/[0-9a-f]{64}/g)?.at(-1) ?? 'no hash';
const verdictOn = async (number: string, hash: string) => {
  const gateway = await p.app.as({ roles: [gatewayRole] });
  return (await gateway.get(`/internal/certificates/${number}?hash=${hash}`).expect(200)).body as object;
};

it('D03 D04 D05 order, receipt and inspection are printed, the same for every reader, and known again (AM-29)', async () => {
  const number = 'PO-2026-0417';
  const order = await p.order([{ model: 'ProBook 450 G10', quantity: 3 }], number);
  const receipt = (
    await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(laptops(3, 'PAP'))).expect(201)
  ).body as { id: string; number: string; lines: { serial: string; lineId: string }[] };
  const committee = [p.inspector.principal.personId, p.otherInspector.principal.personId];
  const exceptions = [{ serial: receipt.lines[0]?.serial, reason: 'Écran brisé', result: 'ACCEPTED' }];
  const inspection = (
    await p.inspector.post(`/receipts/${receipt.id}/inspections`, { committee, extent: 'FULL', exceptions }).expect(201)
  ).body as { id: string; number: string };

  const ofOrder = await print(`/purchase-orders/${order.id}/paper`, p.buyer);
  for (const said of ['Bon de commande', number, 'SINLEC26CA0042', 'section 889']) expect(ofOrder.text).toContain(said);
  expect(ofOrder.text.replaceAll('\u00a0', ' ')).toContain('2 367,00 USD');
  const ofReceipt = await print(`/receipts/${receipt.id}/paper`, p.storekeeper);
  for (const said of ['Bon de réception', 'BL-4471', number, ...receipt.lines.map(({ serial }) => serial)]) {
    expect(ofReceipt.text).toContain(said);
  }
  const ofInspection = await print(`/inspections/${inspection.id}/paper`, p.inspector);
  for (const said of ['Écran brisé', receipt.number, ...committee]) expect(ofInspection.text).toContain(said);
  const again = await print(`/receipts/${receipt.id}/paper`, p.buyer);
  expect(again.bytes.equals(ofReceipt.bytes)).toBe(true);

  for (const [of, { text }] of [
    [number, ofOrder],
    [receipt.number, ofReceipt],
    [inspection.number, ofInspection],
  ] as const) {
    expect(await verdictOn(of, hashIn(text))).toMatchObject({ verdict: 'VALID', number: of });
    expect(await verdictOn(of, '0'.repeat(64))).toMatchObject({ verdict: 'CHANGED' });
  }
  // AM-7: an amended order is another one.
  await p.query(`UPDATE purchase_order SET revision = 2 WHERE id = '${order.id}'`);
  expect(await verdictOn(number, hashIn(ofOrder.text))).toMatchObject({ verdict: 'REVOKED' });
  await p.inspector.get(`/internal/certificates/${number}?hash=${hashIn(ofOrder.text)}`).expect(403);
});
