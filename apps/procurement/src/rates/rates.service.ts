import { readRows, UnreadableFile } from '@dotation/documents';
import type { ReadRows } from '@dotation/documents';
import { Commands, decodeCursor, pageOf, Queries, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { tidy } from '../makers/name.rules.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';
import { newVersions, type ExchangeRate, type SaidRate } from './exchange-rate.rules.js';
import { rateHeadings, ratesFrom, type RateField } from './rate-file.rules.js';
import type {
  ConversionDto,
  ConversionQuery,
  ExchangeRateDto,
  RatesLoadedDto,
  RatesQuery,
  RecordedRateDto,
  RecordExchangeRate,
} from './rates.dto.js';
import { convert, insertRates, latestVersions, selectRates } from './rates.queries.js';

const mostRows = 2_000;

/** Dated rates by pair and source: what was wrong is corrected by a new version, and both stay to be seen. */
@Injectable()
export class RatesService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordRate({ reason = null, ...input }: RecordExchangeRate, command: Command): Promise<ExchangeRateDto> {
    return this.commands.run(command, async (tx) => {
      const said = { ...input, source: tidy(input.source), reason };
      const [rate] = await added(
        tx,
        [said],
        (problems) => problems,
        command,
        () => command.key,
      );
      return rate as ExchangeRate;
    });
  }

  /** Every rate of a file, or none. */
  async loadRates(file: Buffer, command: Command): Promise<RatesLoadedDto> {
    const { rows, columns, problems: ofCells } = await rowsIn(file);
    const { rates: said, problems: unread } = ratesFrom(rows);
    const heading = new Map(columns.map(({ field, heading: text }) => [field as string | null, text]));
    const refused = [...ofCells, ...unread].map((one) => ({
      ...one,
      column: one.column ?? heading.get(one.field ?? ''),
    }));
    return this.commands.run(command, async (tx) => {
      if (refused.length > 0) throw rowsRefused(refused);
      const locate = (problems: RowProblem[]): RowProblem[] =>
        problems.map((one) => ({ ...one, row: rows[one.row - 1]?.row ?? one.row, line: rows[one.row - 1]?.line }));
      const rates = await added(tx, said, locate, command, uuidv7);
      return { loaded: rates.length, ids: rates.map(({ id }) => id) };
    });
  }

  listRates({ base, quote, limit = 50, after }: RatesQuery, reader: Principal): Promise<Page<RecordedRateDto>> {
    const [day, id] = decodeCursor(after, ['text', 'uuid']) ?? [null, null];
    return this.queries.run(reader, async (tx) => {
      const rows = (await tx.query(
        `${selectRates}
         WHERE ($1::text IS NULL OR base = $1) AND ($2::text IS NULL OR quote = $2)
           AND ($3::date IS NULL OR (on_day, id) < ($3::date, $4::uuid))
         ORDER BY on_day DESC, id DESC LIMIT $5`,
        [base ?? null, quote ?? null, day, id, limit + 1],
      )) as RecordedRateDto[];
      return pageOf(
        rows,
        limit,
        ({ on, id: last }) => [on, last],
        (row) => row,
      );
    });
  }

  convertAmount({ from, to, minor, on }: ConversionQuery, reader: Principal): Promise<ConversionDto> {
    return this.queries.run(reader, (tx) => convert(tx, { minor, currency: from }, to, on));
  }
}

async function added(
  tx: EntityManager,
  said: readonly SaidRate[],
  locate: (problems: RowProblem[]) => RowProblem[],
  command: Command,
  newId: () => string,
): Promise<ExchangeRate[]> {
  const { rates, problems } = newVersions(said, await latestVersions(tx, said), command.recordedAt);
  if (problems.length > 0) throw rowsRefused(locate(problems));
  const born = rates.map((rate) => ({ ...rate, id: newId() }));
  await insertRates(tx, born, command);
  return born;
}

function rowsRefused(problems: readonly RowProblem[]): Error {
  const detail =
    problems.length === 1 ? problems[0]?.detail : `${problems.length} cells are wrong; nothing was recorded.`;
  return procurementError('rates-refused', detail, problems.slice(0, 500));
}

async function rowsIn(body: Buffer): Promise<ReadRows<RateField>> {
  try {
    return await readRows(body, rateHeadings, { mostRows, headingExample: '“de;vers;date;taux;source”' });
  } catch (error) {
    if (error instanceof UnreadableFile) throw procurementError(error.code, error.detail);
    throw error;
  }
}
