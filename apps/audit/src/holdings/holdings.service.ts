import { Injectable } from '@nestjs/common';
import { beyondScope, decodeCursor, encodeCursor, idsInScope, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { custodianOf } from '../devices/custodian.rules.js';
import { deviceOf } from '../devices/devices.service.js';
import type { CustodyFrom } from '../devices/life.rules.js';
import { stateAfter } from '../devices/life.rules.js';
import { dimensions } from '../devices/story.rules.js';
import { recordsOf } from '../devices/trace.queries.js';
import { auditError } from '../errors.js';
import type { Answered } from '../knowledge/answered.rules.js';
import { papersOf } from '../knowledge/documents.queries.js';
import { isRecordAhead, knowledgeOf } from '../knowledge/knowledge.queries.js';
import type { Knowledge } from '../knowledge/knowledge.queries.js';
import type { Names } from '../knowledge/name.rules.js';
import { namesOf } from '../knowledge/names.queries.js';
import { paperOf } from '../knowledge/paper.rules.js';
import type { HoldingDto, HoldingsDto, HoldingsQuery } from './holdings.dto.js';
import { countHeldBy, heldBy, linesOf } from './holdings.queries.js';

@Injectable()
export class HoldingsService {
  constructor(private readonly queries: Queries) {}

  /** What a unit held at a time, as known at a time (Q22). Later pages are of the same state as the first. */
  holdings(principal: Principal, unitId: string, asked: HoldingsQuery): Promise<Answered<HoldingsDto>> {
    return this.queries.run(principal, async (tx) => {
      if (!(await idsInScope(tx, [unitId])).has(unitId)) throw auditError('organisation-unit-not-found');
      // What it held it may ask after, also where others have it now.
      return beyondScope(tx, () => this.#held(tx, unitId, asked));
    });
  }

  async #held(tx: EntityManager, unitId: string, asked: HoldingsQuery): Promise<Answered<HoldingsDto>> {
    const cursor = decodeCursor(asked.after, ['uuid', 'number', 'time', 'time']);
    const [after, position, asOf, knownAt] = (cursor ?? []) as [string, number, string, string];
    const known: Knowledge = cursor ? { position, asOf, knownAt, stale: false } : await knowledgeOf(tx, asked);
    const limit = asked.limit ?? 50;
    const found = await heldBy(tx, unitId, known, after ?? null, limit + 1);
    const shown = found.slice(0, limit);
    const names = await namesOf(tx, [unitId, ...shown.map(({ placeId }) => placeId)], known.position);
    if (shown.length === 0 && !names.has(unitId) && !cursor)
      throw auditError((await isRecordAhead(tx, asked, known)) ? 'not-yet-projected' : 'organisation-unit-not-found');
    const last = shown.at(-1);
    const body: HoldingsDto = {
      position: known.position,
      asOf: known.asOf,
      knownAt: known.knownAt,
      unit: { id: unitId, code: names.get(unitId)?.code ?? null, name: names.get(unitId)?.name ?? null },
      total: cursor ? null : await countHeldBy(tx, unitId, known),
      items: await itemsOf(tx, shown, known, names),
      next:
        found.length > limit && last ? encodeCursor([last.deviceId, known.position, known.asOf, known.knownAt]) : null,
    };
    return { body, stale: known.stale };
  }
}

async function itemsOf(tx: EntityManager, shown: CustodyFrom[], known: Knowledge, names: Names): Promise<HoldingDto[]> {
  const ids = shown.map(({ deviceId }) => deviceId);
  const records = await recordsOf(tx, ids, known.position);
  const lines = await linesOf(tx, ids, known);
  const papers = await papersOf(
    tx,
    shown.map(({ documentId }) => documentId),
    known,
  );
  return shown.map((custody) => ({
    device: deviceOf(custody.deviceId, records.get(custody.deviceId)),
    since: custody.from.toISOString(),
    custodian: custodianOf(custody, names),
    document: paperOf(papers, custody.documentId),
    ...dimensions(stateAfter(lines.get(custody.deviceId) ?? [])),
  }));
}
