import { Allow, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { entityTag, isKnownAs } from './field-snapshot.rules.js';
import { FieldSnapshotDto } from './field-snapshots.dto.js';
import { FieldSnapshotsService } from './field-snapshots.service.js';

@ApiTags('handover: field')
@Controller('field-snapshot')
export class FieldSnapshotsController {
  constructor(private readonly snapshots: FieldSnapshotsService) {}

  @Get()
  @Allow('UNIT_HEAD', 'UNIT_CUSTODIAN', 'FIELD_OFFICER')
  @ApiOperation({ summary: 'All that a phone needs to acknowledge what is under way to its unit, without a network' })
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'The ETag of the snapshot the phone holds' })
  @ApiOkResponse({ type: FieldSnapshotDto })
  @ApiResponse({ status: 304, description: 'What the phone holds is still so' })
  async readFieldSnapshot(
    @ReaderOf() reader: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-none-match') held?: string,
  ): Promise<FieldSnapshotDto | undefined> {
    const snapshot = await this.snapshots.readSnapshot(reader);
    const tag = entityTag(snapshot);
    reply.header('etag', tag);
    if (!isKnownAs(tag, held)) return snapshot;
    reply.code(304);
    return undefined;
  }
}
