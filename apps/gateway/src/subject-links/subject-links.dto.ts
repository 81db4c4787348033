import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUrl, IsUUID, Length, Matches } from 'class-validator';

export class LinkSubject {
  @ApiProperty({ format: 'uuid', description: 'The person in directory who signs in' })
  @IsUUID()
  personId!: string;

  @ApiProperty({ example: 'https://login.example.org', description: 'The provider, as its id tokens name it (`iss`)' })
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false })
  @Length(1, 500)
  issuer!: string;

  @ApiProperty({
    example: 'u-77',
    description:
      'What the provider calls the person (`sub`): the page that refuses an unknown one shows it. Never an e-mail',
  })
  // OpenID Connect Core 2: at most 255 ASCII characters.
  @Matches(/^[\x21-\x7e]{1,255}$/, { message: 'subject must be 1 to 255 printable ASCII characters without spaces' })
  subject!: string;
}

export class SubjectLinkDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() issuer!: string;
  @ApiProperty() subject!: string;
  @ApiProperty({ format: 'date-time' }) linkedAt!: string;
  @ApiProperty({ format: 'uuid' }) linkedBy!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) endedAt!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) endedBy!: string | null;
}

export class SubjectLinkPage {
  @ApiProperty({ type: [SubjectLinkDto] }) items!: SubjectLinkDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class SubjectLinksQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only of this person' })
  @IsOptional()
  @IsUUID()
  personId?: string;
}
