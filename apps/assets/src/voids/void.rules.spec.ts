import { LIFECYCLES } from '@dotation/contracts';
import { checkDecision, checkVoid, isVoidable } from './void.rules.js';

const states = (origin: string): string[] =>
  LIFECYCLES.filter((lifecycle) => isVoidable({ deviceId: 'd', lifecycle, origin, signedFor: false })).map((state) =>
    state.slice(0, 3),
  );

describe('T34: a record is voided', () => {
  it('before a unit signed for it and while no paper is under way; of an old list also where it began', () => {
    expect(states('PURCHASE')).toEqual(['A01', 'A02', 'A04']);
    expect(states('MIGRATED')).toEqual(['A01', 'A02', 'A04', 'A09', 'A13', 'A16', 'A17']);
  });

  it('in favour of another record, never of itself', () => {
    const device = {
      deviceId: 'd',
      lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
      origin: 'PURCHASE',
      signedFor: false,
    } as const;
    expect(() => checkVoid(device, device)).toThrow('kept-device-wrong');
    expect(() => checkVoid(device, { ...device, deviceId: 'other' })).not.toThrow();
    const gone = { deviceId: 'other', lifecycle: 'A20_VOIDED' } as const;
    expect(() => checkVoid(device, gone)).toThrow('kept-device-wrong');
    expect(() => checkVoid({ ...device, lifecycle: 'A08_HANDED_OVER' }, null)).toThrow('device-not-voidable');
  });

  it.each(['PURCHASE', 'MIGRATED'])('T12 never once a unit signed for it, wherever it came back to: %s', (origin) => {
    for (const lifecycle of LIFECYCLES) {
      const device = { deviceId: 'd', lifecycle, origin, signedFor: true };
      expect(() => checkVoid(device, null)).toThrow('device-not-voidable');
    }
  });

  it('by two data stewards, once', () => {
    expect(() => checkDecision({ proposedBy: 'a', decision: null }, 'a')).toThrow('void-same-person');
    expect(() => checkDecision({ proposedBy: 'a', decision: 'CONFIRMED' }, 'b')).toThrow('void-decided');
    expect(() => checkDecision({ proposedBy: 'a', decision: null }, 'b')).not.toThrow();
  });
});
