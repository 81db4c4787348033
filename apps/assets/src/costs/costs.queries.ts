import type { AccountedLine, AdjustedLine, FundingShare, Lifecycle } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import { placeOfMoney, type Account, type Held } from './cost.rules.js';
import type { CostAdjustmentDto } from './costs.dto.js';

/** What is told of a device or lot takes the place of what was told before. Goods the register refused have no cost here. */
export async function keepAdjustments(
  tx: EntityManager,
  lines: readonly AdjustedLine[],
  recordedAt: Date,
): Promise<void> {
  const rows = lines.map(({ deviceId, lotId, adjustments }) => ({
    ...{ subject: deviceId ?? lotId, adjustments },
    added: adjustments.reduce((sum, { minor }) => sum + minor, 0),
  }));
  await tx.query(
    `INSERT INTO adjusted_cost (subject_id, added_minor, adjustments, recorded_at)
     SELECT subject, added, adjustments, $2
     FROM json_to_recordset($1::json) AS n (subject uuid, added bigint, adjustments jsonb)
     WHERE EXISTS (SELECT FROM device WHERE id = subject) OR EXISTS (SELECT FROM lot WHERE id = subject)
     ON CONFLICT (subject_id) DO UPDATE SET added_minor = excluded.added_minor, adjustments = excluded.adjustments,
       recorded_at = excluded.recorded_at
     WHERE adjusted_cost.adjustments <> excluded.adjustments`,
    [JSON.stringify(rows), recordedAt],
  );
}

export async function keepAccounts(tx: EntityManager, lines: readonly AccountedLine[]): Promise<void> {
  await tx.query(
    `INSERT INTO order_account (order_line_id, category, currency, funding, invoiced_minor, not_registered_minor,
       not_registered_units, not_invoiced_minor, not_invoiced_units, awards)
     SELECT "orderLineId", category, currency, funding, "invoicedMinor", "notRegisteredMinor", "notRegisteredUnits",
       "notInvoicedMinor", "notInvoicedUnits", awards
     FROM json_to_recordset($1::json) AS n ("orderLineId" uuid, category text, currency text, funding jsonb,
       "invoicedMinor" bigint, "notRegisteredMinor" bigint, "notRegisteredUnits" integer, "notInvoicedMinor" bigint,
       "notInvoicedUnits" integer, awards jsonb)
     ON CONFLICT (order_line_id) DO UPDATE SET invoiced_minor = excluded.invoiced_minor,
       not_registered_minor = excluded.not_registered_minor, not_registered_units = excluded.not_registered_units,
       not_invoiced_minor = excluded.not_invoiced_minor, not_invoiced_units = excluded.not_invoiced_units,
       awards = excluded.awards`,
    [JSON.stringify(lines)],
  );
}

export interface AdjustedCost {
  addedMinor: number;
  adjustments: CostAdjustmentDto[];
  adjustedAt: Date | null;
}

export async function adjustedCost(tx: EntityManager, deviceId: string): Promise<AdjustedCost> {
  const [row] = await tx.query<(Omit<AdjustedCost, 'adjustments'> & Pick<AdjustedLine, 'adjustments'>)[]>(
    `SELECT added_minor::float8 AS "addedMinor", adjustments, recorded_at AS "adjustedAt"
     FROM adjusted_cost WHERE subject_id = $1`,
    [deviceId],
  );
  if (!row) return { addedMinor: 0, adjustments: [], adjustedAt: null };
  const adjustments = row.adjustments.map(({ invoiceId, number: invoiceNumber, component, minor }) => ({
    ...{ invoiceId, invoiceNumber, component, minor },
  }));
  return { ...row, adjustments };
}

export interface MoneyAsked {
  /** Of a reader who answers for awards only: what these alone pay. */
  onlyAwards: string[] | null;
  category: string | null;
}

/** What was bought and is in the register, in as few rows as there are different costs. */
export async function heldMoney(tx: EntityManager, { onlyAwards, category }: MoneyAsked): Promise<Held[]> {
  const devices = await tx.query<(Omit<Held, 'place'> & { lifecycle: Lifecycle })[]>(
    `SELECT d.lifecycle, d.category, d.currency, d.funding, a.order_line_id IS NOT NULL AS "isAccounted",
            d.cost_minor::float8 AS "costMinor", count(*)::int AS count
     FROM device d LEFT JOIN order_account a ON a.order_line_id = d.order_line_id
     WHERE d.order_line_id IS NOT NULL AND d.acquisition_date IS NOT NULL
       AND ($1::uuid[] IS NULL OR awards_of(d.funding) <@ $1) AND ($2::text IS NULL OR d.category = $2)
     GROUP BY d.lifecycle, d.category, d.currency, d.funding, d.cost_minor, 5`,
    [onlyAwards, category],
  );
  const lots = await tx.query<Omit<Held, 'place' | 'count'>[]>(
    `SELECT l.category, l.currency, l.funding, a.order_line_id IS NOT NULL AS "isAccounted",
            (l.cost_minor * h.quantity + coalesce(c.added_minor, 0))::float8 AS "costMinor"
     FROM lot l LEFT JOIN order_account a ON a.order_line_id = l.order_line_id
     CROSS JOIN LATERAL (SELECT sum(quantity) AS quantity FROM lot_holding
       WHERE lot_id = l.id AND lifecycle NOT IN ('A02_REJECTED', 'A03_RETURNED_TO_SUPPLIER')) AS h
     LEFT JOIN adjusted_cost c ON c.subject_id = l.id
     WHERE l.order_line_id IS NOT NULL AND l.acquisition_date IS NOT NULL AND h.quantity > 0
       AND ($1::uuid[] IS NULL OR awards_of(l.funding) <@ $1) AND ($2::text IS NULL OR l.category = $2)`,
    [onlyAwards, category],
  );
  return [
    ...devices.flatMap(({ lifecycle, ...one }): Held[] => {
      const place = placeOfMoney(lifecycle);
      return place === null ? [] : [{ ...one, place }];
    }),
    ...lots.map((lot): Held => ({ ...lot, place: 'LOTS', count: 1 })),
  ];
}

export async function accountsOf(tx: EntityManager, { onlyAwards, category }: MoneyAsked): Promise<Account[]> {
  return tx.query<(Account & { funding: FundingShare[] })[]>(
    `SELECT category, currency, invoiced_minor::float8 AS "invoicedMinor", not_registered_minor::float8 AS "notRegisteredMinor",
            not_invoiced_minor::float8 AS "notInvoicedMinor", awards
     FROM order_account
     WHERE ($1::uuid[] IS NULL OR awards_of(funding) <@ $1) AND ($2::text IS NULL OR category = $2)`,
    [onlyAwards, category],
  );
}
