import type { HeldRole } from '@dotation/service';
import { IsString, IsUUID, Length } from 'class-validator';

export class MakeFirstAdministrator {
  @IsUUID()
  personId!: string;

  @IsString()
  @Length(1, 200)
  displayName!: string;
}

export interface PrincipalDto {
  personId: string;
  active: boolean;
  /** A machine, for which a person answers; it signs in nowhere. */
  isSystem: boolean;
  roles: HeldRole[];
  /** The other ids of a person who was recorded more than once (T34): the one that stays, and those merged into it. */
  sameAs: string[];
}
