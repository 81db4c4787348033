import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

const inSmallLetters = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

export class IssueRoll {
  @ApiProperty({ format: 'uuid', description: 'The office whose labels they are' })
  @Transform(inSmallLetters)
  @IsUUID()
  orgUnitId!: string;

  @ApiProperty({ minimum: 1, maximum: 5000, description: 'How many tags; the series gives the next ones' })
  @IsInt()
  @Min(1)
  @Max(5000)
  tags!: number;
}

export class RollsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() orgUnitId?: string;
}

export class RollDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'RL-2026-000001' }) number!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ example: 'INLCD-004217-S' }) firstTag!: string;
  @ApiProperty() lastTag!: string;
  @ApiProperty({ description: 'How many: numbers whose check character would be I or O are left out' }) tags!: number;
  @ApiProperty({ description: 'Bound to devices so far' }) bound!: number;
  @ApiProperty({ format: 'uuid' }) issuedBy!: string;
  @ApiProperty({ format: 'date-time' }) issuedAt!: string;
}

export class RollPageDto {
  @ApiProperty({ type: [RollDto] }) items!: RollDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
