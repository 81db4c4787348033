import { settled } from './settled.js';

const countingTo = (last: number) => {
  let reading = 0;
  return { read: async () => ++reading, done: (n: number) => n >= last, readings: () => reading };
};

describe('waiting until a document is settled', () => {
  it('reads once when nobody prefers to wait', async () => {
    const { read, done } = countingTo(5);
    expect(await settled(undefined, read, done)).toBe(1);
    expect(await settled('respond-async', read, done)).toBe(2);
  });

  it('answers as soon as it is done', async () => {
    const { read, done } = countingTo(3);
    expect(await settled('return=minimal, wait=10', read, done)).toBe(3);
  });

  it('answers unsettled when the time is over', async () => {
    const { read, readings } = countingTo(0);
    expect(await settled('wait=0', read, () => false)).toBe(1);
    expect(readings()).toBe(1);
  });
});
