import { federalPercent } from '@dotation/contracts';
import { beyondScope, decodeCursor, encodeCursor, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { custodianOf } from '../devices/custodian.rules.js';
import { deviceOf } from '../devices/devices.service.js';
import { auditError } from '../errors.js';
import { stateAfter } from '../devices/life.rules.js';
import { dimensions } from '../devices/story.rules.js';
import { recordsOf } from '../devices/trace.queries.js';
import { linesOf } from '../holdings/holdings.queries.js';
import type { Answered } from '../knowledge/answered.rules.js';
import { knowledgeOf } from '../knowledge/knowledge.queries.js';
import type { Knowledge } from '../knowledge/knowledge.queries.js';
import { Slots, type Full } from '../knowledge/slots.rules.js';
import { namesOf } from '../knowledge/names.queries.js';
import { Census } from './counts.rules.js';
import type {
  CompletenessDto,
  CountsDto,
  RegisterDto,
  RegisterFilter,
  RegisterQuery,
  RegisterRowDto,
} from './register.dto.js';
import { awardsBy, custodyOfAll, noSerialReasonsOf, registeredIds } from './register.queries.js';
import { blanksOf, isProperty, sourcesOf, Tally } from './register.rules.js';

/** So many devices are read at once for a file or a count: little enough to hold, enough to make round trips cheap. */
const chunk = 1_000;

/** Files and counts read every device: a file and a count beside it are work, more is a key held down. */
const wholePerPerson = 2;
const wholeOfAll = 8;

@Injectable()
export class RegisterService {
  readonly #whole = new Slots(wholePerPerson, wholeOfAll);

  constructor(private readonly queries: Queries) {}

  /** Q1: the property record of every device, as of one time, known at another. Later pages are of the same state. */
  page(reader: Principal, asked: RegisterQuery): Promise<Answered<RegisterDto>> {
    return this.queries.run(reader, async (tx) => {
      const cursor = decodeCursor(asked.after, ['uuid', 'number', 'time', 'time']);
      const [after, position, asOf, knownAt] = (cursor ?? []) as [string, number, string, string];
      const known: Knowledge = cursor ? { position, asOf, knownAt, stale: false } : await endOf(tx, asked);
      const limit = asked.limit ?? 50;
      const ids = await registeredIds(tx, asked, known, after ?? null, limit + 1);
      const shown = ids.slice(0, limit);
      const rows = await rowsOf(tx, shown, known);
      const last = shown.at(-1);
      const next = ids.length > limit && last ? encodeCursor([last, known.position, known.asOf, known.knownAt]) : null;
      const items = asked.blanks ? rows.filter(({ blanks }) => blanks.length > 0) : rows;
      const { stale, ...told } = known;
      return { body: { ...told, items, next }, stale };
    });
  }

  /** How much of the register is whole, and what is blank why. */
  async completeness(reader: Principal, asked: RegisterFilter): Promise<Answered<CompletenessDto>> {
    const release = this.begin(reader);
    try {
      const tally = new Tally();
      const known = await this.known(reader, asked);
      for await (const rows of this.chunks(reader, asked, known)) rows.forEach(({ blanks }) => tally.add(blanks));
      const { stale, ...told } = known;
      return { body: { ...told, ...tally.result() }, stale };
    } finally {
      release();
    }
  }

  /** For a dashboard: all of the register, counted by what its records say. */
  async counts(reader: Principal, asked: RegisterFilter): Promise<Answered<CountsDto>> {
    const release = this.begin(reader);
    try {
      const known = await this.known(reader, asked);
      const census = new Census(known.asOf);
      for await (const rows of this.chunks(reader, asked, known))
        for (const { custodian, funding, ...row } of rows)
          census.add({
            ...row,
            placeId: custodian?.place.id ?? null,
            awardIds: funding.map(({ awardId }) => awardId),
          });
      const { stale, ...told } = known;
      return { body: { ...told, ...census.result() }, stale };
    } finally {
      release();
    }
  }

  /** Before all of the register is read: refused while the caller, or all together, already read as much as they may. */
  begin({ personId }: Principal): () => void {
    return this.#whole.take(personId, busy);
  }

  known(reader: Principal, asked: RegisterFilter): Promise<Knowledge> {
    return this.queries.run(reader, (tx) => endOf(tx, asked));
  }

  /** All of the register in pieces, each its own transaction: one log position makes them one state. */
  async *chunks(reader: Principal, asked: RegisterFilter, known: Knowledge): AsyncGenerator<RegisterRowDto[]> {
    for (let after: string | null = null; ;) {
      const from: string | null = after;
      const { ids, rows } = await this.queries.run(reader, async (tx) => {
        const found = await registeredIds(tx, asked, known, from, chunk);
        return { ids: found, rows: await rowsOf(tx, found, known) };
      });
      yield rows;
      if (ids.length < chunk) return;
      after = ids.at(-1) as string;
    }
  }
}

function busy(full: Full): Error {
  if (full === 'OWN')
    return auditError(
      'register-busy',
      `${wholePerPerson} files or counts of yours are being made; wait for one of them.`,
    );
  return auditError('register-busy', 'Others are reading all of it; come back in a moment.');
}

/** The log knows every unit; how far it goes is nobody's secret. */
function endOf(tx: EntityManager, asked: RegisterFilter): Promise<Knowledge> {
  return beyondScope(tx, () => knowledgeOf(tx, asked));
}

async function rowsOf(tx: EntityManager, ids: string[], known: Knowledge): Promise<RegisterRowDto[]> {
  if (ids.length === 0) return [];
  const { position } = known;
  const records = await recordsOf(tx, ids, position);
  const lines = await linesOf(tx, ids, known);
  const custody = await custodyOfAll(tx, ids, known);
  const reasons = await noSerialReasonsOf(tx, ids, position);
  const awards = await awardsBy(tx, position);
  const named = [...custody.values()].flatMap(({ partyId, placeId }) => [partyId, placeId]);
  const names = await namesOf(tx, named, position);
  return ids.flatMap((id) => {
    const state = stateAfter(lines.get(id) ?? []);
    if (!isProperty(state)) return [];
    const { deviceId, tag, serial, identifiers, maker, model, category, description } = deviceOf(id, records.get(id));
    const sources = sourcesOf(state, awards);
    const noSerialReason = reasons.get(id) ?? null;
    const has = custody.get(id);
    const device = { maker, model, description, tag, serial, identifiers, noSerialReason, state };
    return {
      ...{ deviceId, tag, serial, identifiers, noSerialReason, maker, model, category, description },
      ...dimensions(state),
      origin: state.origin ?? 'PURCHASE',
      funding: sources,
      acquisitionDate: state.acquisitionDate ?? null,
      costMinor: state.costMinor ?? null,
      zeroCostReason: state.zeroCostReason ?? null,
      currency: state.currency ?? null,
      federalPercent: sources.length > 0 ? federalPercent(sources) : null,
      custodian: has ? custodianOf(has, names) : null,
      since: has?.from.toISOString() ?? null,
      disposition: null,
      blanks: blanksOf({ ...device, hasCustodian: has !== undefined, isWhereItBegan: has?.deviceSeq === 1 }, sources),
    };
  });
}
