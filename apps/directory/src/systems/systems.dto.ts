import { PageQuery } from '@dotation/service';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, Length, Matches } from 'class-validator';
import { examples } from '../examples.dto.js';

export class RecordSystem {
  @ApiProperty({ example: 'ERP, purchasing', description: 'Shown where a person’s name is shown; no personal data' })
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: 'name must not be blank' })
  name!: string;

  @ApiProperty({ format: 'uuid', example: examples.headId, description: 'The person who answers for it' })
  @IsUUID()
  ownerPersonId!: string;
}

export class SystemsQuery extends PageQuery {}

export class SystemDto {
  @ApiProperty({ format: 'uuid', description: 'Takes the place of a personId: in roles, tokens and facts' })
  id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'uuid' }) ownerPersonId!: string;
  @ApiProperty({ format: 'uuid' }) createdBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export class SystemPageDto {
  @ApiProperty({ type: [SystemDto] }) items!: SystemDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
