import { ExchangeRateRecordedV1 } from '@dotation/contracts';
import { recordEach } from '@dotation/messaging';
import type { Command } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import { converted, rateKey, type ExchangeRate, type SaidRate } from './exchange-rate.rules.js';

export const selectRates = `
  SELECT id, base, quote, on_day::text AS "on", rate::text AS rate, source, version, reason, recorded_at AS "recordedAt"
  FROM exchange_rate`;

/** The last version of each of these, by what makes it one rate. */
export async function latestVersions(
  tx: EntityManager,
  said: readonly SaidRate[],
): Promise<Map<string, Pick<ExchangeRate, 'rate' | 'version'>>> {
  const rows = (await tx.query(
    `SELECT DISTINCT ON (base, quote, on_day, source) base, quote, on_day::text AS "on", source, rate::text AS rate, version
     FROM exchange_rate
     JOIN unnest($1::text[], $2::text[], $3::date[], $4::text[]) AS said (base, quote, on_day, source)
       USING (base, quote, on_day, source)
     ORDER BY base, quote, on_day, source, version DESC`,
    [
      said.map(({ base }) => base),
      said.map(({ quote }) => quote),
      said.map(({ on }) => on),
      said.map(({ source }) => source),
    ],
  )) as ExchangeRate[];
  return new Map(rows.map((row) => [rateKey(row), row]));
}

export async function insertRates(tx: EntityManager, rates: readonly ExchangeRate[], command: Command): Promise<void> {
  const { actorId, recordedAt } = command;
  await tx.query(
    `INSERT INTO exchange_rate (id, base, quote, on_day, rate, source, version, reason, recorded_by, recorded_at)
     SELECT id, base, quote, "on", rate, source, version, reason, $2, $3
     FROM json_to_recordset($1::json) AS new (id uuid, base text, quote text, "on" date, rate numeric, source text,
       version integer, reason text)`,
    [JSON.stringify(rates), actorId, recordedAt],
  );
  const facts = rates.map(({ id: rateId, ...rate }) => ({ subject: rateId, data: { rateId, ...rate } }));
  await recordEach(tx, ExchangeRateRecordedV1, facts, command);
}

/** What a conversion was done with, so that nobody has to guess it. */
export interface Converted {
  minor: number;
  currency: string;
  rate: ExchangeRate | null;
}

/**
 * An amount in another currency by the rate of a day: the latest of the pair that is not too old, in whichever direction it was
 * published; of two of one day the one recorded later.
 */
export async function convert(
  tx: EntityManager,
  { minor, currency }: { minor: number; currency: string },
  to: string,
  day: string,
): Promise<Converted> {
  if (currency === to) return { minor, currency: to, rate: null };
  const rate = await rateOn(tx, currency, to, day);
  return { minor: converted(minor, currency, to, rate), currency: to, rate };
}

export async function rateOn(tx: EntityManager, from: string, to: string, day: string): Promise<ExchangeRate> {
  const validDays = await ruleValue(tx, 'money.rateValidDays', new Date(`${day}T00:00:00Z`));
  const [rate] = (await tx.query(
    `${selectRates}
     WHERE ((base = $1 AND quote = $2) OR (base = $2 AND quote = $1)) AND on_day BETWEEN $3::date - $4::int AND $3::date
     ORDER BY on_day DESC, recorded_at DESC, version DESC, id DESC LIMIT 1`,
    [from, to, day, validDays],
  )) as (ExchangeRate & { recordedAt: Date })[];
  if (!rate) {
    const detail = `No rate of ${from} and ${to} is recorded for ${day}, or for the ${validDays} days before.`;
    throw procurementError('rate-missing', detail, [{ row: 0, field: 'on', code: 'rate-missing', detail }]);
  }
  const { recordedAt: _at, ...used } = rate;
  return used;
}
