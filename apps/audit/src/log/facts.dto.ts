import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '@dotation/service';

export class FactsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only facts of this service', example: 'assets' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  producer?: string;

  @ApiPropertyOptional({ description: 'Only facts of this type', example: 'fact.assets.device-registered.v1' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  type?: string;

  @ApiPropertyOptional({ description: 'Only facts about this subject: the id of a document' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  subject?: string;
}

export class FactDto {
  @ApiProperty({ description: 'In the log: dense, in the order facts became known here' }) position!: number;
  @ApiProperty({ description: 'When it became known here' }) appendedAt!: string;
  @ApiProperty() producer!: string;
  @ApiProperty({ description: 'In the producer’s stream: dense' }) seq!: number;
  @ApiProperty() factId!: string;
  @ApiProperty() type!: string;
  @ApiProperty() subject!: string;
  @ApiProperty() actorId!: string;
  @ApiProperty() occurredAt!: string;
  @ApiProperty() recordedAt!: string;
  @ApiProperty() causationId!: string;
  @ApiProperty({ description: 'SHA-256(0x00 ‖ bytes), base64' }) leafHash!: string;
  @ApiProperty() bytes!: number;
  @ApiProperty({ description: 'The CloudEvent, read as JSON' }) fact!: object;
}

export class ExactFactDto extends FactDto {
  @ApiProperty({ description: 'The exact bytes as recorded, base64' }) body!: string;
}

export class FactsPage {
  @ApiProperty({ description: 'The last fact of the log when this was answered' }) position!: number;
  @ApiProperty({ type: [FactDto] }) items!: FactDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
