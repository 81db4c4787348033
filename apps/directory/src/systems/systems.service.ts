import { SystemRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { DirectoryConfig } from '../config.js';
import { directoryError } from '../errors.js';
import { seal } from '../people/sealed-field.rules.js';
import { requireKnown } from '../references.queries.js';
import type { RecordSystem, SystemDto, SystemsQuery } from './systems.dto.js';
import { insertSystem, isSystem, systemsAfter } from './systems.queries.js';
import type { SystemRow } from './systems.queries.js';

@Injectable()
export class SystemsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly config: DirectoryConfig,
  ) {}

  /** It is told as a system and never as a person: a signature that names it is by somebody unknown. */
  recordSystem({ name, ownerPersonId }: RecordSystem, command: Command): Promise<SystemDto> {
    return this.commands.run(command, async (tx) => {
      await requireKnown(tx, [{ field: 'ownerPersonId', to: 'person', id: ownerPersonId }]);
      if (await isSystem(tx, ownerPersonId)) throw directoryError('owner-not-a-person');
      const { key: systemId, actorId: createdBy, recordedAt: createdAt } = command;
      const [key] = this.config.fieldKeys;
      if (!key) throw new Error('No key to seal personal fields');
      const row = { id: systemId, name, ownerPersonId, createdBy, createdAt };
      await insertSystem(tx, row, seal(key, `${systemId} name`, name));
      await record(tx, SystemRecordedV1, systemId, { systemId, name, ownerPersonId }, command);
      return systemDto(row);
    });
  }

  listSystems({ limit = 50, after }: SystemsQuery, reader: Principal): Promise<Page<SystemDto>> {
    const [afterId] = (decodeCursor(after, ['uuid']) ?? []) as string[];
    return this.queries.run(reader, async (tx) =>
      pageOf(await systemsAfter(tx, afterId, limit), limit, ({ id }) => [id], systemDto),
    );
  }
}

function systemDto({ createdAt, ...system }: SystemRow): SystemDto {
  return { ...system, createdAt: createdAt.toISOString() };
}
