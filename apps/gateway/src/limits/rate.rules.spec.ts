import { fullBucket, takeOne } from './rate.rules.js';

describe('the rate of one token', () => {
  it('lets a burst of ten seconds pass, then as many as the rate allows', () => {
    const bucket = fullBucket(5, 0);
    const passed = (at: number) => Array.from({ length: 100 }, () => takeOne(bucket, 5, at)).filter(Boolean).length;
    expect(passed(0)).toBe(50);
    expect(passed(1_000)).toBe(5);
    expect(passed(1_100)).toBe(0);
    expect(passed(100_000)).toBe(50);
  });

  it('gains nothing from a clock that runs backwards', () => {
    const bucket = fullBucket(1, 10_000);
    for (let i = 0; i < 10; i++) takeOne(bucket, 1, 10_000);
    expect(takeOne(bucket, 1, 5_000)).toBe(false);
  });
});
