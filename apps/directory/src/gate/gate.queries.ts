import type { AccessStatus } from '@dotation/contracts';
import { In, IsNull } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { DueDiligenceDecision } from '../due-diligence/due-diligence-decision.entity.js';
import { Mandate } from '../mandates/mandate.entity.js';
import { OrganisationUnit, OrganisationUnitHead } from '../organisation-units/organisation-unit.entity.js';
import { Person } from '../people/person.entity.js';
import { VettingResult } from '../vetting/vetting-result.entity.js';
import type { AccessPeriod, Dossier, PlaceOnTheWay } from './gate.rules.js';

interface Asked {
  orgUnitId: string;
  awardIds: string[];
  signerId: string | null;
  mandateId: string | null;
  placeId: string | null;
}

/** Null: the unit is not known here. */
export async function dossierOf(tx: EntityManager, asked: Asked): Promise<Dossier | null> {
  const { orgUnitId, awardIds, signerId, mandateId } = asked;
  const unit = await tx.findOneBy(OrganisationUnit, { id: orgUnitId });
  if (!unit) return null;
  const awardId = In(awardIds);
  return {
    unitPlaceId: unit.placeId,
    agency: unit.agency,
    heads: await tx.findBy(OrganisationUnitHead, { orgUnitId }),
    vettings: await tx.findBy(VettingResult, { orgUnitId, awardId }),
    dueDiligence: await tx.findBy(DueDiligenceDecision, [
      { orgUnitId, awardId },
      { orgUnitId, awardId: IsNull() },
    ]),
    mandate: mandateId === null ? null : await tx.findOneBy(Mandate, { id: mandateId }),
    signerKnown: signerId === null || (await tx.existsBy(Person, { id: signerId })),
    // Where it is signed and where it goes: CR-66 asks for both.
    places: await placesOnTheWay(tx, [...new Set([unit.placeId, asked.placeId].filter((id) => id !== null))]),
  };
}

async function placesOnTheWay(tx: EntityManager, placeIds: string[]): Promise<PlaceOnTheWay[]> {
  if (placeIds.length === 0) return [];
  const rows = (await tx.query(
    `WITH RECURSIVE way (asked, id, parent_id, depth) AS (
       SELECT id, id, parent_id, 0 FROM place WHERE id = ANY ($1::uuid[])
       UNION ALL
       SELECT w.asked, p.id, p.parent_id, depth + 1 FROM place p JOIN way w ON p.id = w.parent_id WHERE depth < 30)
     SELECT w.asked, w.id, a.access, a.valid_from AS "validFrom", a.recorded_at AS "recordedAt"
     FROM way w JOIN place_access a ON a.place_id = w.id`,
    [placeIds],
  )) as { asked: string; id: string; access: AccessStatus; validFrom: Date; recordedAt: Date }[];
  return placeIds.map((placeId) => {
    const accesses = new Map<string, AccessPeriod[]>();
    for (const { asked, id, ...period } of rows) {
      if (asked === placeId) accesses.set(id, [...(accesses.get(id) ?? []), period]);
    }
    return { placeId, known: accesses.size > 0, accesses: [...accesses.values()] };
  });
}
