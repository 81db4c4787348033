import { ROLES, type Role } from '@dotation/contracts';
import { OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import { examples } from '../examples.dto.js';

export class GrantRole {
  @ApiProperty({ enum: ROLES, example: 'UNIT_CUSTODIAN' })
  @IsIn(ROLES)
  role!: Role;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: examples.orgUnitId,
    description: 'This unit and those under it; without unit and place: everywhere',
  })
  @IsOptional()
  @IsUUID()
  orgUnitId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'This place and what it contains' })
  @IsOptional()
  @IsUUID()
  placeId?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'What this award paid, wherever it is, and nothing else; with neither unit nor place',
  })
  @IsOptional()
  @IsUUID()
  awardId?: string | null;

  @OptionalInstant('Now when absent')
  validFrom?: string | null;

  @OptionalInstant('As late as the rule allows (role.days, role.privilegedDays) when absent')
  validTo?: string | null;
}

export class RoleAssignmentsQuery extends PageQuery {
  @ApiPropertyOptional({ example: examples.headId })
  @IsOptional()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional({ type: Boolean, description: 'Those that wait for a second administrator (true), or not' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }): unknown => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  pending?: boolean;

  @OptionalInstant('Those that end before: to be renewed or let go')
  endsBefore?: string;
}

export class RoleAssignmentDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ enum: ROLES }) role!: Role;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) orgUnitId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) placeId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) awardId!: string | null;
  @ApiProperty({ format: 'date-time' }) validFrom!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) validTo!: string | null;
  @ApiProperty({ format: 'uuid' }) grantedBy!: string;
  @ApiProperty({ format: 'date-time' }) grantedAt!: string;
  @ApiProperty({ description: 'Waits for a second administrator, and gives no right until then' }) pending!: boolean;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) confirmedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) confirmedAt!: string | null;
  @ApiProperty({ nullable: true, type: String, description: 'Why a privileged role holds unconfirmed' })
  unconfirmedBecause!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) revokedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) revokedAt!: string | null;
}

export class RoleAssignmentPageDto {
  @ApiProperty({ type: [RoleAssignmentDto] }) items!: RoleAssignmentDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
