import { OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, Matches, ValidateNested } from 'class-validator';
import { ProgressDto } from '../documents/answers.dto.js';
import { CheckedRows, Id, OptionalId } from '../documents/fields.dto.js';
import { SignatureDto, SignatureInput } from '../documents/signature.dto.js';
import { commandSignatures, examples } from '../examples.dto.js';
import { InspectedLotDto, MOST_LOTS } from '../lots/lots.dto.js';

export class HandOverCommand {
  @Id(examples.commandUnitId, 'The unit whose head changed') orgUnitId!: string;
  @Id(examples.outgoingHeadId, 'The head who leaves') outgoingId!: string;
  @Id(examples.incomingHeadId, 'The head who takes over, as directory has recorded it') incomingId!: string;
  @OptionalId('The superior who presided') superiorId?: string | null;
  @OptionalInstant('When both went through the list; now when absent') handedOverAt?: string | null;

  @ApiProperty({ type: [SignatureInput], example: commandSignatures })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(6)
  @ValidateNested({ each: true })
  @Type(() => SignatureInput)
  signatures!: SignatureInput[];

  @ApiProperty({ description: 'Of the signed list, kept by PUT /api/audit/files/{sha256}', example: 'c4'.repeat(32) })
  @Transform(({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.toLowerCase() : value))
  @Matches(/^[0-9a-f]{64}$/, { message: 'must be a SHA-256 in hexadecimal' })
  documentSha256!: string;

  @ApiProperty({
    type: [Object],
    description:
      'Every device the unit holds, by tag or serial: {code, present, condition?, reserve?}. What is not present stays with the outgoing head and opens an incident.',
    example: [],
  })
  @CheckedRows(5000, 0)
  lines!: object[];

  @ApiPropertyOptional({
    type: [Object],
    description:
      'Every lot the unit holds (AM-9): {lotId, present, reserve?}. What is not present is missing, and the outgoing head answers for it.',
    example: [],
  })
  @IsOptional()
  @CheckedRows(MOST_LOTS, 0)
  lots?: object[];
}

export class CommandHandoversQuery extends PageQuery {
  @OptionalId() orgUnitId?: string;
}

export class CommandHandoverLineDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty() row!: number;
  @ApiProperty() code!: string;
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty() present!: boolean;
  @ApiProperty({ nullable: true, type: String }) condition!: string | null;
  @ApiPropertyOptional({ nullable: true, type: String }) reserve!: string | null;
}

export class CommandHandoverDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'RR-2026-000001' }) number!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ format: 'uuid' }) outgoingId!: string;
  @ApiProperty({ format: 'uuid' }) incomingId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) superiorId!: string | null;
  @ApiProperty() documentSha256!: string;
  @ApiProperty({ format: 'date-time' }) handedOverAt!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ type: [SignatureDto] }) signatures!: SignatureDto[];
  @ApiProperty({ type: [CommandHandoverLineDto] }) lines!: CommandHandoverLineDto[];
  @ApiProperty({ type: [InspectedLotDto] }) lots!: InspectedLotDto[];
  @ApiProperty({ type: ProgressDto }) progress!: ProgressDto;
}

export class CommandHandoverListItemDto extends OmitType(CommandHandoverDto, [
  'signatures',
  'lines',
  'lots',
  'progress',
]) {}

export class CommandHandoverPageDto {
  @ApiProperty({ type: [CommandHandoverListItemDto] }) items!: CommandHandoverListItemDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
