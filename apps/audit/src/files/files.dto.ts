import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';

export class MissingFilesQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only those this document names' })
  @IsOptional()
  @IsUUID()
  documentId?: string;
}

/** A document names a file that nobody has brought: an exception, never a refusal. */
export class MissingFileDto {
  @ApiProperty() sha256!: string;
  @ApiProperty({ example: 'platePhotoSha256', description: 'What the document calls it' }) field!: string;
  @ApiProperty({ format: 'uuid' }) documentId!: string;
  @ApiProperty({ nullable: true, type: String, example: 'RECEIPT' }) kind!: string | null;
  @ApiProperty({ nullable: true, type: String, example: 'GR-2026-000001' }) number!: string | null;
  @ApiProperty({ format: 'date-time', description: 'Since when it is known here that it should be there' })
  since!: string;
}

export class MissingFilesPage {
  @ApiProperty({ type: [MissingFileDto] }) items!: MissingFileDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class FileDto {
  @ApiProperty({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }) sha256!: string;
  @ApiProperty() bytes!: number;
  @ApiProperty({ description: 'By its first bytes, not by what the sender says', example: 'image/jpeg' })
  contentType!: string;
}
