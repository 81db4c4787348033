import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

export class RoleOfCaller {
  @ApiProperty() role!: string;
  @ApiProperty({ format: 'uuid', required: false }) orgUnitId?: string;
  @ApiProperty({ format: 'uuid', required: false }) placeId?: string;
  @ApiProperty({ format: 'uuid', required: false }) awardId?: string;
}

export class SessionDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'The name the person signed in with' }) login!: string;
  @ApiProperty({ format: 'date-time' }) authenticatedAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) secondFactorAt!: string | null;
  @ApiProperty({ format: 'date-time' }) lastSeenAt!: string;
  @ApiProperty({ format: 'date-time', description: 'It ends then if nobody is there before' }) idleUntil!: string;
  @ApiProperty({ format: 'date-time', description: 'It ends then whatever happens' }) expiresAt!: string;
  @ApiProperty({ description: 'What the browser called itself' }) browser!: string;
  @ApiProperty({ nullable: true, type: String, description: 'Where it was at sign-in' }) address!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The phone it is on' }) phoneId!:
    string | null;
}

export class CurrentSession extends SessionDto {
  @ApiProperty({ description: 'To send as X-CSRF-Token with every write of this session' }) csrfToken!: string;
}

export class WhoAmI {
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ type: [RoleOfCaller] }) roles!: RoleOfCaller[];
  @ApiProperty({ type: CurrentSession, nullable: true, description: 'Null for a system with a token' })
  session!: CurrentSession | null;
}

export class SessionList {
  @ApiProperty({ type: [SessionDto] }) items!: SessionDto[];
}

export class PersonSessionsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only of this person' })
  @IsOptional()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only those that are not over' })
  @IsOptional()
  @IsIn(['true', 'false'])
  live?: 'true' | 'false';
}

export class PersonSessionDto extends SessionDto {
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) endedAt!: string | null;
  @ApiProperty({ nullable: true, type: String }) endedBecause!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The administrator who ended it' })
  endedBy!: string | null;
}

export class PersonSessionPage {
  @ApiProperty({ type: [PersonSessionDto] }) items!: PersonSessionDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class EndedSessions {
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ description: 'Sessions that were not over' }) ended!: number;
}
