import { PlacePositionRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, Queries } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { DirectoryConfig } from '../config.js';
import { directoryError } from '../errors.js';
import { requireOwn } from '../references.queries.js';
import { Place } from './place.entity.js';
import { lockPlace } from './places.service.js';
import { insertPosition, positionFor } from './positions.queries.js';
import type { PositionDto, RecordedPositionDto, RecordPosition } from './positions.dto.js';

/** Where posts stand: sealed, and shown as exactly as the reader needs it (docs/decisions/0019). */
@Injectable()
export class PositionsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly config: DirectoryConfig,
  ) {}

  /** The answer is kept with the idempotency row, so it must not hold the position. */
  recordPosition(placeId: string, input: RecordPosition, command: Command): Promise<RecordedPositionDto> {
    const { reason = null, precision } = input;
    return this.commands.run(command, async (tx) => {
      await lockPlace(tx, placeId);
      await requireOwn(tx, [placeId]);
      const [key] = this.config.fieldKeys;
      if (!key) throw new Error('No key to seal a position');
      await insertPosition(tx, key, placeId, { ...input, reason }, command);
      await record(tx, PlacePositionRecordedV1, placeId, { placeId, precision }, command);
      return { placeId, precision };
    });
  }

  findPosition(placeId: string, reader: Principal): Promise<PositionDto> {
    return this.queries.run(reader, async (tx) => {
      if (!(await tx.existsBy(Place, { id: placeId }))) throw directoryError('place-not-found');
      const asked = { withPurpose: true, now: new Date() };
      const position = await positionFor(tx, this.config.fieldKeys, placeId, reader, asked);
      if (!position) throw directoryError('position-not-known');
      return position;
    });
  }
}
