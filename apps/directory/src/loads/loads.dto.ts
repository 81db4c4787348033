import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { directoryError } from '../errors.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const files = ['text/csv', xlsx, 'application/octet-stream'] as const;

/** A file as the body itself. */
export const FileOf = createParamDecorator((_: unknown, context: ExecutionContext): Buffer => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!Buffer.isBuffer(body)) throw directoryError('file-missing', 'Send the CSV or XLSX file itself as the body.');
  return body;
});

export class LoadColumnDto {
  @ApiProperty() heading!: string;
  @ApiProperty({ nullable: true, type: String, description: 'What it stands for; null: it is left out' })
  field!: string | null;
}

export class LoadProblemDto {
  @ApiProperty({ description: 'Below the heading, from 1' }) row!: number;
  @ApiProperty({ description: 'As the file counts' }) line!: number;
  @ApiPropertyOptional({ description: 'Its heading' }) column?: string;
  @ApiPropertyOptional() field?: string;
  @ApiProperty() code!: string;
  @ApiProperty() detail!: string;
}

export class LoadReadingDto {
  @ApiProperty({ description: 'utf-8, utf-16le, utf-16be, windows-1252 or xlsx' }) encoding!: string;
  @ApiProperty() delimiter!: string;
  @ApiProperty() headingLine!: number;
  @ApiProperty({ type: [LoadColumnDto] }) columns!: LoadColumnDto[];
  @ApiProperty({ description: 'Below the heading, blank lines aside' }) rows!: number;
  @ApiProperty({ description: 'Nothing stands in the way of loading the file' }) loadable!: boolean;
  @ApiProperty({ type: [LoadProblemDto], description: 'The first 500' }) problems!: LoadProblemDto[];
  @ApiProperty({ description: 'All of them' }) problemCount!: number;
}

export class LoadedDto {
  @ApiProperty() loaded!: number;
  @ApiProperty({ type: [String], description: 'In the order of the rows' }) ids!: string[];
}
