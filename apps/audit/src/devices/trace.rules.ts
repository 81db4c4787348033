/** A fact that concerns one device, with what its line says of it. */
export interface TraceFact {
  position: number;
  lineNo: number;
  producer: string;
  seq: number;
  factId: string;
  type: string;
  actorId: string;
  occurredAt: Date;
  recordedAt: Date;
  causationId: string;
  /** Numbered by assets: 1, 2, 3 … */
  deviceSeq: number | null;
  /** What this fact says the hash of the device's previous one is (hexadecimal); null for none. */
  previous: string | null;
  /** Computed from the stored bytes, not taken from a column. */
  hash: string;
  /** The column, as written when the fact came. */
  leafHash: string;
}

/**
 * The facts of one device in the order of its life: numbered facts by their number, each document's fact before the
 * effects it caused, what has no effect between them by the time it was recorded; facts of one service stay in its order.
 */
export function inOrder<F extends TraceFact>(facts: readonly F[]): F[] {
  const effects = facts.filter((fact) => fact.deviceSeq !== null).sort(byNumber);
  const others = facts.filter((fact) => fact.deviceSeq === null).sort(byRecording);
  const known = new Set(facts.map(({ factId }) => factId));
  const placed = new Set<string>();
  const ordered: F[] = [];
  const place = (fact: F): void => {
    ordered.push(fact);
    placed.add(fact.factId);
  };
  const hasCausePlaced = (fact: F): boolean => placed.has(fact.causationId);
  const waits = (fact: F): boolean => known.has(fact.causationId) && !hasCausePlaced(fact);
  while (effects.length > 0 || others.length > 0) {
    const effect = effects[0];
    const follower = others.find(hasCausePlaced);
    // What a placed fact caused comes at once, before anything that merely was recorded meanwhile.
    if (effect && hasCausePlaced(effect)) place(effects.shift() as F);
    else if (follower) place(others.splice(others.indexOf(follower), 1)[0] as F);
    else place(takeNext(effects, others, waits) as F);
  }
  return ordered;
}

/** The earliest recorded of what may come now; when a damaged log lets nothing come, the earliest of all. */
function takeNext<F extends TraceFact>(effects: F[], others: F[], waits: (fact: F) => boolean): F | undefined {
  const other = firstOfEachProducer(others).find((fact) => !waits(fact));
  const effect = effects[0];
  const effectMay = effect !== undefined && !waits(effect);
  if (effectMay && (other === undefined || byRecording(effect, other) <= 0)) return effects.shift();
  const next = other ?? others[0];
  if (next === undefined) return effects.shift();
  return others.splice(others.indexOf(next), 1)[0];
}

/** A fact does not overtake an earlier one of its own service. */
function firstOfEachProducer<F extends TraceFact>(others: F[]): F[] {
  const first = new Map<string, F>();
  for (const fact of others) {
    const earlier = first.get(fact.producer);
    if (!earlier || fact.seq < earlier.seq) first.set(fact.producer, fact);
  }
  return [...first.values()].sort(byRecording);
}

function byNumber(a: TraceFact, b: TraceFact): number {
  return (a.deviceSeq as number) - (b.deviceSeq as number) || a.position - b.position;
}

function byRecording(a: TraceFact, b: TraceFact): number {
  return a.recordedAt.getTime() - b.recordedAt.getTime() || a.position - b.position || a.lineNo - b.lineNo;
}

export type ChainProblem =
  | { code: 'missing-number'; deviceSeq: number; detail: string }
  | { code: 'number-twice'; deviceSeq: number; factId: string; detail: string }
  | { code: 'broken-previous-hash'; deviceSeq: number; factId: string; detail: string }
  | { code: 'bytes-changed'; deviceSeq: number | null; factId: string; detail: string };

/** Checks a device's numbers (dense from 1) and that each numbered fact names the hash of the one before. */
export function chainProblems(facts: readonly TraceFact[]): ChainProblem[] {
  const problems: ChainProblem[] = [];
  let expected = 1;
  let before: TraceFact | undefined;
  for (const fact of facts.filter(({ deviceSeq }) => deviceSeq !== null).sort(byNumber)) {
    const deviceSeq = fact.deviceSeq as number;
    const { factId } = fact;
    if (deviceSeq < expected) {
      problems.push({ code: 'number-twice', deviceSeq, factId, detail: `Two facts carry number ${deviceSeq}.` });
      continue;
    }
    for (; expected < deviceSeq; expected += 1)
      problems.push({ code: 'missing-number', deviceSeq: expected, detail: `Number ${expected} is not in the log.` });
    const brokenBecause = before?.deviceSeq === deviceSeq - 1 || deviceSeq === 1 ? mismatch(fact, before) : undefined;
    if (brokenBecause) problems.push({ code: 'broken-previous-hash', deviceSeq, factId, detail: brokenBecause });
    expected = deviceSeq + 1;
    before = fact;
  }
  const changed = facts.filter((fact) => fact.hash !== fact.leafHash);
  return [
    ...problems,
    ...changed.map(({ deviceSeq, factId }) => ({
      code: 'bytes-changed' as const,
      deviceSeq,
      factId,
      detail: 'The stored bytes no longer have the hash they had when they came.',
    })),
  ];
}

function mismatch(fact: TraceFact, before: TraceFact | undefined): string | undefined {
  if (!before) return fact.previous === null ? undefined : 'The first fact names one before it.';
  if (fact.previous === before.hash) return undefined;
  return fact.previous === null
    ? `It names no fact before it; number ${before.deviceSeq} has the hash ${before.hash}.`
    : `It names ${fact.previous}; number ${before.deviceSeq} has the hash ${before.hash}.`;
}

const day = 86_400_000;
/** Q3: a silence longer than this is shown. */
export const silenceDays = 30;

/** Whole days of silence before this moment, when they are more than 30. */
export function silenceBefore(before: Date | undefined, at: Date): number | null {
  if (before === undefined) return null;
  const days = Math.floor((at.getTime() - before.getTime()) / day);
  return days > silenceDays ? days : null;
}
