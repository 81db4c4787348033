import type { Paper, Papers } from '../knowledge/paper.rules.js';
import { paperOf } from '../knowledge/paper.rules.js';
import type { Names } from '../knowledge/name.rules.js';
import { labelOf } from '../knowledge/name.rules.js';
import { custodianOf, whereOf } from './custodian.rules.js';
import type { DimensionsDto, DocumentDto, EventDto, NowDto, SilenceDto } from './devices.dto.js';
import type { CustodyFrom, LifeFact, State } from './life.rules.js';
import { numberedBy, stateAfter } from './life.rules.js';
import type { ChainProblem } from './trace.rules.js';
import { inOrder, silenceBefore } from './trace.rules.js';
import { wordsFor } from './words.rules.js';

/** All that was read about one device. */
export interface Life {
  facts: LifeFact[];
  custody: CustodyFrom[];
  papers: Papers;
  names: Names;
  problems: ChainProblem[];
  asOf: Date;
}

/** Every fact of the life in order, each with the state and the custodian after it (Q3). */
export function eventsOf({ facts, custody, papers, names, problems, asOf }: Life): EventDto[] {
  const ordered = inOrder(facts).filter((fact) => fact.trueFrom <= asOf);
  const numberOf = new Map<string, number>();
  ordered.forEach((fact, index) => numberOf.has(fact.factId) || numberOf.set(fact.factId, index + 1));
  const openedBy = new Map(custody.map((interval) => [interval.deviceSeq, interval]));
  const applied: LifeFact['line'][] = [];
  let has: CustodyFrom | undefined;
  let latest: Date | undefined;
  return ordered.map((fact, index) => {
    if (fact.deviceSeq !== null) {
      applied.push(fact.line);
      has = openedBy.get(fact.deviceSeq) ?? has;
    }
    const silenceDays = silenceBefore(latest, fact.occurredAt);
    latest = latest === undefined || latest < fact.occurredAt ? fact.occurredAt : latest;
    return {
      ...factPart(fact, index + 1),
      causedBy: numberOf.get(fact.causationId) ?? null,
      silenceDays,
      document: documentOf(paperOf(papers, fact.documentId)),
      ...dimensions(stateAfter(applied.map((line) => line ?? {}))),
      custodian: has ? custodianOf(has, names) : null,
      problems: problems.flatMap((problem) =>
        'factId' in problem && problem.factId === fact.factId ? [problem.code] : [],
      ),
    };
  });
}

function factPart(fact: LifeFact, no: number) {
  const { transition, effect, outcome, ...line } = fact.line ?? {};
  const { number: _, ...header } = fact.header;
  return {
    no,
    what: wordsFor(fact.type, fact.line ?? {}),
    factId: fact.factId,
    type: fact.type,
    position: fact.position,
    producer: fact.producer,
    seq: fact.seq,
    deviceSeq: fact.deviceSeq,
    transition: transition ?? null,
    effect: effect ?? null,
    outcome: outcome ?? null,
    causationId: fact.causationId,
    actorId: fact.actorId,
    occurredAt: fact.occurredAt.toISOString(),
    recordedAt: fact.recordedAt.toISOString(),
    trueFrom: fact.trueFrom.toISOString(),
    knownAt: fact.appendedAt,
    lagSeconds: Math.round((fact.recordedAt.getTime() - fact.occurredAt.getTime()) / 100) / 10,
    line,
    header,
    hash: Buffer.from(fact.hash, 'hex').toString('base64'),
  };
}

function documentOf({ id, kind, number, missingFiles }: Paper): DocumentDto {
  return { id, kind, number, missingFiles };
}

export function dimensions(state: State): DimensionsDto {
  return {
    lifecycle: state.lifecycle ?? null,
    title: state.title ?? null,
    condition: state.condition ?? null,
    use: state.use ?? null,
  };
}

/** Q2: where it is, who has it, since when, on which signed paper. */
export function nowOf({ facts, custody, papers, names, asOf }: Life): NowDto {
  const state = stateAfter(numberedBy(facts, asOf).map(({ line }) => line ?? {}));
  const has = custody.filter(({ from }) => from <= asOf).at(-1);
  const custodian = has ? custodianOf(has, names) : null;
  return {
    where: custodian && whereOf(custodian),
    who: custodian?.label ?? null,
    since: has?.from.toISOString() ?? null,
    claimedSince: has?.clamped ? has.claimedFrom.toISOString() : null,
    document: has ? paperOf(papers, has.documentId) : null,
    custodian,
    ...dimensions(state),
    acquisitionDate: state.acquisitionDate ?? null,
    cost: state.costMinor === undefined ? null : { minor: state.costMinor, currency: state.currency ?? null },
    funding: (state.funding ?? []).map(({ awardId, percent }) => ({
      awardId,
      award: names.has(awardId) ? labelOf(names, awardId) : null,
      percent,
    })),
    waitingFor: state.waitingFor,
  };
}

/** Silences of more than 30 days, the last of them perhaps not ended. */
export function silencesOf(events: readonly EventDto[], asOf: Date): SilenceDto[] {
  const silences: SilenceDto[] = [];
  let latest: Date | undefined;
  for (const { no, occurredAt, silenceDays } of events) {
    if (silenceDays !== null && latest)
      silences.push({ days: silenceDays, from: latest.toISOString(), to: occurredAt, endedBy: no });
    const at = new Date(occurredAt);
    latest = latest === undefined || latest < at ? at : latest;
  }
  const lasting = silenceBefore(latest, asOf);
  if (lasting !== null && latest)
    silences.push({ days: lasting, from: latest.toISOString(), to: asOf.toISOString(), endedBy: null });
  return silences;
}
