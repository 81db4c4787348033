import { decodeCursor, pageOf } from '@dotation/service';
import type { Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { FindingDto, ReportQuery, ReportRowDto } from './screening.dto.js';
import { prohibitedList, resolutionsOf } from './screening.queries.js';
import {
  isEffective,
  isLegacy,
  met,
  reportClass,
  withoutCleared,
  type Decision,
  type Hit,
  type Prohibited,
} from './screening.rules.js';

export async function shownFindings(tx: EntityManager, receiptId: string): Promise<FindingDto[]> {
  return (await tx.query(
    `SELECT found.row, found.line_id AS "lineId", found.kind, found.said, found.strength, found.entity_id AS "entityId",
            entity.name AS entity, entity.reason AS "listedBecause", found.decision, found.reason,
            found.decided_by AS "decidedBy"
     FROM screening_finding AS found JOIN prohibited_entity AS entity ON entity.id = found.entity_id
     WHERE found.goods_receipt_id = $1 ORDER BY found.row, found.line_id, found.kind, found.said, entity.name`,
    [receiptId],
  )) as FindingDto[];
}

interface LineRow extends Omit<ReportRowDto, 'class' | 'found'> {
  itemId: string;
  result: 'ACCEPTED' | 'REJECTED' | null;
  findings: { said: string; entity: string; kind: string; decision: Decision | null }[];
}

/**
 * Q15: devices with something of the list in them, of any time: what is on the list today was bought in 2016 as well (CR-04).
 * The items are found first, by their few makers, then their devices.
 */
export async function reportPage(tx: EntityManager, query: ReportQuery): Promise<Page<ReportRowDto>> {
  const { limit = 50, after, class: wanted } = query;
  const [afterId] = decodeCursor(after, ['uuid']) ?? [null];
  const listed = await listedItems(tx);
  const rows = (await tx.query(
    `SELECT * FROM (
       SELECT line.line_id AS "lineId", line.device_id AS "deviceId", line.document_number AS "receiptNumber",
              maker.name AS maker, item.model, line.serial, item.id AS "itemId", line.result, line.on_day::text AS "boughtOn",
              (SELECT coalesce(json_agg(json_build_object('said', found.said, 'kind', found.kind, 'entity', entity.name,
                        'decision', found.decision) ORDER BY found.kind, found.said), '[]')
               FROM screening_finding AS found JOIN prohibited_entity AS entity ON entity.id = found.entity_id
               WHERE found.line_id = line.line_id) AS findings
       FROM bought_line AS line
       JOIN catalogue_item AS item ON item.id = line.catalogue_item_id
       JOIN maker ON maker.id = item.maker_id
       WHERE ($1::uuid IS NULL OR line.line_id > $1)
         AND (EXISTS (SELECT FROM unnest($2::uuid[], $5::date[], $6::date[]) AS listed (id, since, until)
                      WHERE listed.id = item.id
                        AND (line.on_day < '2020-08-13' OR line.on_day BETWEEN since AND coalesce(until, 'infinity')))
              OR EXISTS (SELECT FROM screening_finding WHERE screening_finding.line_id = line.line_id))
     ) AS found
     WHERE $3::text IS NULL OR $3 = CASE
       WHEN "boughtOn" < '2020-08-13' THEN 'LEGACY_PRE_889'
       WHEN result = 'REJECTED' THEN 'REJECTED'
       WHEN json_array_length(findings) > 0
         AND NOT EXISTS (SELECT FROM json_array_elements(findings) AS one WHERE one ->> 'decision' IS DISTINCT FROM 'CLEARED')
         THEN 'CLEARED'
       WHEN result IS NULL THEN 'HELD' ELSE 'VIOLATION' END
     ORDER BY "lineId" LIMIT $4`,
    [
      ...[afterId, listed.map(({ itemId }) => itemId), wanted ?? null, limit + 1],
      ...[listed.map(({ entity }) => entity.effectiveFrom), listed.map(({ entity }) => entity.effectiveTo)],
    ],
  )) as LineRow[];
  return pageOf(
    rows,
    limit,
    ({ lineId }) => [lineId],
    ({ itemId, result, findings, ...row }) => ({
      ...row,
      class: reportClass(
        row.boughtOn,
        result,
        findings.map(({ decision }) => decision),
      ),
      found: saidOf(
        findings,
        listed
          .filter((one) => one.itemId === itemId && (isLegacy(row.boughtOn) || isEffective(one.entity, row.boughtOn)))
          .map(({ hit }) => hit),
      ),
    }),
  );
}

function saidOf(findings: LineRow['findings'], hits: readonly Hit[]): string[] {
  const said = [...findings, ...hits].map(({ kind, said: name, entity }) => `${kind} ${name}: ${entity}`);
  return [...new Set(said)];
}

interface ListedItem {
  itemId: string;
  hit: Hit;
  entity: Prohibited;
}

/** Items whose maker, or that of a component, is or ever was on the list, with what was met; a possible one counts as well. */
async function listedItems(tx: EntityManager): Promise<ListedItem[]> {
  const list = await prohibitedList(tx);
  const makers = (await tx.query(
    `SELECT maker_id AS id, array_agg(name ORDER BY alias, name) AS names FROM maker_name GROUP BY maker_id`,
  )) as { id: string; names: string[] }[];
  const all = makers.flatMap(({ id, names }) =>
    list.flatMap((entity) => met({ kind: 'MAKER', id, names }, entity) ?? []),
  );
  const hits = withoutCleared(all, await resolutionsOf(tx, all));
  const parts = (await tx.query(
    `SELECT id AS "itemId", maker_id AS "makerId", 'MAKER' AS kind FROM catalogue_item WHERE maker_id = ANY($1::uuid[])
     UNION ALL SELECT catalogue_item_id, maker_id, 'COMPONENT' FROM catalogue_component WHERE maker_id = ANY($1::uuid[])`,
    [hits.map(({ subjectId }) => subjectId)],
  )) as { itemId: string; makerId: string; kind: Hit['kind'] }[];
  const byId = new Map(list.map((entity) => [entity.id, entity]));
  return parts.flatMap(({ itemId, makerId, kind }) =>
    hits.flatMap((hit) => {
      const entity = byId.get(hit.entityId);
      return hit.subjectId === makerId && entity ? [{ itemId, hit: { ...hit, kind }, entity }] : [];
    }),
  );
}
