import { decodeCursor, idsInScope, pageOf, Queries } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { DirectoryConfig } from '../config.js';
import { directoryError } from '../errors.js';
import type { PersonDto, UnitPeopleQuery } from './people.dto.js';
import { namesOffices, peopleOfOffice, peopleOfUnit } from './people.queries.js';
import { toPersonDto } from './people.service.js';
import { clearFor } from './person.rules.js';

const none = '00000000-0000-0000-0000-000000000000';

/** Who can be named in a paper. */
@Injectable()
export class UnitPeople {
  constructor(
    private readonly queries: Queries,
    private readonly config: DirectoryConfig,
  ) {}

  /**
   * Active people of a unit and of those below it, by id. Who serves in an office of the implementing organisation is
   * named by everybody who works for it; people of a police unit only by those who have it in scope (CR-62). Another unit, and
   * an office nobody serves in, does not exist.
   */
  listUnitPeople(unitId: string, query: UnitPeopleQuery, reader: Principal): Promise<Page<PersonDto>> {
    const { purpose, limit = 50, after } = query;
    const [afterId] = (decodeCursor(after, ['uuid']) ?? []) as string[];
    const { fieldKeys } = this.config;
    return this.queries.run(reader, async (tx) => {
      const own = (await idsInScope(tx, [unitId])).has(unitId.toLowerCase());
      const people = own
        ? await peopleOfUnit(tx, unitId, afterId, limit)
        : await peopleOfOffice(tx, namesOffices(reader) ? unitId : none, afterId, limit);
      if (!own && people.length === 0) throw directoryError('organisation-unit-not-found');
      return pageOf(
        people,
        limit,
        ({ id }) => [id],
        (person) => ({ ...toPersonDto(person), ...clearFor(fieldKeys, person, purpose) }),
      );
    });
  }
}
