import { OptionalInstant } from '@dotation/service';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';

// What units and places have in common at the edge.

export class AddAlias {
  @ApiProperty({ example: 'Escadron des mines' })
  @IsString()
  @Length(1, 200)
  @Matches(/[\p{L}\p{N}]/u, { message: 'name must have a letter or a digit' })
  name!: string;

  @OptionalInstant('Since when papers use it; always when absent')
  validFrom?: string;

  @OptionalInstant('Until when; still when absent')
  validTo?: string;
}

export class AsOfQuery {
  @OptionalInstant('As it stood then; today when absent')
  asOf?: string;
}

export class AliasDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) validFrom!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) validTo!: string | null;
}
