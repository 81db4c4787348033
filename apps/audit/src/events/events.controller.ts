import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import { Allow, ReaderOf, Recorded } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyReply } from 'fastify';
import { EventStreams } from './event-streams.service.js';
import { EventDto, EventsQuery } from './events.dto.js';
import { rolesThatSee } from './sight.rules.js';

@Controller('events')
export class EventsController {
  constructor(private readonly streams: EventStreams) {}

  @Allow(...rolesThatSee)
  @Get()
  // What is told for hours is an export, by however few facts at a time.
  @Recorded('EXPORT')
  @ApiOperation({
    summary: 'Facts in the reader’s scope as they become known (text/event-stream)',
    description:
      'Each message has the position as `id` and an EventDto as `data`: ids only. Without a fact a comment keeps the line ' +
      'open. Come back with `Last-Event-ID` (a browser does by itself) to go on without a gap. The line is closed within ' +
      'five seconds after a right was withdrawn.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Position of the last fact the caller has' })
  @ApiProduces('text/event-stream')
  @ApiExtraModels(EventDto)
  @ApiOkResponse({ description: 'The stream' })
  async events(
    @ReaderOf() reader: Principal,
    @Query() { after }: EventsQuery,
    @Headers('last-event-id') last: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const lines = await this.streams.open(reader, positionOf(last) ?? after);
    // A proxy that collects or packs the answer would hold facts back. A connection kept after it would hold up a shutdown.
    reply.headers({ 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no', connection: 'close' });
    return new StreamableFile(lines, { type: 'text/event-stream' });
  }
}

/** What a reader sends back is what he was given; anything else counts as nothing. */
function positionOf(lastEventId: string | undefined): number | undefined {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : undefined;
}
