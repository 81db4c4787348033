import type { ScopeNode } from '@dotation/service';
import { projectAccess } from './access.rules.js';
import { projectDevices } from './device.rules.js';
import { projectDocument, projectPaper } from './document.rules.js';
import type { AwardRow, LogEntry, Projected, ReferenceNameRow } from './projected.rules.js';
import { nothing } from './projected.rules.js';

/** Where units and places lie by these facts, oldest first: not a row of the projections, but what scope goes by. */
export function scopeNodesOf(facts: readonly LogEntry[]): ScopeNode[] {
  return facts.flatMap(({ type, data }) => {
    const { orgUnitId, placeId, parentId, secondParentId, validFrom } = data as Record<
      string,
      string | null | undefined
    >;
    if (type === 'fact.directory.organisation-unit-recorded.v1' && orgUnitId)
      return { id: orgUnitId, parentId, withinId: placeId, readerId: secondParentId, validFrom };
    if (type === 'fact.directory.place-recorded.v1' && placeId) return { id: placeId, parentId, validFrom };
    return [];
  });
}

/** What these facts add to the tables: a function of the log alone, so that beginning again gives the same rows. */
export function project(facts: readonly LogEntry[]): Projected {
  const into = nothing();
  for (const fact of facts) {
    projectDocument(fact, into);
    projectPaper(fact, into);
    projectDevices(fact, into);
    projectAccess(fact, into);
    const name = nameOf(fact);
    if (name) into.reference_name.push(name);
    const award = awardOf(fact);
    if (award) into.award.push(award);
  }
  return into;
}

interface Named {
  kind: string;
  id: string;
  name: string;
  code?: string;
}

const namedBy: Record<string, Named> = {
  'fact.directory.organisation-unit-recorded.v1': { kind: 'UNIT', id: 'orgUnitId', code: 'code', name: 'nameFr' },
  'fact.directory.place-recorded.v1': { kind: 'PLACE', id: 'placeId', name: 'name' },
  'fact.directory.organisation-recorded.v1': { kind: 'ORGANISATION', id: 'organisationId', name: 'legalName' },
  'fact.directory.system-recorded.v1': { kind: 'SYSTEM', id: 'systemId', name: 'name' },
  'fact.procurement.award-recorded.v1': { kind: 'AWARD', id: 'awardId', code: 'fain', name: 'donor' },
};

function nameOf({ type, position, data }: LogEntry): ReferenceNameRow | undefined {
  const named = namedBy[type];
  if (!named) return undefined;
  const code = named.code === undefined ? null : String(data[named.code]);
  return { id: String(data[named.id]), position, kind: named.kind, code, name: String(data[named.name]) };
}

function awardOf({ type, position, data }: LogEntry): AwardRow | undefined {
  if (type !== 'fact.procurement.award-recorded.v1') return undefined;
  const { awardId, fain, donor, federal } = data;
  return {
    award_id: String(awardId),
    position,
    fain: String(fain),
    donor: String(donor),
    federal: typeof federal === 'boolean' ? federal : null,
  };
}
