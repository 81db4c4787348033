import { Injectable } from '@nestjs/common';
import { decodeCursor, pageOf, Queries, type Page, type Principal } from '@dotation/service';
import { assetsError } from '../errors.js';
import type { IncidentDto, IncidentsQuery } from './incidents.dto.js';

const COLUMNS = `id, number, kind, device_id AS "deviceId", document_id AS "documentId",
  custodian_party_id AS "custodianPartyId", custodian_person_id AS "custodianPersonId", place_id AS "placeId",
  opened_at AS "openedAt", closed_at AS "closedAt", closing_document_id AS "closingDocumentId", outcome`;

type IncidentRow = Omit<IncidentDto, 'openedAt' | 'closedAt'> & { openedAt: Date; closedAt: Date | null };

@Injectable()
export class IncidentsService {
  constructor(private readonly queries: Queries) {}

  /** By id, which is the order in which they were opened. */
  listIncidents(query: IncidentsQuery, reader: Principal): Promise<Page<IncidentDto>> {
    const limit = query.limit ?? 50;
    const [after] = decodeCursor(query.after, ['uuid']) ?? [];
    const open = query.open === undefined ? null : query.open === 'true';
    return this.queries.run(reader, async (tx) => {
      const rows = await tx.query<IncidentRow[]>(
        `SELECT ${COLUMNS} FROM incident
         WHERE ($1::uuid IS NULL OR id > $1) AND ($2::uuid IS NULL OR device_id = $2)
           AND ($3::boolean IS NULL OR (closed_at IS NULL) = $3)
         ORDER BY id LIMIT ${limit + 1}`,
        [after ?? null, query.deviceId ?? null, open],
      );
      return pageOf(rows, limit, ({ id }) => [id], shown);
    });
  }

  async findIncident(id: string, reader: Principal): Promise<IncidentDto> {
    const [row] = await this.queries.run(reader, (tx) =>
      tx.query<IncidentRow[]>(`SELECT ${COLUMNS} FROM incident WHERE id = $1`, [id]),
    );
    if (!row) throw assetsError('incident-not-found');
    return shown(row);
  }
}

function shown(row: IncidentRow): IncidentDto {
  return { ...row, openedAt: row.openedAt.toISOString(), closedAt: row.closedAt?.toISOString() ?? null };
}
