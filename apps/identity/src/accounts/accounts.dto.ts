import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsUUID, Length } from 'class-validator';

export class CreateAccount {
  @ApiProperty({ format: 'uuid', description: 'The person in directory who signs in with it' })
  @IsUUID()
  personId!: string;

  @ApiProperty({ example: 'aline.exemple', minLength: 3, maxLength: 100 })
  @Length(3, 100)
  login!: string;

  @ApiPropertyOptional({ description: 'Installations with demo data only: a password that need not be changed' })
  @IsOptional()
  @Length(12, 200)
  demoPassword?: string;
}

export class ResetAccount {
  @ApiPropertyOptional({ default: false, description: 'Also takes away the second factors: the phone is lost' })
  @IsOptional()
  @IsBoolean()
  removeSecondFactors?: boolean;
}

export class AccountDto {
  @ApiProperty({ format: 'uuid' }) accountId!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() login!: string;
  @ApiProperty({ description: 'Must choose a password at the next sign-in' }) mustChange!: boolean;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) disabledAt!: string | null;
}

export class AccountWithPassword extends AccountDto {
  @ApiProperty({
    nullable: true,
    type: String,
    description: 'For the person’s first sign-in, within a week. A repeat of the request shows it until then.',
    example: 'k7mp-xq2v-…',
  })
  firstPassword!: string | null;
}

export class AccountPage {
  @ApiProperty({ type: [AccountDto] }) items!: AccountDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class AccountQuery extends PageQuery {}
