import { Injectable, type StreamableFile } from '@nestjs/common';
import { printPaper } from '@dotation/documents';
import { finished } from '@dotation/documents/paper';
import { beyondScope, paperFile, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { auditError } from '../errors.js';
import type { Answered } from '../knowledge/answered.rules.js';
import { papersOf } from '../knowledge/documents.queries.js';
import type { KnowledgeQuery } from '../knowledge/knowledge.dto.js';
import { isRecordAhead, knowledgeOf } from '../knowledge/knowledge.queries.js';
import type { Knowledge } from '../knowledge/knowledge.queries.js';
import { namesOf } from '../knowledge/names.queries.js';
import { paperOf } from '../knowledge/paper.rules.js';
import { custodianOf } from './custodian.rules.js';
import { devicePaper } from './device-paper.rules.js';
import type { CustodyDto, DeviceDto, TraceDto } from './devices.dto.js';
import type { LifeFact } from './life.rules.js';
import { intervalsOf } from './life.rules.js';
import { eventsOf, nowOf, silencesOf } from './story.rules.js';
import { chainProblems } from './trace.rules.js';
import type { DeviceRecord } from './trace.queries.js';
import { custodyOf, devicesByCode, factsOf, recordsOf } from './trace.queries.js';

@Injectable()
export class DevicesService {
  constructor(private readonly queries: Queries) {}

  /** The whole life of one device (Q3), and on top of it where it is now (Q2). */
  trace(principal: Principal, code: string, asked: KnowledgeQuery): Promise<Answered<TraceDto>> {
    return this.queries.run(principal, async (tx) => {
      const known = await beyondScope(tx, () => knowledgeOf(tx, asked));
      const deviceId = await theDevice(tx, code, asked, known);
      // Who has a device may know its whole life, with whoever had it before.
      return beyondScope(tx, () => this.#life(tx, deviceId, asked, known));
    });
  }

  async #life(
    tx: EntityManager,
    deviceId: string,
    asked: KnowledgeQuery,
    known: Knowledge,
  ): Promise<Answered<TraceDto>> {
    const facts = await factsOf(tx, deviceId, known.position);
    const custody = await custodyOf(tx, deviceId, known.position);
    const asOf = asked.asOf === undefined ? latestOf(facts, known) : known.asOf;
    const papers = await papersOf(
      tx,
      [...facts, ...custody].map(({ documentId }) => documentId),
      { ...known, asOf },
    );
    const names = await namesOf(tx, idsToName(facts, custody), known.position);
    const record = (await recordsOf(tx, [deviceId], known.position)).get(deviceId);
    const problems = chainProblems(facts);
    const life = { facts, custody, papers, names, problems, asOf: new Date(asOf) };
    const events = eventsOf(life);
    const body: TraceDto = {
      position: known.position,
      asOf,
      knownAt: known.knownAt,
      device: deviceOf(deviceId, record),
      now: nowOf(life),
      chain: {
        checked: facts.filter(({ deviceSeq }) => deviceSeq !== null).length,
        whole: problems.length === 0,
        problems,
      },
      silences: silencesOf(events, life.asOf),
      events,
    };
    return { body, stale: known.stale };
  }

  /** Who had it when: contiguous intervals, the last one open. */
  custody(principal: Principal, code: string, asked: KnowledgeQuery): Promise<Answered<CustodyDto>> {
    return this.queries.run(principal, async (tx) => {
      const known = await beyondScope(tx, () => knowledgeOf(tx, asked));
      const deviceId = await theDevice(tx, code, asked, known);
      return beyondScope(tx, () => this.#custodyOf(tx, deviceId, asked, known));
    });
  }

  /** D08 at the same two times: a trace and a custody that are told together. */
  async sheet(principal: Principal, code: string, asked: KnowledgeQuery): Promise<Answered<StreamableFile>> {
    const { body: trace, stale } = await this.trace(principal, code, asked);
    const at = { asOf: trace.asOf, knownAt: trace.knownAt };
    const { body: custody } = await this.custody(principal, trace.device.deviceId, at);
    const paper = finished(devicePaper(trace, custody), { publicUrl: '' });
    return { body: paperFile(paper.number, await printPaper(paper)), stale };
  }

  async #custodyOf(
    tx: EntityManager,
    deviceId: string,
    asked: KnowledgeQuery,
    known: Knowledge,
  ): Promise<Answered<CustodyDto>> {
    const opened = await custodyOf(tx, deviceId, known.position);
    const latest = asked.asOf === undefined ? opened.map(({ from }) => from) : [];
    const asOf = latestTime(known.asOf, latest);
    const intervals = intervalsOf(opened, new Date(asOf));
    const papers = await papersOf(
      tx,
      intervals.map(({ documentId }) => documentId),
      { ...known, asOf },
    );
    const names = await namesOf(tx, idsToName([], intervals), known.position);
    const items = intervals.map((interval) => ({
      deviceSeq: interval.deviceSeq,
      from: interval.from.toISOString(),
      to: interval.to?.toISOString() ?? null,
      claimedFrom: interval.claimedFrom.toISOString(),
      clamped: interval.clamped,
      custodian: custodianOf(interval, names),
      document: paperOf(papers, interval.documentId),
    }));
    const body = { position: known.position, asOf, knownAt: known.knownAt, deviceId, items };
    return { body, stale: known.stale };
  }
}

/** One device, or a refusal that names them all. */
async function theDevice(tx: EntityManager, code: string, asked: KnowledgeQuery, known: Knowledge): Promise<string> {
  const { position } = known;
  const ids = await devicesByCode(tx, code, position);
  const [only] = ids;
  if (only === undefined) throw await noDevice(tx, asked, known);
  if (ids.length === 1) return only;
  const records = await recordsOf(tx, ids, position);
  const rows = ids.map((deviceId, index) => {
    const { tag, serial, maker, model } = deviceOf(deviceId, records.get(deviceId));
    const detail = [tag, maker, model, serial].filter((word) => word !== null).join(' ');
    return { row: index + 1, code: 'device-match', detail, deviceId, tag, maker, model, serial };
  });
  throw auditError('device-ambiguous', `${ids.length} devices carry it; ask with one of their ids.`, rows);
}

/** “There is none” only where everything recorded was read. */
async function noDevice(tx: EntityManager, asked: KnowledgeQuery, known: Knowledge): Promise<Error> {
  if (await isRecordAhead(tx, asked, known))
    return auditError(
      'not-yet-projected',
      `No device has this id, tag or identifier up to position ${known.position}; the record goes further. Repeat the request.`,
    );
  return auditError('device-not-found', 'No device has this id, tag or identifier.');
}

export function deviceOf(deviceId: string, record: DeviceRecord | undefined): DeviceDto {
  const identifiers = record?.identifiers ?? [];
  return {
    deviceId,
    tag: record?.tag ?? null,
    serial: identifiers.find(({ type }) => type === 'MFR_SERIAL')?.value ?? null,
    identifiers,
    maker: record?.maker ?? null,
    model: record?.model ?? null,
    category: record?.category ?? null,
    description: record?.description ?? null,
    catalogueItemId: record?.catalogueItemId ?? null,
    kitId: record?.kitId ?? null,
  };
}

/** Without asOf the last known state is asked for, also where a service's clock is a little ahead of ours. */
function latestOf(facts: LifeFact[], known: Knowledge): string {
  return latestTime(
    known.asOf,
    facts.map(({ trueFrom }) => trueFrom),
  );
}

function latestTime(asOf: string, times: Date[]): string {
  return new Date(Math.max(Date.parse(asOf), ...times.map((time) => time.getTime()))).toISOString();
}

function idsToName(facts: LifeFact[], custody: { partyId: string; placeId: string }[]): string[] {
  const awards = facts.flatMap(({ line }) => (line?.funding ?? []).map(({ awardId }) => awardId));
  return [...awards, ...custody.flatMap(({ partyId, placeId }) => [partyId, placeId])];
}
