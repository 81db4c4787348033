import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';

export class ProposeVoid {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  deviceId!: string;

  @ApiPropertyOptional({
    ...{ format: 'uuid', nullable: true, type: String },
    description: 'The record of the device that is really there, where it was entered twice',
  })
  @IsOptional()
  @IsUUID()
  keptDeviceId?: string | null;

  @ApiProperty({ example: 'Saisi deux fois : 5CD1234S et 5CD12345 sont le même appareil' })
  @IsString()
  @Length(1, 300)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason!: string;
}

const statuses = ['OPEN', 'CONFIRMED', 'REJECTED'] as const;

export class VoidsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() deviceId?: string;

  @ApiPropertyOptional({ enum: statuses })
  @IsOptional()
  @IsIn(statuses)
  status?: (typeof statuses)[number];
}

export class VoidNoteDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'VN-2026-000001' }) number!: string;
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) keptDeviceId!: string | null;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'uuid' }) proposedBy!: string;
  @ApiProperty({ format: 'date-time' }) proposedAt!: string;
  @ApiProperty({ enum: statuses }) status!: string;
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) decidedBy!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) decidedAt!: string | null;
}

export class VoidPageDto {
  @ApiProperty({ type: [VoidNoteDto] }) items!: VoidNoteDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
