import { ApiProperty } from '@nestjs/swagger';

export class WordsDto {
  @ApiProperty({ example: 'Le numéro de série manque.' }) fr!: string;
  @ApiProperty() en!: string;
}
