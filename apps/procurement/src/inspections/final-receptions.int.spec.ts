import { uuidv7 } from '@dotation/service';
import { laptops, startProcurement, type Procurement } from '../../test/procurement.ts';

interface Received {
  id: string;
  lines: { lineId: string; deviceId: string; serial: string }[];
}

let p: Procurement;
beforeAll(async () => {
  p = await startProcurement();
});
afterAll(() => p.close());

const committee = (): string[] => [p.inspector.principal.personId, p.otherInspector.principal.personId];
const days = (n: number): string => new Date(Date.now() + n * 24 * 3_600_000).toISOString().slice(0, 10);
const received = async (prefix: string): Promise<Received> => {
  const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
  const body = p.delivery(laptops(2, prefix));
  return (await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, body).expect(201)).body as Received;
};
const inspect = (receiptId: string, more: object) =>
  p.inspector.post(`/receipts/${receiptId}/inspections`, { committee: committee(), extent: 'FULL', ...more });
const lifting = (rows: number[], more: object = {}): object => ({
  ...{ committee: committee(), lifted: rows.map((row) => ({ row, note: 'Vu et essayé' })) },
  ...more,
});
const provisional = async (prefix: string): Promise<{ id: string; receipt: Received }> => {
  const receipt = await received(prefix);
  const reserves = [
    { lineId: receipt.lines[0]?.lineId, detail: 'Chargeur à livrer', dueOn: days(30) },
    { detail: 'Garantie de douze mois', dueOn: days(365) },
  ];
  const { body } = await inspect(receipt.id, { reserves }).expect(201);
  expect(body).toMatchObject({ acceptanceType: 'PROVISIONAL', finalReception: null });
  return { id: body.id as string, receipt };
};
const factsOf = (subject: string) =>
  p.query(
    `SELECT convert_from(body, 'UTF8')::jsonb AS fact FROM outbox WHERE subject = $1 ORDER BY convert_from(body, 'UTF8')::jsonb ->> 'time'`,
    [subject],
  );

describe('§9.6 provisional and final reception', () => {
  it('an acceptance without reserves is final; with reserves it says what is to be put right, and by when', async () => {
    const plain = await inspect((await received('FRA')).id, {}).expect(201);
    expect(plain.body).toMatchObject({ acceptanceType: 'FINAL', reserves: [] });
    await p.inspector.post(`/inspections/${plain.body.id}/final-reception`, lifting([])).expect(409);
    const { id, receipt } = await provisional('FRB');
    const { body } = await p.inspector.get(`/inspections/${id}`).expect(200);
    expect(body.reserves).toEqual(
      [
        ...[{ row: 1, lineId: receipt.lines[0]?.lineId, detail: 'Chargeur à livrer', dueOn: days(30) }],
        ...[{ row: 2, lineId: null, detail: 'Garantie de douze mois', dueOn: days(365) }],
      ].map((reserve) => ({ ...reserve, note: null, documentSha256: null })),
    );
    const [told] = await factsOf(id);
    expect(told?.['fact']).toMatchObject({
      data: { acceptanceType: 'PROVISIONAL', reserves: [{ row: 1 }, { row: 2 }] },
    });
  });

  it('a reserve on what is rejected, or due before the day of acceptance, is refused by row and field', async () => {
    const receipt = await received('FRC');
    const exceptions = [{ lineId: receipt.lines[0]?.lineId, reason: 'Écran brisé' }];
    const reserves = [
      { lineId: receipt.lines[0]?.lineId, detail: 'Écran à changer', dueOn: days(30) },
      { detail: 'Notice à livrer', dueOn: '2020-01-01' },
    ];
    const { body } = await inspect(receipt.id, { exceptions, reserves }).expect(422);
    expect(body.code).toBe('reserves-refused');
    expect(body.rows.map(({ row, field, code }: Record<string, unknown>) => [row, field, code])).toEqual([
      [1, 'reserves[0].lineId', 'reserve-on-rejected'],
      [2, 'reserves[1].dueOn', 'reserve-due-wrong'],
    ]);
  });

  it('the final reception lifts all of them once, and says it again when it is asked again', async () => {
    const { id, receipt } = await provisional('FRD');
    const path = `/inspections/${id}/final-reception`;
    const open = await p.inspector.post(path, lifting([1])).expect(422);
    expect(open.body).toMatchObject({ code: 'reserves-open', rows: [{ code: 'reserve-open', field: 'lifted' }] });
    const key = uuidv7();
    const { body } = await p.inspector.post(path, lifting([1, 2]), key).expect(201);
    expect(body).toMatchObject({
      reserves: [{ note: 'Vu et essayé' }, { note: 'Vu et essayé' }],
      finalReception: { id: key, number: expect.stringMatching(/^FR-\d{4}-\d{6}$/) as string, committee: committee() },
    });
    expect((await p.inspector.post(path, lifting([1, 2]), key).expect(201)).body).toEqual(body);
    expect((await p.inspector.post(path, lifting([1, 2])).expect(409)).body.code).toBe('reception-already-final');
    const [told] = await factsOf(key);
    expect(told?.['fact']).toMatchObject({
      type: 'fact.procurement.reception-finalised.v1',
      data: { inspectionId: id, receiptId: receipt.id, lines: receipt.lines.map(({ deviceId }) => ({ deviceId })) },
    });
    await expect(
      p.worker.query(`UPDATE inspection_reserve SET note = 'x' WHERE inspection_id = $1`, [id]),
    ).rejects.toThrow('lifted once');
    await expect(p.query(`UPDATE final_reception SET committee = '{}' WHERE id = $1`, [key])).rejects.toThrow(
      'only added',
    );
  });

  it('of many committees at once one lifts them', async () => {
    const { id } = await provisional('FRE');
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => p.inspector.post(`/inspections/${id}/final-reception`, lifting([1, 2]))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('CR-09, CR-10 the same persons never sit: neither who bought nor who received, and two are needed', async () => {
    const { id } = await provisional('FRF');
    const path = `/inspections/${id}/final-reception`;
    for (const { principal } of [p.buyer, p.storekeeper]) {
      const said = lifting([1, 2], { committee: [...committee(), principal.personId] });
      expect((await p.inspector.post(path, said).expect(403)).body.code).toBe('inspector-not-independent');
    }
    await p.storekeeper.post(path, lifting([1, 2])).expect(403);
    const dear = await p.order([{ model: 'ProBook 450 G10', quantity: 2, unitPriceMinor: 400_000 }]);
    const receipt = (await p.storekeeper.post(`/purchase-orders/${dear.id}/receipts`, p.delivery(laptops(2, 'FRG'))))
      .body as Received;
    const { body } = await inspect(receipt.id, { reserves: [{ detail: 'Notice à livrer', dueOn: days(3) }] }).expect(
      201,
    );
    const alone = lifting([1], { committee: committee().slice(0, 1) });
    expect((await p.inspector.post(`/inspections/${body.id}/final-reception`, alone).expect(422)).body.code).toBe(
      'committee-too-small',
    );
  });

  it('§8.5 the list says what waits for a committee: receipts of more than five working days, reserves past their day', async () => {
    const list = async (query: string): Promise<Record<string, unknown>[]> =>
      (await p.buyer.get(`/receptions-due?limit=200&${query}`).expect(200)).body.items;
    const fresh = await received('FRH');
    const longAgo = async (prefix: string): Promise<Received> => {
      const receipt = await received(prefix);
      const sql = `UPDATE goods_receipt SET received_at = received_at - interval '9 days' WHERE id = $1`;
      await p.worker.query(sql, [receipt.id]);
      return receipt;
    };
    const old = await longAgo('FRI');
    // Accepted five days ago, under one reserve that was due yesterday and one that is due in a year.
    const { id } = (
      await inspect((await longAgo('FRJ')).id, {
        acceptedOn: days(-5),
        reserves: [days(-1), days(365)].map((dueOn) => ({ detail: 'À livrer', dueOn })),
      }).expect(201)
    ).body as { id: string };
    const late = await list('overdue=true');
    expect(late.filter(({ receiptId }) => receiptId === old.id)).toMatchObject([{ kind: 'INSPECTION', overdue: true }]);
    expect(late.filter(({ inspectionId }) => inspectionId === id)).toMatchObject([{ kind: 'RESERVE', row: 1 }]);
    const rest = await list('overdue=false');
    expect(rest.filter(({ receiptId }) => receiptId === fresh.id)).toMatchObject([{ kind: 'INSPECTION' }]);
    expect(rest.filter(({ inspectionId }) => inspectionId === id)).toMatchObject([{ kind: 'RESERVE', row: 2 }]);
    await p.inspector.post(`/inspections/${id}/final-reception`, lifting([1, 2])).expect(201);
    expect((await list('kind=RESERVE')).filter(({ inspectionId }) => inspectionId === id)).toEqual([]);
  });
});
