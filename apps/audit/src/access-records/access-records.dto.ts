import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { OptionalInstant, PageQuery } from '@dotation/service';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';

const kinds = ['EXPORT', 'PERSONAL_DATA', 'LIST', 'AUDITOR_READ'] as const;

export class AccessRecordsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only reads by this person or system' })
  @IsOptional()
  @IsUUID()
  readerId?: string;

  @ApiPropertyOptional({ enum: kinds })
  @IsOptional()
  @IsIn(kinds)
  kind?: (typeof kinds)[number];

  @ApiPropertyOptional({ description: 'Only reads of this service' })
  @IsOptional()
  @Matches(/^[a-z]{1,20}$/)
  service?: string;

  @OptionalInstant('Only reads at this time or later')
  from?: string | null;

  @OptionalInstant('Only reads before this time')
  to?: string | null;
}

export class AccessRecordDto {
  @ApiProperty({ description: 'In the log: the fact that tells it' }) position!: number;
  @ApiProperty() service!: string;
  @ApiProperty({ description: 'In that service' }) accessId!: number;
  @ApiProperty({ description: 'A person or a system' }) readerId!: string;
  @ApiProperty({ description: 'The token or session it was read with' }) tokenId!: string;
  @ApiProperty({ enum: kinds }) kind!: string;
  @ApiProperty({ example: 'GET /people/:id' }) operation!: string;
  @ApiProperty({ type: Object, description: 'What was asked for; texts are left out' }) filter!: object;
  @ApiProperty({ nullable: true, type: String }) purpose!: string | null;
  @ApiProperty({ nullable: true, type: Number, description: 'Null for bytes and streams' }) rows!: number | null;
  @ApiProperty({ description: 'Root ids of what the reader saw; `*` is everything' }) scope!: string;
  @ApiProperty({ format: 'date-time' }) readAt!: string;
}

export class AccessRecordPage {
  @ApiProperty({ type: [AccessRecordDto] }) items!: AccessRecordDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
