import {
  checkClosure,
  checkStep,
  checkWithdrawal,
  daysLate,
  riskPassesAt,
  statusAfter,
  transportKey,
} from './shipment.rules.js';

const now = new Date('2026-09-20T08:00:00Z');
const at = (day: string): Date => new Date(`2026-09-${day}T08:00:00Z`);

describe('a shipment', () => {
  it.each([
    ['departs', 'ANNOUNCED', [], { step: 'DEPARTED', happenedAt: at('01') }, null],
    ['is delivered though nobody told of the rest', 'ANNOUNCED', [], { step: 'DELIVERED', happenedAt: at('19') }, null],
    [
      'is told late of what came before',
      'DELIVERED',
      [{ step: 'DELIVERED', happenedAt: at('19') }],
      { step: 'ARRIVED', happenedAt: at('10') },
      null,
    ],
    [
      'is told again where the time was wrong',
      'DEPARTED',
      [{ step: 'DEPARTED', happenedAt: at('05') }],
      { step: 'DEPARTED', happenedAt: at('03') },
      null,
    ],
    ['never departs in the future', 'ANNOUNCED', [], { step: 'DEPARTED', happenedAt: at('21') }, 'shipment-step-wrong'],
    [
      'never arrives before it departed',
      'DEPARTED',
      [{ step: 'DEPARTED', happenedAt: at('05') }],
      { step: 'ARRIVED', happenedAt: at('04') },
      'shipment-step-wrong',
    ],
    [
      'never departs after it was delivered',
      'DELIVERED',
      [{ step: 'DELIVERED', happenedAt: at('10') }],
      { step: 'DEPARTED', happenedAt: at('11') },
      'shipment-step-wrong',
    ],
    ['is told nothing of once it is closed', 'CLOSED', [], { step: 'ARRIVED', happenedAt: at('04') }, 'shipment-ended'],
  ] as const)('%s', (_, status, told, next, code) => {
    const check = (): void => checkStep(status, told, next, now);
    if (code === null) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code }));
  });

  it('is where the furthest step put it', () => {
    expect(statusAfter('ANNOUNCED', 'ARRIVED')).toBe('ARRIVED');
    expect(statusAfter('DELIVERED', 'CLEARED')).toBe('DELIVERED');
  });

  it('CR-14 is not closed while customs papers are missing, whatever else is right', () => {
    const missing = [{ field: 'declarationNumber', detail: 'missing' }];
    expect(() => checkClosure('DELIVERED', null, missing)).toThrow(
      expect.objectContaining({
        code: 'customs-missing',
        rows: [expect.objectContaining({ field: 'declarationNumber' })],
      }),
    );
    expect(() => checkClosure('DELIVERED', null, [])).not.toThrow();
    expect(() => checkClosure('CLEARED', null, [])).toThrow(expect.objectContaining({ code: 'reason-missing' }));
    expect(() => checkClosure('CLEARED', 'Volé à l’entrepôt sous douane', [])).not.toThrow();
    expect(() => checkClosure('DEPARTED', 'x', [])).toThrow(
      expect.objectContaining({ code: 'shipment-step-out-of-turn' }),
    );
  });

  it('is withdrawn only while it never arrived', () => {
    expect(() => checkWithdrawal('DEPARTED')).not.toThrow();
    expect(() => checkWithdrawal('ARRIVED')).toThrow(expect.objectContaining({ code: 'shipment-step-out-of-turn' }));
  });

  it('is late from the day after it was expected, until it is delivered', () => {
    expect(daysLate('DEPARTED', '2026-09-20', '2026-09-20')).toBe(0);
    expect(daysLate('CLEARED', '2026-09-17', '2026-09-20')).toBe(3);
    expect(daysLate('DELIVERED', '2026-09-17', '2026-09-20')).toBe(0);
  });

  it('§3.7 is the supplier’s risk until the store only where it is delivered there by its terms', () => {
    expect((['EXW', 'FCA', 'CIF', 'CIP'] as const).map(riskPassesAt)).toEqual(Array(4).fill('DEPARTED'));
    expect((['DAP', 'DPU', 'DDP'] as const).map(riskPassesAt)).toEqual(Array(3).fill('DELIVERED'));
  });

  it('has one waybill, however its number is typed', () => {
    expect(transportKey('071-1234 5675')).toBe(transportKey('071 12345675'));
  });
});
