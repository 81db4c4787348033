import type { Device } from '../register/device.rules.js';
import { settleDispute } from './plate-decision.rules.js';

const disputed = { disputed: true, lifecycle: 'A01_RECEIVED_PENDING_INSPECTION' } as Device;

describe('AM-8: a plate that contradicts the register', () => {
  it('is decided by a person who had no part in it', () => {
    expect(() => settleDispute(disputed, ['keeper', 'tagger'], 'second')).not.toThrow();
  });

  it.each(['keeper', 'tagger'])('is never decided by the %s', (who) => {
    expect(() => settleDispute(disputed, ['keeper', 'tagger'], who)).toThrow('plate-decided-by-receiver');
  });

  it('CR-08, AM-3 is decided by its keeper alone where a waiver lets him, and the decision says by which', () => {
    expect(settleDispute(disputed, ['keeper'], 'keeper', 'waiver')).toBe('waiver');
    expect(settleDispute(disputed, ['keeper'], 'second', 'waiver')).toBeNull();
  });

  it('is decided while it is in dispute only, and before the device has gone anywhere', () => {
    expect(() => settleDispute({ ...disputed, disputed: false }, [], 'second')).toThrow('plate-not-disputed');
    expect(() => settleDispute({ ...disputed, lifecycle: 'A02_REJECTED' }, [], 'second')).toThrow('plate-not-disputed');
  });
});
