import { DutyConflictFoundV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import { onePersons } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import {
  blocksAcknowledgement,
  conflictFinding,
  conflictsOf,
  coverOf,
  refuseConflicts,
  waived,
  type Conflict,
  type Cover,
  type DoneDuty,
  type SignedDuty,
  type Waiver,
} from './duty.rules.js';

/** The paper that is signed: for which devices, and from which place they go (null: no waiver holds for it). */
export interface SignedDocument {
  id: string;
  deviceIds: readonly string[];
  placeId: string | null;
}

/**
 * DESK: refused whatever the pair, for the person sits before the answer. ACKNOWLEDGEMENT: refused where the rule book blocks it,
 * else told. TOLD: too late to refuse.
 */
export type Strictness = 'DESK' | 'ACKNOWLEDGEMENT' | 'TOLD';

/** Refuses what must be refused and keeps nothing. The caller holds the locks of the devices. */
export async function requireSeparate(
  tx: EntityManager,
  document: SignedDocument,
  signed: readonly SignedDuty[],
  strictness: Strictness,
  cause: Cause,
): Promise<{ covers: Cover[]; left: Conflict[] }> {
  const persons = [...new Set(signed.map(({ personId }) => personId))];
  const done = [
    ...(await dutiesDone(tx, document.deviceIds, persons)),
    ...(await administratorsAmong(tx, document.deviceIds, persons, cause)),
  ];
  const who = await onePersons(tx, signed);
  const conflicts = conflictsOf(document.id, signed, done, document.deviceIds, personsOf(who));
  const decided = waived(conflicts, await waiversAt(tx, document.placeId, cause.recordedAt));
  if (strictness === 'DESK') refuseConflicts(decided.left);
  if (strictness === 'ACKNOWLEDGEMENT') refuseConflicts(decided.left.filter(blocksAcknowledgement));
  return decided;
}

export const personsOf = (signed: readonly SignedDuty[]): string[] => signed.map(({ personId }) => personId);

/** Keeps who signed for which duty about which devices; answers the waivers it relied on. */
export async function signDuties(
  tx: EntityManager,
  document: SignedDocument,
  signed: readonly SignedDuty[],
  strictness: Strictness,
  cause: Cause,
): Promise<string[]> {
  if (signed.length === 0 || document.deviceIds.length === 0) return [];
  const { covers, left } = await requireSeparate(tx, document, signed, strictness, cause);
  await saveCovers(tx, document.id, [...covers, ...left.map((conflict) => coverOf(conflict, null))], cause.recordedAt);
  await saveDuties(tx, document.id, signed, cause.occurredAt);
  await saveDevices(tx, document.id, document.deviceIds);
  await tellConflicts(tx, document.id, left, cause);
  return [...new Set(covers.flatMap(({ waiverId }) => waiverId ?? []))];
}

/** On the document of this service that the person signed; where neither or both are, on the one just heard of. */
export async function tellWhereSigned(
  tx: EntityManager,
  documentId: string,
  conflicts: readonly Conflict[],
  cause: Cause,
): Promise<void> {
  for (const conflict of conflicts) {
    const { personId, duty, other, otherDocumentId } = conflict;
    const [ours] = (await tx.query(`SELECT 1 FROM document WHERE id = $1`, [otherDocumentId])) as unknown[];
    const turned = { ...conflict, personId, duty: other, other: duty, otherDocumentId: documentId };
    if (ours) await tellConflicts(tx, otherDocumentId, [turned], cause);
    else await tellConflicts(tx, documentId, [conflict], cause);
  }
}

export async function tellConflicts(
  tx: EntityManager,
  documentId: string,
  conflicts: readonly Conflict[],
  cause: Cause,
): Promise<void> {
  await openExceptions(tx, documentId, conflicts.map(conflictFinding), cause.recordedAt);
  for (const { personId, duty, other: otherDuty, otherDocumentId, deviceIds } of conflicts) {
    const fact: DutyConflictFoundV1 = {
      ...{ documentId, otherDocumentId, personId, duty, otherDuty },
      ...{ deviceId: deviceIds[0] ?? documentId, devices: deviceIds.length },
    };
    await record(tx, DutyConflictFoundV1, documentId, fact, cause);
  }
}

/** What these persons did before for these devices, under whichever of the ids they were recorded with. */
export async function dutiesDone(
  tx: EntityManager,
  deviceIds: readonly string[],
  personIds: readonly string[],
): Promise<DoneDuty[]> {
  return (await tx.query(
    `SELECT asked.id AS "personId", done.duty, device.device_id AS "deviceId", done.document_id AS "documentId"
     FROM duty_device device JOIN duty_done done USING (document_id)
     JOIN unnest($2::uuid[]) AS asked(id) ON one_person(asked.id) = one_person(done.person_id)
     WHERE device.device_id = ANY($1::uuid[])
     ORDER BY done.document_id, device.device_id`,
    [deviceIds, personIds],
  )) as DoneDuty[];
}

/** That somebody administers the system, when he signs or when it is recorded, is a duty he has about every device (CR-60). */
async function administratorsAmong(
  tx: EntityManager,
  [deviceId]: readonly string[],
  personIds: readonly string[],
  { occurredAt, recordedAt }: Pick<Cause, 'occurredAt' | 'recordedAt'>,
): Promise<DoneDuty[]> {
  if (deviceId === undefined) return [];
  return (await tx.query(
    `SELECT asked.id AS "personId", 'SYS_ADMIN' AS duty, $1::uuid AS "deviceId", role_assignment_id AS "documentId"
     FROM administrator JOIN unnest($2::uuid[]) AS asked(id) ON one_person(asked.id) = one_person(person_id)
     WHERE valid_from <= $3 AND (valid_to IS NULL OR valid_to > $4) AND (revoked_at IS NULL OR revoked_at > $4)`,
    [deviceId, personIds, recordedAt, occurredAt],
  )) as DoneDuty[];
}

/** The waivers in force at a place (AM-3). */
export async function waiversAt(tx: EntityManager, placeId: string | null, at: Date): Promise<Waiver[]> {
  if (placeId === null) return [];
  return (await tx.query(
    `SELECT id AS "waiverId", rule, person_ids AS "personIds" FROM waiver
     WHERE place_id = $1 AND valid_from <= $2 AND valid_to > $2 AND (revoked_at IS NULL OR revoked_at > $2) ORDER BY id`,
    [placeId, at],
  )) as Waiver[];
}

/** Before the duties themselves: the database refuses a conflict that nothing covers. Answers those it had not known. */
export async function saveCovers(
  tx: EntityManager,
  documentId: string,
  covers: readonly Cover[],
  at: Date,
): Promise<Cover[]> {
  if (covers.length === 0) return [];
  return (await tx.query(
    `INSERT INTO duty_cover (document_id, person_id, duty, other_document_id, other_duty, waiver_id, covered_at)
     SELECT $1, person_id, duty, other_document_id, other_duty, waiver_id, $7
     FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::uuid[])
       AS n(person_id, duty, other_document_id, other_duty, waiver_id)
     ON CONFLICT DO NOTHING
     RETURNING person_id AS "personId", duty, other_document_id AS "otherDocumentId", other_duty AS other,
               waiver_id AS "waiverId"`,
    [
      documentId,
      covers.map(({ personId }) => personId),
      covers.map(({ duty }) => duty),
      covers.map(({ otherDocumentId }) => otherDocumentId),
      covers.map(({ other }) => other),
      covers.map(({ waiverId }) => waiverId),
      at,
    ],
  )) as Cover[];
}

export async function saveDuties(
  tx: EntityManager,
  documentId: string,
  signed: readonly SignedDuty[],
  at: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO duty_done (document_id, person_id, duty, done_at)
     SELECT $1, person_id, duty, $4 FROM unnest($2::uuid[], $3::text[]) AS n(person_id, duty) ON CONFLICT DO NOTHING`,
    [documentId, signed.map(({ personId }) => personId), signed.map(({ duty }) => duty), at],
  );
}

export async function saveDevices(tx: EntityManager, documentId: string, deviceIds: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO duty_device (document_id, device_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING`,
    [documentId, deviceIds],
  );
}

export async function dutiesOf(tx: EntityManager, documentId: string): Promise<SignedDuty[]> {
  return (await tx.query(`SELECT person_id AS "personId", duty FROM duty_done WHERE document_id = $1`, [
    documentId,
  ])) as SignedDuty[];
}

/** AM-3: the evidence of a waiver is due before the waybill that relied on it closes; after that somebody has to ask for it. */
export async function missEvidence(tx: EntityManager, waybillId: string, at: Date): Promise<void> {
  const missing = (await tx.query(
    `SELECT DISTINCT waiver_id AS id FROM duty_cover cover
     WHERE document_id = $1 AND waiver_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM waiver_evidence evidence WHERE evidence.waiver_id = cover.waiver_id AND evidence.document_id = $1)`,
    [waybillId],
  )) as { id: string }[];
  const detail = (id: string): string => `AM-3: it relied on waiver ${id}, and no compensating control is recorded.`;
  const findings = missing.map(({ id }) => ({ code: 'WAIVER_EVIDENCE_MISSING', detail: detail(id), waybillId }));
  await openExceptions(tx, waybillId, findings, at);
}

/** The devices somebody signed for on this document. */
export async function devicesOf(tx: EntityManager, documentId: string): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT device_id AS "deviceId" FROM duty_device WHERE document_id = $1 ORDER BY device_id`,
    [documentId],
  )) as { deviceId: string }[];
  return rows.map(({ deviceId }) => deviceId);
}
