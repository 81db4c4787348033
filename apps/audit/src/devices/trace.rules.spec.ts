import type { TraceFact } from './trace.rules.js';
import { chainProblems, inOrder, silenceBefore } from './trace.rules.js';

let position = 0;
const second = (n: number): Date => new Date(Date.UTC(2027, 2, 1, 9, 0, n));

function aFact(name: string, recorded: number, more: Partial<TraceFact> = {}): TraceFact {
  position += 1;
  return {
    position,
    lineNo: 1,
    producer: more.deviceSeq ? 'assets' : 'handover',
    seq: position,
    factId: name,
    type: 'fact.handover.handover-signed.v1',
    actorId: 'actor',
    occurredAt: second(recorded),
    recordedAt: second(recorded),
    causationId: 'a command',
    deviceSeq: null,
    previous: null,
    hash: name,
    leafHash: name,
    ...more,
  };
}

const effect = (name: string, deviceSeq: number, causationId: string, recorded: number): TraceFact =>
  aFact(name, recorded, { deviceSeq, causationId });
const names = (facts: TraceFact[]): string[] => inOrder(facts).map(({ factId }) => factId);

describe('the order of a device’s life', () => {
  it('puts a document before the effects it caused, also when they became known here in reverse', () => {
    const effects = [effect('registered', 1, 'receipt', 2), effect('accepted', 2, 'inspection', 5)];
    const documents = [aFact('receipt', 1), aFact('inspection', 4)];
    expect(names([...effects.reverse(), ...documents])).toEqual(['receipt', 'registered', 'inspection', 'accepted']);
  });

  it('tells an acknowledgement that implied the arrival as arrival, its effect, signature, its effect, closing', () => {
    const facts = [
      aFact('arrival', 10),
      aFact('signed', 10),
      aFact('closed', 10),
      effect('T09', 5, 'arrival', 11),
      effect('T12', 6, 'signed', 11),
    ];
    expect(names(facts)).toEqual(['arrival', 'T09', 'signed', 'T12', 'closed']);
  });

  it('goes by the device’s numbers, not by clocks that differ between services', () => {
    const facts = [effect('third', 3, 'c', 1), effect('first', 1, 'a', 9), effect('second', 2, 'b', 5)];
    expect(names(facts)).toEqual(['first', 'second', 'third']);
  });

  it('keeps facts without effect where they were recorded: order, proposal, countersignature, late arrival', () => {
    const facts = [
      aFact('order', 0, { producer: 'procurement' }),
      aFact('receipt', 10, { producer: 'procurement' }),
      effect('registered', 1, 'receipt', 11),
      aFact('proposed', 20),
      effect('reserved', 2, 'allocation', 22),
      aFact('approved', 23),
      aFact('countersigned', 40),
      aFact('late arrival', 50),
    ];
    const expected = [
      'order',
      'receipt',
      'registered',
      'proposed',
      'reserved',
      'approved',
      'countersigned',
      'late arrival',
    ];
    expect(names(facts.toReversed())).toEqual(expected);
  });

  it('puts an incident right after the loss that opened it', () => {
    const facts = [
      aFact('closed short', 1),
      effect('T11', 7, 'closed short', 3),
      aFact('incident', 3, { producer: 'assets', causationId: 'closed short' }),
      aFact('something else', 2),
    ];
    expect(names(facts)).toEqual(['closed short', 'T11', 'incident', 'something else']);
  });

  it('does not let a fact overtake an earlier one of its own service whose clock was ahead', () => {
    const facts = [
      aFact('one', 9, { seq: 1 }),
      aFact('two', 5, { seq: 2 }),
      aFact('other', 7, { producer: 'procurement' }),
    ];
    expect(names(facts)).toEqual(['other', 'one', 'two']);
  });

  it('tells everything even when causes run in a circle in a damaged log', () => {
    const facts = [aFact('a', 1, { causationId: 'b' }), aFact('b', 2, { causationId: 'a' }), effect('c', 1, 'b', 3)];
    expect(names(facts)).toHaveLength(3);
  });
});

describe('the chain of a device', () => {
  const chain = (...previous: (string | null)[]): TraceFact[] =>
    previous.map((hash, index) => aFact(`fact ${index + 1}`, index, { deviceSeq: index + 1, previous: hash }));

  it('is whole when numbers are dense and each fact names the hash of the one before', () => {
    expect(chainProblems(chain(null, 'fact 1', 'fact 2'))).toEqual([]);
  });

  it('marks a previous hash that is not the hash of the stored bytes', () => {
    const [problem, ...more] = chainProblems(chain(null, 'fact 1', 'forged'));
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ code: 'broken-previous-hash', deviceSeq: 3, factId: 'fact 3' });
  });

  it('marks a first fact that names one before it, and a later one that names none', () => {
    expect(chainProblems(chain('fact 0', 'fact 1')).map(({ deviceSeq }) => deviceSeq)).toEqual([1]);
    expect(chainProblems(chain(null, null)).map(({ deviceSeq }) => deviceSeq)).toEqual([2]);
  });

  it('marks every missing number, and does not call the next hash broken for it', () => {
    const facts = chain(null, 'fact 1', 'fact 2', 'fact 3', 'fact 4').filter(
      ({ deviceSeq }) => ![3, 4].includes(deviceSeq ?? 0),
    );
    expect(chainProblems(facts).map(({ code, deviceSeq }) => `${code} ${deviceSeq}`)).toEqual([
      'missing-number 3',
      'missing-number 4',
    ]);
  });

  it('marks two facts under one number', () => {
    const facts = [...chain(null, 'fact 1'), aFact('fact 2 again', 9, { deviceSeq: 2, previous: 'fact 1' })];
    expect(chainProblems(facts)).toMatchObject([{ code: 'number-twice', deviceSeq: 2, factId: 'fact 2 again' }]);
  });

  it('marks bytes that changed since they came, whatever the column says', () => {
    const facts = chain(null, 'fact 1');
    (facts[0] as TraceFact).hash = 'other';
    expect(chainProblems(facts).map(({ code }) => code)).toEqual(['broken-previous-hash', 'bytes-changed']);
  });
});

describe('silence', () => {
  const day = (n: number): Date => new Date(Date.UTC(2027, 0, n));
  it('of 30 days is not shown, of 31 it is (Q3)', () => {
    expect(silenceBefore(day(1), day(31))).toBeNull();
    expect(silenceBefore(day(1), day(32))).toBe(31);
    expect(silenceBefore(undefined, day(32))).toBeNull();
  });
});
