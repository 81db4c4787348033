import { IncidentClosedV1, IncidentOpenedV1 } from '@dotation/contracts';
import { record, type Cause } from '@dotation/messaging';
import { uuidv7 } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { Occasion } from '../register/custody.rules.js';
import type { Device } from '../register/device.rules.js';
import { nextNumbers } from '../register/document-numbers.queries.js';

/** T11, T17: a loss is opened on each device, with who answered for it then (CR-46); one that is open already stays. */
export async function openIncidents(
  tx: EntityManager,
  missing: readonly Device[],
  { documentId, claimedAt }: Occasion,
  cause: Cause,
): Promise<void> {
  const lost = await withoutIncident(tx, missing);
  if (lost.length === 0) return;
  const numbers = await nextNumbers(tx, 'IC', cause.recordedAt, lost.length);
  const incidents = lost.map(({ deviceId, custody }, index) => ({
    incidentId: uuidv7(),
    number: numbers[index] as string,
    kind: 'LOSS' as const,
    deviceId,
    documentId,
    custodianPartyId: custody.partyId,
    custodianPersonId: custody.personId,
    placeId: custody.placeId,
    openedAt: claimedAt.toISOString(),
  }));
  await tx.query(
    `INSERT INTO incident (id, number, kind, device_id, document_id, custodian_party_id, custodian_person_id, place_id,
       opened_at, recorded_at)
     SELECT "incidentId", number, kind, "deviceId", "documentId", "custodianPartyId", "custodianPersonId", "placeId",
       "openedAt", $2
     FROM json_to_recordset($1::json) AS n("incidentId" uuid, number text, kind text, "deviceId" uuid, "documentId" uuid,
       "custodianPartyId" uuid, "custodianPersonId" uuid, "placeId" uuid, "openedAt" timestamptz)`,
    [JSON.stringify(incidents), cause.recordedAt],
  );
  for (const { placeId: _place, ...opened } of incidents) {
    await record(tx, IncidentOpenedV1, opened.deviceId, opened, cause);
  }
}

async function withoutIncident(tx: EntityManager, devices: readonly Device[]): Promise<Device[]> {
  if (devices.length === 0) return [];
  const open = await tx.query<{ device_id: string }[]>(
    `SELECT device_id FROM incident WHERE device_id = ANY($1::uuid[]) AND closed_at IS NULL`,
    [devices.map(({ deviceId }) => deviceId)],
  );
  return devices.filter(({ deviceId }) => !open.some((incident) => incident.device_id === deviceId));
}

/** T25: the device turned up; its incident ends with the document that says so. */
export async function closeIncidents(
  tx: EntityManager,
  found: readonly Device[],
  { documentId, claimedAt }: Occasion,
  cause: Cause,
): Promise<void> {
  if (found.length === 0) return;
  const [closed] = await tx.query<[{ id: string; device_id: string }[], number]>(
    `UPDATE incident SET closed_at = greatest($3::timestamptz, opened_at), closing_document_id = $2, outcome = 'FOUND'
     WHERE device_id = ANY($1::uuid[]) AND closed_at IS NULL RETURNING id, device_id`,
    [found.map(({ deviceId }) => deviceId), documentId, claimedAt],
  );
  for (const { id: incidentId, device_id: deviceId } of closed) {
    const told = { incidentId, deviceId, documentId, closedAt: claimedAt.toISOString(), outcome: 'FOUND' };
    await record(tx, IncidentClosedV1, deviceId, told, cause);
  }
}
