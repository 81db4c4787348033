import { ROLES, type Role } from '@dotation/contracts';
import { newId } from '../../../tools/journey/client.ts';
import { placeId } from '../../../tools/seed/places.ts';
import { inParallel } from '../../../tools/seed/writer.ts';
import type { Play } from '../play.ts';

/** Where a role holds, seen from what the examples of the API page are about: PMH Mbuji-Mayi, the central store, and the award that pays. */
export const RELATIONS = ['everywhere', 'own', 'above', 'below', 'foreign', 'award'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface Caller {
  name: string;
  token: string | undefined;
  roles: readonly Role[];
  relation: Relation;
}

export interface Callers {
  /** One person per role and relation, each with that role alone. */
  people: Caller[];
  /** Known, with a token, and without any role. */
  nobody: Caller;
  /** A system with every role that a system may have beside others. */
  system: Caller;
  /** Every business role but the auditor's, who has no other one, and a token that may only read. */
  reader: Caller;
  /** Ids that a caller of a relation may know without seeing anything of the others’ papers. */
  known: Record<Relation, ReadonlySet<string>>;
}

/** Written here again, so that a role added to the systems' by mistake is a denied cell that answers. */
const rolesOfSystems: Role[] = [
  ...(['REQUESTER', 'PROCUREMENT', 'FINANCE', 'TECHNICIAN', 'CG_LOGISTICS', 'EUM_OFFICER'] as const),
  // AUDITOR it may have alone (CR-61).
  'DONOR',
];
/** Decision 18: what has “own awards” in domain §8.6 may be held for an award, to read. */
const rolesOfAwards: readonly Role[] = ['REQUESTER', 'BUDGET_HOLDER', 'EUM_OFFICER', 'DONOR', 'AUDITOR'];
/** CR-60: two administrators. */
const privileged: readonly Role[] = ['SYS_ADMIN', 'APPROVER', 'AUDITOR', 'DATA_STEWARD'];

type Scope = { orgUnitId: string } | { placeId: string } | { awardId: string } | object;

export async function makeCallers(play: Play): Promise<Callers> {
  const { orgUnits, places } = play.cast.ids;
  const administrator = play.cast.as('administrator');
  const squad = await administrator.post<{ id: string }>('/directory/organisation-units', {
    code: 'PNC-PMH-MBM-1',
    nameFr: 'Peloton de Bipemba',
    agency: 'PNC',
    level: 'LX',
    parentId: orgUnits['pmhMbujiMayi'],
  });
  const kinshasa = placeId('CD-KN');
  const scopes: Record<Relation, Scope[]> = {
    everywhere: [{}],
    own: [{ orgUnitId: orgUnits['pmhMbujiMayi'] }, { placeId: places['store'] }],
    above: [{ orgUnitId: orgUnits['cpKasaiOriental'] }, { placeId: kinshasa }],
    below: [{ orgUnitId: squad.id }, { placeId: places['quarantine'] }],
    foreign: [{ orgUnitId: orgUnits['pmhRubaya'] }, { placeId: places['gomaStore'] }],
    award: [{ awardId: play.cast.ids.awards['inl'] }],
  };

  const people: Caller[] = [];
  await inParallel(
    ROLES.flatMap((role) => RELATIONS.map((relation) => ({ role, relation }))),
    async ({ role, relation }) => {
      // An administrator of a part of the installation is none (CR-60).
      if (role === 'SYS_ADMIN' && relation !== 'everywhere') return;
      if (relation === 'award' && !rolesOfAwards.includes(role)) return;
      const personId = await person(play, `${role} ${relation}`);
      for (const scope of scopes[relation]) await grant(play, personId, role, scope);
      const token = await tokenOf(play, personId, ['read', 'write']);
      people.push({ name: `${role} ${relation}`, token, roles: [role], relation });
    },
  );
  const [nobody, reader] = [await person(play, 'nobody'), await person(play, 'reader')];
  const { id: system } = await administrator.post<{ id: string }>('/directory/systems', {
    name: 'ERP',
    ownerPersonId: play.cast.person('buyer'),
  });
  for (const role of rolesOfSystems) await grant(play, system, role, {});
  const readerRoles = ROLES.filter((role) => role !== 'SYS_ADMIN' && role !== 'AUDITOR');
  for (const role of readerRoles) await grant(play, reader, role, {});

  const shared = await knownToAll(play);
  const above = [orgUnits['cpKasaiOriental']!, placeId('mbujiMayi')];
  const superiors = [...above, orgUnits['pmhMbujiMayi']!, play.cast.person('unitHead'), places['store']!];
  return {
    people,
    nobody: {
      name: 'nobody',
      token: await tokenOf(play, nobody, ['read', 'write']),
      roles: [],
      relation: 'everywhere',
    },
    system: {
      ...{ name: 'a system', roles: rolesOfSystems, relation: 'everywhere' },
      token: await tokenOf(play, system, ['read', 'write']),
    },
    reader: {
      ...{ name: 'a token that reads', roles: readerRoles, relation: 'everywhere' },
      token: await tokenOf(play, reader, ['read']),
    },
    known: {
      everywhere: new Set(),
      own: new Set([...shared, ...above]),
      above: new Set([...shared, ...above]),
      below: new Set([...shared, ...superiors]),
      foreign: new Set([...shared, orgUnits['pmhRubaya']!, orgUnits['cpNordKivu']!]),
      award: new Set(shared),
    },
  };
}

/** Orders, catalogue, awards and the list of section 889 are the mission's, and the provinces everybody's. */
async function knownToAll(play: Play): Promise<string[]> {
  const { ids } = play.cast;
  const auditor = play.cast.as('auditor');
  const [makers, orders, projects, listed, provinces] = await Promise.all(
    [
      ...['/procurement/makers', '/procurement/purchase-orders', '/procurement/projects'],
      '/procurement/prohibited-entities',
      '/directory/places?kind=PROVINCE',
    ].map((path) => auditor.get<{ items: { id: string }[] }>(paged(path))),
  );
  return [
    ...Object.values({ ...ids.awards, ...ids.catalogueItems, ...ids.organisations }),
    ...[makers!, orders!, projects!, listed!, provinces!].flatMap(({ items }) => items.map(({ id }) => id)),
    // An order names people of the mission, whom nobody has to know.
    ...['requester', 'buyer', 'approver'].map((key) => play.cast.person(key)),
    ids.orgUnits['commissariatGeneral']!,
  ];
}

/** The list of section 889 is short and has no pages. */
const paged = (path: string): string =>
  path.endsWith('entities') ? path : `${path}${path.includes('?') ? '&' : '?'}limit=200`;

async function person(play: Play, name: string): Promise<string> {
  const id = newId();
  const body = { displayName: name, orgUnitId: play.cast.ids.orgUnits['mission'] };
  await play.cast.as('administrator').post('/directory/people', body, { key: id });
  return id;
}

async function grant(play: Play, personId: string, role: Role, scope: Scope): Promise<void> {
  const path = `/directory/people/${personId}/roles`;
  const { id } = await play.cast.as('administrator').post<{ id: string }>(path, { role, ...scope });
  if (!privileged.includes(role)) return;
  await play.cast.as('administrator2').post(`/directory/role-assignments/${id}/confirmation`, {});
}

async function tokenOf(play: Play, personId: string, scopes: string[]): Promise<string> {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const body = { personId, label: 'Privileges', scopes, expiresAt };
  return (await play.cast.as('administrator').post<{ token: string }>('/gateway/tokens', body)).token;
}
