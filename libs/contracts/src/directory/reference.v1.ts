import { IsArray, IsBoolean, IsIn, IsISO8601, IsOptional, IsRFC3339, IsString, IsUUID } from 'class-validator';
import { Fits } from '../rows.js';
import { ACCESS_STATUSES, ROLES, type AccessStatus, type Role } from '../vocabulary.js';

/** A police or agency unit, or an office of the implementing organisation, as it stands from `validFrom`. */
export class OrganisationUnitRecordedV1 {
  static readonly type = 'fact.directory.organisation-unit-recorded.v1';
  @IsUUID() orgUnitId!: string;
  @IsString() code!: string;
  @IsString() nameFr!: string;
  @IsOptional() @IsString() nameEn?: string | null;
  @IsString() agency!: string;
  @IsOptional() @IsString() specialty?: string | null;
  @IsString() level!: string;
  @IsOptional() @IsUUID() parentId?: string | null;
  @IsOptional() @IsUUID() placeId?: string | null;
  @IsOptional() @IsUUID() headPersonId?: string | null;
  @IsString() status!: string;
  @IsISO8601() validFrom!: string;
  /** A second superior only reads: scope and common superior follow `parentId` (AM-4). */
  @IsOptional() @IsUUID() secondParentId?: string | null;
  /** The units it was split from, merged from or follows. */
  @IsOptional() @IsUUID(undefined, { each: true }) predecessorIds?: string[] | null;
  /** Set when the unit ended at that time. */
  @IsOptional() @IsISO8601() validTo?: string | null;
}

/** A place with its access status (domain §9.3); coordinates never leave directory. */
export class PlaceRecordedV1 {
  static readonly type = 'fact.directory.place-recorded.v1';
  @IsUUID() placeId!: string;
  @IsString() kind!: string;
  @IsString() name!: string;
  @IsOptional() @IsUUID() parentId?: string | null;
  @IsIn(ACCESS_STATUSES) access!: AccessStatus;
  /** A time of day with its offset: readers write it into a column of times as it stands. */
  @IsRFC3339() accessFrom!: string;
  /** ISO 3166-2; the Kasaï-Oriental of before July 2015 and today's have the same. */
  @IsOptional() @IsString() isoCode?: string | null;
  @IsOptional() @IsString() timeZone?: string | null;
  @IsOptional() @IsUUID(undefined, { each: true }) predecessorIds?: string[] | null;
  /** Since when name and parent are so; `validTo` is set when the place ended at that time. */
  @IsOptional() @IsISO8601() validFrom?: string | null;
  @IsOptional() @IsISO8601() validTo?: string | null;
}

/** A data steward proposes to merge or void an entry; another one decides (domain §8.6). */
export class CorrectionProposedV1 {
  static readonly type = 'fact.directory.correction-proposed.v1';
  @IsUUID() correctionId!: string;
  @IsIn(['MERGE', 'VOID']) action!: string;
  @IsIn(['UNIT', 'PLACE', 'PERSON']) of!: string;
  @IsUUID() id!: string;
  @IsOptional() @IsUUID() intoId?: string | null;
}

export class CorrectionRejectedV1 {
  static readonly type = 'fact.directory.correction-rejected.v1';
  @IsUUID() correctionId!: string;
}

/** An entry was recorded twice: `id` means `intoId`, in every paper of before and after. Nothing is deleted (CR-58). */
export class EntryMergedV1 {
  static readonly type = 'fact.directory.entry-merged.v1';
  @IsUUID() correctionId!: string;
  @IsIn(['UNIT', 'PLACE', 'PERSON']) of!: string;
  @IsUUID() id!: string;
  @IsUUID() intoId!: string;
  @IsUUID() proposedBy!: string;
}

/** An entry was recorded by mistake, and directory knew nothing that named it. */
export class EntryVoidedV1 {
  static readonly type = 'fact.directory.entry-voided.v1';
  @IsUUID() correctionId!: string;
  @IsIn(['UNIT', 'PLACE', 'PERSON']) of!: string;
  @IsUUID() id!: string;
  @IsUUID() proposedBy!: string;
}

/** Another name under which papers mean a unit or a place (domain §9.3), and when they did. */
export class AliasRecordedV1 {
  static readonly type = 'fact.directory.alias-recorded.v1';
  @IsUUID() aliasId!: string;
  @IsIn(['UNIT', 'PLACE']) of!: string;
  /** Of the unit or place. */
  @IsUUID() id!: string;
  @IsString() name!: string;
  @IsOptional() @IsISO8601() validFrom?: string | null;
  @IsOptional() @IsISO8601() validTo?: string | null;
}

/** Power, connectivity and security of a place from a date on (domain §9.3). */
export class PlaceEquipmentRecordedV1 {
  static readonly type = 'fact.directory.place-equipment-recorded.v1';
  @IsUUID() placeId!: string;
  @IsString() powerSource!: string;
  @IsString() connectivity!: string;
  @IsOptional() @IsBoolean() locked?: boolean | null;
  @IsOptional() @IsBoolean() guarded?: boolean | null;
  @IsOptional() @IsBoolean() safe?: boolean | null;
  @IsOptional() @IsBoolean() inventoryBook?: boolean | null;
  @IsISO8601() validFrom!: string;
}

/** Somebody said where a place is, and how exactly that is known; the position itself never leaves directory (CR-62). */
export class PlacePositionRecordedV1 {
  static readonly type = 'fact.directory.place-position-recorded.v1';
  @IsUUID() placeId!: string;
  @IsIn(['EXACT', 'COMMUNE', 'PROVINCE']) precision!: string;
}

/** A party outside the police tree: carrier, supplier, donor (domain §9.2). */
export class OrganisationRecordedV1 {
  static readonly type = 'fact.directory.organisation-recorded.v1';
  @IsUUID() organisationId!: string;
  @IsString() kind!: string;
  @IsString() legalName!: string;
}

/** A person exists. Names and phone numbers never travel in facts. */
export class PersonRecordedV1 {
  static readonly type = 'fact.directory.person-recorded.v1';
  @IsUUID() personId!: string;
  @IsOptional() @IsUUID() orgUnitId?: string | null;
  @IsOptional() @IsString() rankCode?: string | null;
  @IsOptional() @IsString() function?: string | null;
}

/** A person left; whatever he signed stays, and readers may end what was granted to him. */
export class PersonDeactivatedV1 {
  static readonly type = 'fact.directory.person-deactivated.v1';
  @IsUUID() personId!: string;
  @IsISO8601() deactivatedAt!: string;
}

/** Somebody who had left is back; roles are granted anew. */
export class PersonReactivatedV1 {
  static readonly type = 'fact.directory.person-reactivated.v1';
  @IsUUID() personId!: string;
  @IsISO8601() reactivatedAt!: string;
}

export class RoleGrantedV1 {
  static readonly type = 'fact.directory.role-granted.v1';
  @IsUUID() roleAssignmentId!: string;
  @IsUUID() personId!: string;
  @IsIn(ROLES) role!: Role;
  @IsOptional() @IsUUID() orgUnitId?: string | null;
  @IsOptional() @IsUUID() placeId?: string | null;
  /** For what this award pays, wherever it is. */
  @IsOptional() @IsUUID() awardId?: string | null;
  @IsISO8601() validFrom!: string;
  @IsOptional() @IsISO8601() validTo?: string | null;
  @IsUUID() grantedBy!: string;
  /** The second administrator, of a role that needs one (CR-60). */
  @IsOptional() @IsUUID() confirmedBy?: string | null;
}

export class RoleRevokedV1 {
  static readonly type = 'fact.directory.role-revoked.v1';
  @IsUUID() roleAssignmentId!: string;
  @IsUUID() personId!: string;
  @IsISO8601() revokedAt!: string;
}

/** A vetting result (domain §2.7): never a reason. */
export class VettingRecordedV1 {
  static readonly type = 'fact.directory.vetting-recorded.v1';
  @IsUUID() vettingId!: string;
  @IsIn(['UNIT', 'COMMANDER', 'INDIVIDUAL']) subject!: string;
  @IsUUID() orgUnitId!: string;
  @IsOptional() @IsUUID() personId?: string | null;
  @IsUUID() awardId!: string;
  @IsString() result!: string;
  @IsOptional() @IsISO8601() resultAt?: string | null;
  @IsOptional() @IsISO8601() validUntil?: string | null;
}

/** A human-rights due-diligence decision (domain §3.5). */
export class DueDiligenceRecordedV1 {
  static readonly type = 'fact.directory.due-diligence-recorded.v1';
  @IsUUID() dueDiligenceId!: string;
  @IsUUID() orgUnitId!: string;
  @IsOptional() @IsUUID() awardId?: string | null;
  @IsString() riskLevel!: string;
  @IsString() decision!: string;
  @IsISO8601() decidedAt!: string;
  @IsOptional() @IsISO8601() reviewAt?: string | null;
}

/** A dated rule value, tolerance or timer (AM-30). */
export class RuleValueSetV1 {
  static readonly type = 'fact.directory.rule-value-set.v1';
  @IsUUID() ruleValueId!: string;
  @IsString() rule!: string;
  @IsString() value!: string;
  /** A time of day with its offset, as above. */
  @IsRFC3339() validFrom!: string;
  @IsOptional() @IsBoolean() superseded?: boolean;
  /** The first of the two persons; the fact's actor is the second. */
  @IsOptional() @IsUUID() proposedBy?: string | null;
}

export interface Telephone {
  callerId: string;
  calledAt: string;
  witnessId: string;
}
const telephoneShape = { callerId: 'uuid', calledAt: 'text', witnessId: 'uuid' } as const;

/** A delegation of signature (CR-22): who may sign for the head of the unit, when, and for what. */
export abstract class Mandated {
  @IsUUID() mandateId!: string;
  @IsUUID() orgUnitId!: string;
  @IsUUID() fromPersonId!: string;
  @IsUUID() toPersonId!: string;
  @IsISO8601() validFrom!: string;
  @IsISO8601() validTo!: string;
  @IsOptional() @IsString() documentSha256?: string | null;
  /** Given by telephone (AM-2): who called, when, and who heard it. */
  @IsOptional() @Fits(telephoneShape) telephone?: Telephone | null;
  /** Only for these consignments; absent or null: for all of the unit. */
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) waybillIds?: string[] | null;
}

export class MandateRecordedV1 extends Mandated {
  static readonly type = 'fact.directory.mandate-recorded.v1';
}

/** The signed document of a mandate has come (CR-22); the mandate as it stands now. */
export class MandateDocumentedV1 extends Mandated {
  static readonly type = 'fact.directory.mandate-documented.v1';
}

/** A mandate ends before its last day: nobody signs under it from `revokedFrom` on. */
export class MandateRevokedV1 {
  static readonly type = 'fact.directory.mandate-revoked.v1';
  @IsUUID() mandateId!: string;
  @IsUUID() orgUnitId!: string;
  @IsISO8601() revokedFrom!: string;
}
