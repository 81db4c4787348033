import { decodeCursor, pageOf } from '@dotation/service';
import type { Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { storable, told, type ManifestCode, type ManifestLine } from './manifest.rules.js';
import type { ManifestDto, ManifestLineDto, ManifestLinesQuery } from './manifests.dto.js';

export interface NewManifest {
  id: string;
  shipmentId: string;
  version: number;
  fileHash: string;
  reading: object;
  quantity: number;
  flagged: number;
  warned: number;
  loadedBy: string;
  loadedAt: Date;
}

/** Written by the database from two texts: ten thousand lines are two statements. */
export async function insertManifest(
  tx: EntityManager,
  manifest: NewManifest,
  lines: readonly ManifestLine[],
  codes: readonly ManifestCode[],
): Promise<void> {
  const { id, shipmentId, version, fileHash, reading, quantity, flagged, warned, loadedBy, loadedAt } = manifest;
  await tx.query(
    `INSERT INTO manifest (id, shipment_id, version, file_hash, reading, rows, quantity, flagged, warned, loaded_by, loaded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[id, shipmentId, version, fileHash, storable(reading), lines.length, quantity, flagged, warned],
      ...[loadedBy, loadedAt],
    ],
  );
  await tx.query(
    `INSERT INTO manifest_line (manifest_id, row, line, catalogue_item_id, maker, model, carton, carton_key, quantity, said,
       problems, warnings, flagged)
     SELECT $1, row, line, "catalogueItemId", maker, model, carton, "cartonKey", quantity, values, problems, warnings,
            jsonb_array_length(problems) > 0
     FROM json_to_recordset($2::json) AS new (row int, line int, "catalogueItemId" uuid, maker text, model text, carton text,
       "cartonKey" text, quantity int, values jsonb, problems jsonb, warnings jsonb)`,
    [id, storable(lines)],
  );
  await tx.query(
    `INSERT INTO manifest_code (manifest_id, row, type, value, folded)
     SELECT $1, row, type, value, folded
     FROM json_to_recordset($2::json) AS new (row int, type text, value text, folded text)`,
    [id, storable(codes)],
  );
}

export interface ManifestHead {
  id: string;
  version: number;
}

/** The manifest that counts: the last one loaded. */
export async function lastManifest(tx: EntityManager, shipmentId: string): Promise<ManifestHead | null> {
  const [manifest = null] = (await tx.query(
    `SELECT id, version FROM manifest WHERE shipment_id = $1 ORDER BY version DESC LIMIT 1`,
    [shipmentId],
  )) as ManifestHead[];
  return manifest;
}

type Row = Omit<
  ManifestDto,
  'encoding' | 'headingLine' | 'sheet' | 'mappingFrom' | 'columns' | 'ignored' | 'warnings'
> & {
  reading: Pick<ManifestDto, 'encoding' | 'headingLine' | 'sheet' | 'mappingFrom' | 'columns' | 'ignored' | 'warnings'>;
};

export async function manifestOfShipment(tx: EntityManager, shipmentId: string): Promise<ManifestDto> {
  const [manifest] = (await tx.query(
    `SELECT id, shipment_id AS "shipmentId", version, file_hash AS "fileHash", reading, rows, quantity, flagged, warned,
            loaded_by AS "loadedBy", loaded_at AS "loadedAt"
     FROM manifest WHERE shipment_id = $1 ORDER BY version DESC LIMIT 1`,
    [shipmentId],
  )) as Row[];
  if (!manifest) throw procurementError('manifest-not-found');
  const { reading, ...head } = manifest;
  return { ...head, ...reading, warnings: told(reading.warnings) };
}

/** Said in a select of lines, under the alias `line`. */
export const lineColumns = `line.row, line.line, line.catalogue_item_id AS "catalogueItemId", line.maker, line.model, line.carton,
  line.quantity, line.said AS values, line.problems, line.warnings`;

export function lineOf(line: ManifestLineDto): ManifestLineDto {
  const located = { row: line.row, line: line.line };
  const inWords = (found: ManifestLineDto['problems']): ManifestLineDto['problems'] =>
    told(found).map((finding) => ({ ...finding, ...located }));
  return { ...line, problems: inWords(line.problems), warnings: inWords(line.warnings) };
}

export async function linePage(
  tx: EntityManager,
  manifestId: string,
  { limit = 50, after, flagged }: ManifestLinesQuery,
): Promise<Page<ManifestLineDto>> {
  const [afterRow = 0] = decodeCursor(after, ['number']) ?? [];
  const rows = (await tx.query(
    `SELECT ${lineColumns} FROM manifest_line AS line
     WHERE line.manifest_id = $1 AND line.row > $2 AND (NOT $3::boolean OR line.flagged) ORDER BY line.row LIMIT $4`,
    [manifestId, afterRow, flagged === 'true', limit + 1],
  )) as ManifestLineDto[];
  return pageOf(rows, limit, ({ row }) => [row], lineOf);
}
