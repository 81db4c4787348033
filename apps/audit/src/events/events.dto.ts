import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class EventsQuery {
  @ApiPropertyOptional({
    type: Number,
    minimum: 0,
    description: 'Position of the last fact the caller has; without it, and without Last-Event-ID, from now on',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number;
}

export class EventDataDto {
  @ApiProperty({ format: 'uuid' }) factId!: string;
  @ApiProperty({ description: 'In the log; goes back as `after`' }) position!: number;
  @ApiProperty() producer!: string;
  @ApiProperty() subject!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) documentId!: string | null;
  @ApiProperty({ type: [String], description: 'Those the reader may know of' }) deviceIds!: string[];
}

/** What a stream and a webhook tell of one fact. */
export class EventDto {
  @ApiProperty({ example: 'fact.handover.handover-signed.v1' }) type!: string;
  @ApiProperty({ format: 'date-time', description: 'When it was recorded' }) timestamp!: string;
  @ApiProperty({ type: EventDataDto }) data!: EventDataDto;
}
