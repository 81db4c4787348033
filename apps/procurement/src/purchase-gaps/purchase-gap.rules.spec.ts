import { daysBefore, notInvoiced, notRegistered } from './purchase-gap.rules.js';

describe('CR-13: bought, not registered', () => {
  const paid = [
    { invoiceId: 'a', number: 'F-1', paidOn: '2026-01-10', quantity: 3 },
    { invoiceId: 'b', number: 'F-2', paidOn: '2026-03-01', quantity: 2 },
  ];

  it('is what was paid last, beyond what the register has', () => {
    expect(notRegistered(paid, 5, '2026-02-01')).toEqual([]);
    expect(notRegistered(paid, 4, '2026-02-01')).toEqual([{ ...paid[1], quantity: 1, overdue: false }]);
    expect(notRegistered(paid, 1, '2026-02-01')).toEqual([
      { ...paid[0], quantity: 2, overdue: true },
      { ...paid[1], overdue: false },
    ]);
  });

  it('is an exception on the last day of the term, not the day before', () => {
    const [one] = notRegistered(paid, 0, daysBefore('2026-02-09', 30));
    expect(one).toMatchObject({ overdue: true });
    expect(notRegistered(paid, 0, daysBefore('2026-02-08', 30))[0]).toMatchObject({ overdue: false });
  });
});

describe('CR-13: registered, not paid', () => {
  const device = (id: string, acceptedOn: string) => ({ lineId: id, deviceId: id, lotId: null, acceptedOn });

  it('is what stands beyond the units of its invoices, also a part of a lot', () => {
    const goods = [
      device('x', '2026-01-01'),
      { lineId: 'l', deviceId: null, lotId: 'l', acceptedOn: '2026-05-01' },
      device('y', '2026-01-02'),
    ];
    const units = [
      { from: 1, count: 1 },
      { from: 2, count: 10 },
      { from: 12, count: 1 },
    ];
    expect(notInvoiced(goods, units, 12, '2026-02-01')).toEqual([]);
    expect(notInvoiced(goods, units, 5, '2026-02-01')).toEqual([
      { ...goods[1], quantity: 6, overdue: false },
      { ...goods[2], quantity: 1, overdue: true },
    ]);
    expect(notInvoiced(goods, units, 0, '2026-02-01').map(({ quantity }) => quantity)).toEqual([1, 10, 1]);
  });
});
