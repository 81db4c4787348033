import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

export class ReactivatePerson {
  @ApiProperty({ example: 'Rappelée au service par note du 3 novembre' })
  @IsString()
  @Length(1, 1000)
  reason!: string;
}

export class StandingDto {
  @ApiProperty() active!: boolean;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Null: older than this history' })
  decidedBy!: string | null;
  @ApiProperty({ format: 'date-time' }) decidedAt!: string;
}

export class StandingsDto {
  @ApiProperty({ type: [StandingDto], description: 'Oldest first' }) items!: StandingDto[];
  @ApiProperty({ nullable: true, type: String, description: 'Always null' }) next!: string | null;
}
