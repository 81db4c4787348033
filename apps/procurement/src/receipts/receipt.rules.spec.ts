import type { SerialRule } from '@dotation/contracts';
import { catalogueOf, type Item } from './catalogue.rules.js';
import { exclusivesOf, type Known } from './duplicate.rules.js';
import { fold } from './identifier.rules.js';
import { born } from './goods-received.rules.js';
import type { OrderBalance } from './order-balance.rules.js';
import { readRows } from './receipt-row.rules.js';
import {
  capture,
  checkReceivedAt,
  checkReceiver,
  checkSize,
  checkWitness,
  judge,
  type Delivery,
  type Judgement,
} from './receipt.rules.js';

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const hp = uuid(1);
const victron = uuid(2);
const storekeeper = uuid(90);
const photo = 'c'.repeat(64);

const anItem = (n: number, makerId: string, maker: string, model: string, serialRule: SerialRule): Item => ({
  ...{ catalogueItemId: uuid(n), makerId, maker, model, modelKey: model.toUpperCase().replace(/\W/g, '') },
  ...{ category: 'X', description: model, serialRule, trackingMode: 'SERIAL' as const },
});
const laptop = anItem(11, hp, 'HP', 'ProBook', 'REQUIRED');
const panel = anItem(12, victron, 'Victron', 'SPM', 'IF_PRESENT');
const battery = anItem(13, victron, 'Victron', 'AGM', 'BATCH');
const cable = anItem(14, victron, 'Victron', 'Cable', 'NONE');
const paper: Item = { ...anItem(15, victron, 'Victron', 'Paper', 'NONE'), trackingMode: 'QUANTITY' };
const catalogue = catalogueOf(
  [
    { key: 'HP', makerId: hp },
    { key: 'HEWLETTPACKARD', makerId: hp },
    { key: 'VICTRON', makerId: victron },
  ],
  [laptop, panel, battery, cable, paper],
);

const aLine = (item: Item, quantity: number, received = 0, lineNumber = 1): OrderBalance => ({
  ...{ orderLineId: uuid(50 + lineNumber), lineNumber, catalogueItemId: item.catalogueItemId, quantity, received },
  ...{ unitPriceMinor: 10_000, currency: 'USD', funding: [{ awardId: uuid(70), percent: 100 }] },
});

interface Given {
  order?: OrderBalance[] | null;
  known?: Known[];
  tolerance?: number;
  delivery?: Partial<Delivery>;
}

function judged(lines: object[], { order = null, known = [], tolerance = 0, delivery = {} }: Given = {}): Judgement {
  const { rows, problems } = readRows(lines);
  const findings = { problems, warnings: new Map() };
  const captured = capture(rows, catalogue, order, findings);
  const said = {
    ...{ receiverIds: [storekeeper], waiversOfSecondSignature: [] },
    ...{ acknowledgeOver: false, finalDelivery: false, kits: [], discrepancies: [] },
  };
  return judge(captured, order, tolerance, exclusivesOf(captured), known, { ...said, ...delivery }, findings);
}
const codes = ({ problems }: Judgement): [number, string | undefined, string][] =>
  problems.map(({ row, field, code }) => [row, field, code]);

const aLaptop = (serial: string | undefined, more: object = {}) => ({ maker: 'HP', model: 'ProBook', serial, ...more });
const aKnown = (serial: string, deviceId = uuid(99)): Known => ({
  ...{ type: 'MFR_SERIAL', issuer: hp, value: serial, folded: fold(serial), deviceId },
});

describe('CR-06: never more than ordered', () => {
  const rows = [1, 2, 3].map((n) => aLaptop(`S${n}`));

  it('CR-06 refuses the rows above the ordered quantity, naming the order line', () => {
    expect(codes(judged(rows, { order: [aLine(laptop, 5, 3)] }))).toEqual([
      [3, 'orderLineId', 'receipt-exceeds-order'],
    ]);
  });

  it('CR-06 allows the tolerance, rounded down', () => {
    expect(codes(judged(rows, { order: [aLine(laptop, 2)], tolerance: 50 }))).toEqual([]);
    expect(codes(judged(rows, { order: [aLine(laptop, 2)], tolerance: 49 }))).toHaveLength(1);
  });

  it('CR-06 counts net of what was rejected: the order line says how much was received', () => {
    expect(codes(judged(rows, { order: [aLine(laptop, 3, 0)] }))).toEqual([]);
  });

  it('CR-06 puts acknowledged surplus on a discrepancy line', () => {
    const judgement = judged(rows, { order: [aLine(laptop, 1)], delivery: { acknowledgeOver: true } });
    expect(judgement.problems).toEqual([]);
    expect(judgement.devices).toHaveLength(1);
    expect(judgement.discrepancies).toMatchObject([{ code: 'OVER', quantity: 2, rows: [2, 3] }]);
  });

  it('fills several lines of one item in their order, the named line first', () => {
    const order = [aLine(laptop, 1, 0, 2), aLine(laptop, 2, 0, 1)];
    const named = [aLaptop('S1'), aLaptop('S2'), aLaptop('S3', { orderLineId: uuid(51) })];
    const { devices, problems } = judged(named, { order });
    expect(problems).toEqual([]);
    expect(devices.map(({ orderLine }) => orderLine?.lineNumber)).toEqual([1, 2, 1]);
  });

  it('splits a row of many over the lines, and tells surplus of it once', () => {
    const boxes = { maker: 'Victron', model: 'Cable', quantity: 5, noSerialReason: 'none', platePhotoSha256: photo };
    const { devices } = judged([boxes], { order: [aLine(cable, 2, 0, 1), aLine(cable, 3, 0, 2)] });
    expect(devices.map(({ orderLine }) => orderLine?.lineNumber)).toEqual([1, 1, 2, 2, 2]);
    expect(codes(judged([boxes], { order: [aLine(cable, 2)] }))).toEqual([[1, 'orderLineId', 'receipt-exceeds-order']]);
  });

  it('says what a last delivery leaves open, and what came damaged', () => {
    const delivered = [aLaptop('S1', { condition: 'SCRAP' })];
    const { discrepancies } = judged(delivered, { order: [aLine(laptop, 3)], delivery: { finalDelivery: true } });
    expect(discrepancies).toMatchObject([
      { code: 'SHORT', quantity: 2, orderLineId: uuid(51) },
      { code: 'DAMAGED', quantity: 1, rows: [1] },
    ]);
  });

  it('refuses items and lines that are not on the order', () => {
    const stray = [aLaptop('S1', { orderLineId: uuid(77) }), aLaptop('S2', { orderLineId: uuid(52) })];
    const order = [aLine(laptop, 5), aLine(panel, 5, 0, 2)];
    expect(codes(judged(stray, { order }))).toEqual([
      [1, 'orderLineId', 'order-line-unknown'],
      [2, 'orderLineId', 'order-line-differs'],
    ]);
    expect(codes(judged([aLaptop('S3')], { order: [aLine(panel, 5)] }))).toEqual([[1, 'model', 'not-ordered']]);
    expect(codes(judged([aLaptop('S4', { orderLineId: uuid(51) })]))).toEqual([[1, 'orderLineId', 'no-order-yet']]);
  });
});

describe('CR-07: what each model asks of a serial', () => {
  const reasoned = { noSerialReason: 'Plaque arrachée', platePhotoSha256: photo, secondSignatureId: uuid(91) };

  it('CR-07 refuses a missing serial without reason, photo and second signature', () => {
    expect(codes(judged([aLaptop(undefined)]))).toEqual([[1, 'serial', 'serial-missing']]);
    expect(codes(judged([aLaptop(undefined, reasoned)]))).toEqual([]);
  });

  it.each([
    ['noSerialReason', 'no-serial-reason-missing'],
    ['platePhotoSha256', 'plate-photo-missing'],
    ['secondSignatureId', 'second-signature-missing'],
  ])('CR-07 refuses a missing serial that lacks its %s', (field, code) => {
    expect(codes(judged([aLaptop(undefined, { ...reasoned, [field]: undefined })]))).toEqual([[1, field, code]]);
  });

  it('AM-3 CR-07: under a waiver who receives alone signs alone, with reason and photo all the same', () => {
    const delivery = { waiversOfSecondSignature: [uuid(80), uuid(81)] };
    const alone = { noSerialReason: 'Plaque arrachée', platePhotoSha256: 'a'.repeat(64) };
    const relying = judged([aLaptop(undefined, alone), aLaptop('S1')], { delivery });
    expect([codes(relying), relying.waiverIds]).toEqual([[], [uuid(80)]]);
    expect(judged([aLaptop('S1')], { delivery }).waiverIds).toEqual([]);
    expect(codes(judged([aLaptop(undefined, { noSerialReason: 'Plaque arrachée' })], { delivery }))).toEqual([
      [1, 'platePhotoSha256', 'plate-photo-missing'],
    ]);
    // A second signature that is there is looked at, waiver or not.
    const own = aLaptop(undefined, { ...alone, secondSignatureId: storekeeper });
    expect(codes(judged([own], { delivery }))).toEqual([[1, 'secondSignatureId', 'second-signature-same-person']]);
  });

  it('CR-07 refuses the store-keeper as second signature', () => {
    const alone = { ...reasoned, secondSignatureId: storekeeper };
    expect(codes(judged([aLaptop(undefined, alone)]))).toEqual([
      [1, 'secondSignatureId', 'second-signature-same-person'],
    ]);
  });

  it('CR-07 takes the witness of the receipt as second signature, and never the receiver as witness', () => {
    const witness = uuid(91).toUpperCase();
    expect(() => checkWitness(witness, storekeeper)).not.toThrow();
    expect(codes(judged([aLaptop(undefined, { ...reasoned, secondSignatureId: witness })]))).toEqual([]);
    expect(() => checkWitness(null, storekeeper)).not.toThrow();
    expect(() => checkWitness(storekeeper.toUpperCase(), storekeeper)).toThrow(
      expect.objectContaining({ rows: [expect.objectContaining({ field: 'witnessId' })] }),
    );
  });

  it('CR-07 asks it of every row: no reason covers another device', () => {
    expect(codes(judged([aLaptop(undefined, reasoned), aLaptop(undefined)]))).toEqual([
      [2, 'serial', 'serial-missing'],
    ]);
  });

  it.each([
    ['IF_PRESENT', 'SPM'],
    ['BATCH', 'AGM'],
    ['NONE', 'Cable'],
  ])('AM-8 takes one reason and one photo per model and receipt where the rule is %s', (_, model) => {
    const aRow = (more: object = {}) => ({ maker: 'Victron', model, ...more });
    const noSerialReason = 'Sans plaque';
    const noReason = [1, 'noSerialReason', 'no-serial-reason-missing'];
    const noPhoto = [1, 'platePhotoSha256', 'plate-photo-missing'];
    expect(codes(judged([aRow(), aRow(), aRow()]))).toEqual([noReason, noPhoto]);
    expect(codes(judged([aRow(), aRow(), aRow({ noSerialReason })]))).toEqual([noPhoto]);
    expect(codes(judged([aRow(), aRow({ platePhotoSha256: photo })]))).toEqual([noReason]);
    expect(codes(judged([aRow(), aRow({ noSerialReason }), aRow({ platePhotoSha256: photo })]))).toEqual([]);
  });

  it('AM-8 lets no model answer for another', () => {
    const answered = { maker: 'Victron', model: 'SPM', noSerialReason: 'Sans plaque', platePhotoSha256: photo };
    expect(codes(judged([answered, { maker: 'Victron', model: 'Cable' }]))).toEqual([
      [2, 'noSerialReason', 'no-serial-reason-missing'],
      [2, 'platePhotoSha256', 'plate-photo-missing'],
    ]);
  });

  it('says once what is wrong with an unreadable serial', () => {
    expect(codes(judged([aLaptop('N/A')]))).toEqual([[1, 'serial', 'serial-is-placeholder']]);
  });

  it('AM-8 wants a photo of the plate for a typed serial and for a disputed one', () => {
    for (const said of [{ serialTyped: true }, { disputed: true }]) {
      expect(codes(judged([aLaptop('S1', said)]))).toEqual([[1, 'platePhotoSha256', 'plate-photo-missing']]);
      expect(codes(judged([aLaptop('S1', { ...said, platePhotoSha256: photo })]))).toEqual([]);
    }
  });

  it('takes the same batch number on many devices, and a serial on one only', () => {
    const batch = { maker: 'Victron', model: 'AGM', serial: 'LOT-7', quantity: 4 };
    expect(judged([batch, batch]).devices).toHaveLength(8);
    expect(codes(judged([{ maker: 'Victron', model: 'SPM', serial: 'P1', quantity: 2 }]))).toEqual([
      [1, 'quantity', 'quantity-of-one-serial'],
    ]);
  });

  it('AM-9 makes one lot of a row that is counted, without reason or photo, or one on each order line', () => {
    const reams = { maker: 'Victron', model: 'Paper', quantity: 500 };
    let n = 0;
    const born500 = born(judged([reams]).devices, [], () => uuid(200 + n++));
    expect(born500.lines).toEqual([expect.objectContaining({ deviceId: null, lotId: uuid(201), quantity: 500 })]);
    const order = [aLine(paper, 300), aLine(paper, 300, 0, 2)];
    const split = born(judged([reams], { order }).devices, [], () => uuid(200 + n++));
    expect(split.lines.map(({ quantity, orderLine }) => [quantity, orderLine?.lineNumber])).toEqual([
      [300, 1],
      [200, 2],
    ]);
  });

  it('CR-06 leaves the surplus of a lot on a discrepancy line', () => {
    const given = { order: [aLine(paper, 300, 250)], delivery: { acknowledgeOver: true } };
    const judgement = judged([{ maker: 'Victron', model: 'Paper', quantity: 60 }], given);
    expect(judgement.devices).toHaveLength(50);
    expect(judgement.discrepancies).toEqual([expect.objectContaining({ code: 'OVER', quantity: 10 })]);
  });

  it.each([
    [{ identifiers: [{ type: 'MAC', value: 'E0:73:E7:34:0D:24' }] }, 'identifiers', 'counted-not-identified'],
    [{ serial: 'P-1' }, 'identifiers', 'counted-not-identified'],
    [{ kit: 'K1' }, 'kit', 'counted-not-in-kit'],
    [{ disputed: true }, 'disputed', 'counted-not-disputed'],
  ])('AM-9 refuses what only a device has: %j', (more, field, code) => {
    const row = { maker: 'Victron', model: 'Paper', quantity: 5, ...more };
    expect(codes(judged([row]))).toEqual([[1, field, code]]);
  });

  it('AM-9 takes at most 40 lots in one receipt', () => {
    const rows = Array.from({ length: 41 }, () => ({ maker: 'Victron', model: 'Paper', quantity: 5 }));
    expect(codes(judged(rows))).toEqual([[41, 'catalogueItemId', 'too-many-lots']]);
  });
});

describe('CR-08: one serial, one device', () => {
  it('CR-08 refuses a serial already active and shows the device', () => {
    const judgement = judged([aLaptop(' abc-1 ')], { known: [aKnown('ABC-1')] });
    expect(judgement.problems).toEqual([
      expect.objectContaining({ row: 1, code: 'serial-already-active', existingDeviceId: uuid(99) }),
    ]);
  });

  it('CR-08 refuses the second of two equal serials under two spellings of the maker', () => {
    const rows = [aLaptop('abc1'), { maker: 'Hewlett-Packard', model: 'ProBook', serial: 'ABC 1' }];
    expect(judged(rows).problems).toEqual([
      expect.objectContaining({ row: 2, field: 'serial', code: 'serial-repeated', otherRow: 1 }),
    ]);
  });

  it('CR-08 lets two makers use the same serial, but no two devices the same MAC address', () => {
    const mac = [{ type: 'MAC', value: 'E073E7325133' }];
    const rows = [
      aLaptop('SAME', { identifiers: mac }),
      { maker: 'Victron', model: 'SPM', serial: 'SAME', identifiers: mac },
    ];
    expect(codes(judged(rows))).toEqual([[2, 'identifiers', 'identifier-repeated']]);
  });

  it.each([
    ['5CD1234S', '5CD12345'],
    ['A0OO', 'AO00'],
    ['I1', 'II'],
    ['B8-1', '881'],
  ])('CR-08 warns that %s looks like %s', (one, other) => {
    const { problems, warnings } = judged([aLaptop(one), aLaptop(other)], { known: [] });
    expect(problems).toEqual([]);
    expect(warnings.get(2)).toEqual([expect.objectContaining({ code: 'near-duplicate', otherRow: 1 })]);
    expect(judged([aLaptop(one)], { known: [aKnown(other)] }).warnings.get(1)).toEqual([
      expect.objectContaining({ code: 'near-duplicate', existingDeviceId: uuid(99) }),
    ]);
  });

  it('AM-8 lets a disputed plate contradict the register', () => {
    const disputed = aLaptop('ABC', { disputed: true, platePhotoSha256: photo });
    expect(judged([disputed], { known: [aKnown('ABC')] }).problems).toEqual([]);
  });
});

describe('who receives how much', () => {
  it('CR-09 refuses the buyer, and the approver, as receiver', () => {
    const order = { buyerId: uuid(1), approverId: uuid(2) };
    expect(() => checkReceiver(order, uuid(1))).toThrow('receiver-not-independent');
    expect(() => checkReceiver(order, uuid(2))).toThrow('receiver-not-independent');
    expect(() => checkReceiver(order, uuid(3))).not.toThrow();
  });

  it.each([
    ['2026-11-02T10:11:00Z', 'received-in-future'],
    ['1999-12-31T23:59:59Z', 'received-too-early'],
  ])('AM-24 refuses goods received at %s while it is 10:00 on 2 November 2026', (receivedAt, code) => {
    const now = new Date('2026-11-02T10:00:00Z');
    expect(() => checkReceivedAt(new Date(receivedAt), now)).toThrow(
      expect.objectContaining({ rows: [expect.objectContaining({ field: 'receivedAt', code })] }),
    );
  });

  it('AM-24 forgives a clock ten minutes ahead', () => {
    const now = new Date('2026-11-02T10:00:00Z');
    expect(() => checkReceivedAt(new Date('2026-11-02T10:10:00Z'), now)).not.toThrow();
    expect(() => checkReceivedAt(new Date('2000-01-01T00:00:00Z'), now)).not.toThrow();
  });

  it('takes ten thousand devices and not one more, however few the rows', () => {
    expect(() => checkSize([{ quantity: 10_000 }])).not.toThrow();
    expect(() => checkSize([{ quantity: 10_000 }, { quantity: 1 }])).toThrow('too-many-rows');
  });

  it('warns when the supplier’s price is not the order’s', () => {
    const { warnings } = judged([aLaptop('S1', { unitPriceMinor: 12_000, currency: 'USD' })], {
      order: [aLine(laptop, 1)],
    });
    expect(warnings.get(1)).toEqual([expect.objectContaining({ code: 'price-differs' })]);
  });
});
