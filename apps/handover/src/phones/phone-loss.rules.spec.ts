import { signedOnLostPhone } from './phone-loss.rules.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 2, 1, hour));
const codes = (lostSince: Date | null, signedAt: Date, recordedAt: Date): string[] =>
  signedOnLostPhone(lostSince, { signedAt, recordedAt }).map(({ code }) => code);

describe('CR-63: what was signed on a phone that is lost', () => {
  it.each([
    ['signed and known before', at(8), at(9), []],
    ['signed and known since', at(11), at(12), ['PHONE_LOST']],
    ['signed the moment it was lost', at(10), at(10), ['PHONE_LOST']],
    ['dated back by whoever had it', at(8), at(12), ['PHONE_LOST']],
    ['by a clock that was ahead', at(11), at(9), ['PHONE_LOST']],
  ])('%s', (_, signedAt, recordedAt, found) => {
    expect(codes(at(10), signedAt, recordedAt)).toEqual(found);
  });

  it('on one that is not, nothing', () => {
    expect(codes(null, at(8), at(12))).toEqual([]);
  });
});
