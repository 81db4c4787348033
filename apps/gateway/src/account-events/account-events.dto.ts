import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

/** As identity keeps them. */
const accountEvents = [
  'created',
  'reset',
  'disabled',
  'enabled',
  'signed-in',
  'sign-in-refused',
  'second-factor-refused',
  'locked-out',
  'password-changed',
  'second-factor-added',
  'second-factors-removed',
  'recovery-code-used',
] as const;

export class AccountEventsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only of this person’s account' })
  @IsOptional()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional({ enum: accountEvents })
  @IsOptional()
  @IsIn(accountEvents)
  what?: (typeof accountEvents)[number];
}

export class AccountEventDto {
  @ApiProperty({ format: 'uuid', description: 'Whose account it is' }) personId!: string;
  @ApiProperty() login!: string;
  @ApiProperty({
    enum: accountEvents,
    description: '`locked-out`: the next guess from that address has to wait; others are not held up',
  })
  what!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ format: 'uuid', description: 'Who did it: the person, or an administrator' }) byPersonId!: string;
  @ApiProperty({ nullable: true, type: String, description: 'Where the browser was' }) address!: string | null;
}

export class AccountEventPage {
  @ApiProperty({ type: [AccountEventDto] }) items!: AccountEventDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
