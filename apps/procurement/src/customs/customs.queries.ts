import type { EntityManager } from 'typeorm';
import type { CustomsFileDto } from './customs.dto.js';

/** The customs papers of a shipment as they were last said. */
export async function customsOf(tx: EntityManager, shipmentId: string): Promise<CustomsFileDto | null> {
  const [file = null] = (await tx.query(
    `SELECT id, version, regime, declaration_number AS "declarationNumber", declared_on::text AS "declaredOn", office,
            declaration_sha256 AS "declarationSha256", exemption_number AS "exemptionNumber", exempted_on::text AS "exemptedOn",
            exemption_sha256 AS "exemptionSha256", feri_number AS "feriNumber", av_number AS "avNumber",
            import_licence_number AS "importLicenceNumber", released_on::text AS "releasedOn", cif_minor::float8 AS "cifMinor",
            duty_minor::float8 AS "dutyMinor", currency, seals, demurrage_days AS "demurrageDays", reason,
            recorded_by AS "recordedBy", recorded_at AS "recordedAt"
     FROM customs_file WHERE shipment_id = $1 ORDER BY version DESC LIMIT 1`,
    [shipmentId],
  )) as CustomsFileDto[];
  return file;
}

export type KeptCustoms = Omit<CustomsFileDto, 'recordedAt'> & { recordedAt: Date };

export async function insertCustoms(tx: EntityManager, shipmentId: string, file: KeptCustoms): Promise<void> {
  await tx.query(
    `INSERT INTO customs_file (id, shipment_id, version, regime, declaration_number, declared_on, office, declaration_sha256,
       exemption_number, exempted_on, exemption_sha256, feri_number, av_number, import_licence_number, released_on, cif_minor,
       duty_minor, currency, seals, demurrage_days, reason, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
    [
      ...[file.id, shipmentId, file.version, file.regime, file.declarationNumber, file.declaredOn, file.office],
      ...[file.declarationSha256, file.exemptionNumber, file.exemptedOn, file.exemptionSha256, file.feriNumber],
      ...[file.avNumber, file.importLicenceNumber, file.releasedOn, file.cifMinor, file.dutyMinor, file.currency],
      ...[file.seals, file.demurrageDays, file.reason, file.recordedBy, file.recordedAt],
    ],
  );
}
