import type { DeviceRegisteredV1, DeviceRegistrationRefusedV1 } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';

/** Facts of documents that are no old list find no row. */
export async function legacyRegistered(tx: EntityManager, { documentId, lines }: DeviceRegisteredV1): Promise<void> {
  await tx.query(
    `UPDATE legacy_device SET register = 'REGISTERED'
     WHERE list_id = $1 AND line_id = ANY($2::uuid[]) AND register = 'WAITING'`,
    [documentId, lines.map(({ lineId }) => lineId)],
  );
}

/** The device is refused and shown, and its identifiers are free again. */
export async function legacyRefused(
  tx: EntityManager,
  { documentId, lines }: DeviceRegistrationRefusedV1,
): Promise<void> {
  await tx.query(
    `WITH refused AS (
       UPDATE legacy_device AS line
       SET register = 'REFUSED', register_code = told.code, register_detail = told.detail, existing_device_id = told.existing
       FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[]) AS told (id, code, detail, existing)
       WHERE line.list_id = $1 AND line.line_id = told.id AND line.register = 'WAITING' RETURNING line.device_id)
     UPDATE received_serial SET active = false WHERE device_id IN (SELECT device_id FROM refused)`,
    [
      ...[documentId, lines.map(({ lineId }) => lineId), lines.map(({ code }) => code)],
      ...[lines.map(({ detail }) => detail), lines.map(({ existingDeviceId }) => existingDeviceId ?? null)],
    ],
  );
}
