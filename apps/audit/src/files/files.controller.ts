import { Readable } from 'node:stream';
import { Controller, Get, Head, HttpCode, Param, Put, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { BUSINESS_ROLES } from '@dotation/contracts';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { Allow, ReaderOf, Recorded, StreamBody } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { extensionOf, largestFile } from './file.rules.js';
import { mayReadTheLog } from '../log/facts.controller.js';
import { FileDto, MissingFilesPage, MissingFilesQuery } from './files.dto.js';
import { FilesService } from './files.service.js';

const name = { name: 'sha256', description: 'SHA-256 of the content, 64 lower-case hexadecimal digits' };

@Controller('files')
export class FilesController {
  constructor(private readonly files: FilesService) {}

  /** Whoever writes a document brings its evidence; an auditor writes none (CR-61). The name is the key, so no other is needed. */
  @Allow(...BUSINESS_ROLES.filter((role) => role !== 'AUDITOR'))
  @Put(':sha256')
  @StreamBody(largestFile)
  @ApiOperation({
    summary: 'Store a file of at most 20 MB under its hash; storing it again is fine',
    description:
      'The body is the file as it is. The hash shown is that of the 20 characters shown as the body, without a line end.',
  })
  @ApiConsumes('application/octet-stream')
  @ApiParam(name)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ type: FileDto, description: 'New; 200 when it was there' })
  async put(
    @ReaderOf() person: Principal,
    @Param('sha256') sha256: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FileDto> {
    const content = request.body instanceof Readable ? request.body : Readable.from([]);
    const { isNew, bytes, contentType } = await this.files.putFile(person, sha256, content);
    reply.code(isNew ? 201 : 200);
    return { sha256, bytes, contentType };
  }

  @Allow(...mayReadTheLog)
  @Get('missing')
  @ApiOperation({ summary: 'Files that documents and mandates name and nobody has brought, the longest awaited first' })
  @ApiOkResponse({ type: MissingFilesPage })
  missing(@ReaderOf() person: Principal, @Query() asked: MissingFilesQuery): Promise<MissingFilesPage> {
    return this.files.missing(person, asked);
  }

  @Allow(...BUSINESS_ROLES)
  @Head(':sha256')
  @HttpCode(200)
  @ApiOperation({ summary: 'Is the file there?' })
  @ApiParam(name)
  async head(
    @ReaderOf() person: Principal,
    @Param('sha256') sha256: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.files.find(person, sha256);
    await reply.headers(headersOf(file)).send();
  }

  @Allow(...BUSINESS_ROLES)
  // A signature, a face, a signed paper: what a file shows is somebody's.
  @Get(':sha256')
  @Recorded('PERSONAL_DATA')
  @ApiOperation({ summary: 'A file, as an attachment' })
  @ApiParam(name)
  @ApiOkResponse({ description: 'The content' })
  async get(
    @ReaderOf() person: Principal,
    @Param('sha256') sha256: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { file, ...found } = await this.files.openFile(person, sha256);
    reply.headers(headersOf(found));
    return new StreamableFile(file.createReadStream());
  }
}

/** What somebody uploaded never runs in a browser under our name. */
function headersOf({ sha256, bytes, contentType }: FileDto): Record<string, string> {
  return {
    'content-type': contentType,
    'content-length': String(bytes),
    'content-disposition': `attachment; filename="${sha256.slice(0, 12)}.${extensionOf(contentType)}"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=31536000, immutable',
    etag: `"${sha256}"`,
  };
}
