import { createHash } from 'node:crypto';
import { ListMappingRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, Queries } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { procurementError } from '../errors.js';
import { awaitKnown, requireKnown, type Reference } from '../references/references.queries.js';
import { columnNames, mappingProblems } from './heading.rules.js';
import { mappingById, mappingsOf, saveMapping, type ListMapping } from './list-mapping.queries.js';
import type { ListMappingsDto, RecordListMapping } from './list-mappings.dto.js';

/** What a person once said the columns of a supplier's lists are, so that nobody has to say it again. */
@Injectable()
export class ListMappingsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  async recordListMapping({ supplierId, columns: said }: RecordListMapping, command: Command): Promise<ListMapping> {
    const columns = said.map(({ heading, field = null }) => ({ heading, field }));
    const problems = mappingProblems(columns);
    if (problems.length > 0) throw procurementError('mapping-refused', problems[0]?.detail, problems);
    const supplier: Reference[] = [{ field: 'supplierId', kind: 'ORGANISATION', id: supplierId }];
    await awaitKnown(this.queries, command.principal, supplier);
    return this.commands.run(command, async (tx) => {
      await requireKnown(tx, supplier);
      const names = columnNames(columns.map(({ heading }) => heading));
      const headings = createHash('sha256').update(names.toSorted().join('\n')).digest('hex');
      const { key: id, actorId: recordedBy, recordedAt } = command;
      const mapped = new Map(columns.map(({ field }, place) => [names[place] as string, field]));
      const kept = { id, supplierId, headings, names: mapped, columns, recordedBy, recordedAt };
      const listMappingId = await saveMapping(tx, kept);
      await record(tx, ListMappingRecordedV1, listMappingId, { listMappingId, supplierId, columns }, command);
      return (await mappingById(tx, listMappingId)) as ListMapping;
    });
  }

  listListMappings(supplierId: string, reader: Principal): Promise<ListMappingsDto> {
    return this.queries.run(reader, async (tx) => ({ items: await mappingsOf(tx, supplierId) }));
  }
}
