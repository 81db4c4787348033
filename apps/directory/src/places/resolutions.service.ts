import { Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { partsOf, resolvePlace } from './resolution.rules.js';
import type { ResolutionDto, ResolvePlaces } from './resolutions.dto.js';
import { placesNamed } from './resolutions.queries.js';

/** Which places old and new papers mean (domain §4.5). Writes nothing. */
@Injectable()
export class ResolutionsService {
  constructor(private readonly queries: Queries) {}

  resolvePlaces({ texts, on }: ResolvePlaces, reader: Principal): Promise<{ items: ResolutionDto[] }> {
    const at = on === undefined || on === null ? null : new Date(on);
    return this.queries.run(reader, async (tx) => {
      const known = await placesNamed(
        tx,
        texts.flatMap((text) => partsOf(text).flat()),
      );
      const answers = texts.map((text) => resolvePlace(text, at, known));
      const shown = await shownOf(
        tx,
        answers.flatMap((answer) => (answer.status === 'RESOLVED' ? [] : answer.candidates)),
      );
      return {
        items: answers.map((answer, index) => ({
          ...{ row: index + 1, text: texts[index] ?? '' },
          ...(answer.status === 'RESOLVED'
            ? answer
            : { ...answer, candidates: answer.candidates.flatMap((id) => shown.get(id) ?? []) }),
        })),
      };
    });
  }
}

async function shownOf(
  tx: EntityManager,
  ids: readonly string[],
): Promise<Map<string, { placeId: string; kind: string; name: string }>> {
  const rows = (await tx.query(`SELECT id AS "placeId", kind, name FROM place WHERE id = ANY ($1::uuid[])`, [ids])) as {
    placeId: string;
    kind: string;
    name: string;
  }[];
  return new Map(rows.map((row) => [row.placeId, row]));
}
