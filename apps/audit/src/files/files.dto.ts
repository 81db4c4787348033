import { ApiProperty } from '@nestjs/swagger';

export class FileDto {
  @ApiProperty({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }) sha256!: string;
  @ApiProperty() bytes!: number;
  @ApiProperty({ description: 'By its first bytes, not by what the sender says', example: 'image/jpeg' })
  contentType!: string;
}
