import { ApiProperty } from '@nestjs/swagger';

export class RoleOfCaller {
  @ApiProperty() role!: string;
  @ApiProperty({ format: 'uuid', required: false }) orgUnitId?: string;
  @ApiProperty({ format: 'uuid', required: false }) placeId?: string;
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
