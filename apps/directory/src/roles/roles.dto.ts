import { ROLES, type Role } from '@dotation/contracts';
import { OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
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

  @OptionalInstant('Now when absent')
  validFrom?: string | null;

  @OptionalInstant('Without end when absent')
  validTo?: string | null;
}

export class RoleAssignmentsQuery extends PageQuery {
  @ApiPropertyOptional({ example: examples.headId })
  @IsOptional()
  @IsUUID()
  personId?: string;
}

export class RoleAssignmentDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ enum: ROLES }) role!: Role;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) orgUnitId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) placeId!: string | null;
  @ApiProperty({ format: 'date-time' }) validFrom!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) validTo!: string | null;
  @ApiProperty({ format: 'uuid' }) grantedBy!: string;
  @ApiProperty({ format: 'date-time' }) grantedAt!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) revokedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) revokedAt!: string | null;
}

export class RoleAssignmentPageDto {
  @ApiProperty({ type: [RoleAssignmentDto] }) items!: RoleAssignmentDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
