import { decodeCursor, pageOf, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { handoverError } from '../errors.js';
import { progressOf } from '../effects/effects.queries.js';
import { lotsOfCommandHandover } from '../lots/corrected-lots.queries.js';
import type { ChangeOfCommand } from './command-handover.rules.js';
import type { CommandHandoverDto, CommandHandoverLineDto, CommandHandoversQuery } from './command-handovers.dto.js';

/**
 * The last change of the head of each unit: vacancies are skipped, so that the predecessor is who last had the unit. `done`:
 * its remise et reprise is recorded. $1 is the moment.
 */
export const changesOfCommand = `
  SELECT change.*, EXISTS (
    SELECT FROM command_handover c
    WHERE c.org_unit_id = change.org_unit_id AND c.incoming_id = change.incoming_id
      AND c.outgoing_id = change.outgoing_id AND c.recorded_at >= change.known_from) AS done
  FROM (
    SELECT DISTINCT ON (id) id AS org_unit_id, head_person_id AS incoming_id, before AS outgoing_id, valid_from AS since,
           before_since AS known_from
    FROM (
      SELECT id, valid_from, head_person_id, lag(head_person_id) OVER w AS before, lag(valid_from) OVER w AS before_since
      FROM org_unit WHERE valid_from <= $1 AND head_person_id IS NOT NULL
      WINDOW w AS (PARTITION BY id ORDER BY valid_from)) AS head
    WHERE before <> head_person_id ORDER BY id, valid_from DESC) AS change`;

export async function changeOfCommand(
  tx: EntityManager,
  orgUnitId: string,
  at: Date,
): Promise<{ change: ChangeOfCommand; done: boolean } | null> {
  const [row] = (await tx.query(
    `SELECT outgoing_id AS "outgoingId", incoming_id AS "incomingId", since, done FROM (${changesOfCommand}) AS changed
     WHERE org_unit_id = $2`,
    [at, orgUnitId],
  )) as (Omit<ChangeOfCommand, 'orgUnitId'> & { done: boolean })[];
  if (!row) return null;
  const { done, ...change } = row;
  return { change: { orgUnitId, ...change }, done };
}

/** Every device whose last accepted leg went to this unit; whether it is there still, its standing says. */
export async function devicesAcceptedBy(tx: EntityManager, orgUnitId: string): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT DISTINCT l.device_id AS "deviceId" FROM waybill_line l JOIN waybill w ON w.id = l.waybill_id
     WHERE w.to_org_unit_id = $1 AND l.state = 'ACCEPTED' ORDER BY 1`,
    [orgUnitId],
  )) as { deviceId: string }[];
  return rows.map(({ deviceId }) => deviceId);
}

const columns = `id, number, org_unit_id AS "orgUnitId", outgoing_id AS "outgoingId", incoming_id AS "incomingId",
  superior_id AS "superiorId", document_sha256 AS "documentSha256", handed_over_at AS "handedOverAt",
  recorded_at AS "recordedAt", recorded_by AS "recordedBy"`;

export async function readCommandHandover(tx: EntityManager, id: string): Promise<CommandHandoverDto> {
  const [row] = (await tx.query(`SELECT ${columns}, signatures FROM command_handover WHERE id = $1`, [id])) as Omit<
    CommandHandoverDto,
    'lines' | 'lots' | 'progress'
  >[];
  if (!row) throw handoverError('command-handover-not-found', `There is no command handover ${id}.`);
  const lines = (await tx.query(
    `SELECT id AS "lineId", row, code, device_id AS "deviceId", present, condition, reserve
     FROM command_handover_line WHERE command_handover_id = $1 ORDER BY row`,
    [id],
  )) as CommandHandoverLineDto[];
  return { ...row, lines, lots: await lotsOfCommandHandover(tx, id), progress: await progressOf(tx, id) };
}

export async function listCommandHandovers(
  tx: EntityManager,
  query: CommandHandoversQuery,
): Promise<Page<Omit<CommandHandoverDto, 'lines' | 'lots' | 'signatures' | 'progress'>>> {
  const { orgUnitId = null, limit = 50 } = query;
  const [after = null] = decodeCursor(query.after, ['uuid']) ?? [];
  const rows = (await tx.query(
    `SELECT ${columns} FROM command_handover
     WHERE ($1::uuid IS NULL OR org_unit_id = $1) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [orgUnitId, after, limit + 1],
  )) as Omit<CommandHandoverDto, 'lines' | 'lots' | 'signatures' | 'progress'>[];
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}
