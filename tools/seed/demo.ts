import { join } from 'node:path';
import { Accounts, writePrivately, type DemoToken } from './accounts.ts';
import {
  awardId,
  catalogueItemId,
  demoAmendment,
  demoAward,
  demoProject,
  demoCatalogue,
  demoWorkshop,
  demoOrder,
  demoOrganisations,
  demoRate,
  orderId,
  organisationId,
} from './goods.ts';
import { seedConsignment } from './consignment.ts';
import { seedId } from './ids.ts';
import { seedMatrix, seedOrdering } from './ordering.ts';
import { demoPeople, personId } from './people.ts';
import { demoPlaces, placeId, townAccess } from './places.ts';
import { knownSince, seedReference } from './reference.ts';
import { demoUnits, unitId } from './units.ts';
import { seedGates } from './gates.ts';
import { inParallel, type Writer } from './writer.ts';

export interface DemoOptions {
  /** Of the gateway: http://localhost:3000 */
  baseUrl: string;
  bootstrapToken: string;
  /** Where demo-tokens.json (0600), demo-ids.json and demo-examples.json are kept. */
  stateDir: string;
  say?: (text: string) => void;
  now?: Date;
  /** False: without the consignment that the examples of the API page act on. */
  examples?: boolean;
}

export interface DemoIds {
  people: Record<string, string>;
  orgUnits: Record<string, string>;
  places: Record<string, string>;
  organisations: Record<string, string>;
  awards: Record<string, string>;
  catalogueItems: Record<string, string>;
  makers: Record<string, string>;
  purchaseOrders: Record<string, string>;
  /** By catalogue item. */
  orderLines: Record<string, string>;
}

/** Reference and demo data, through the public API only, each by a person who may. Safe to repeat. */
export async function seedDemo(options: DemoOptions): Promise<{ tokens: DemoToken[]; ids: DemoIds }> {
  const { baseUrl, bootstrapToken, stateDir, say = () => undefined, now = new Date(), examples = true } = options;
  const accounts = new Accounts(baseUrl, stateDir, bootstrapToken);
  const administrator = await accounts.administrator(bootstrapToken);
  say('provinces and makers');
  await seedReference(administrator.client);
  say('places, units and people');
  await seedPlaces(administrator);
  await seedUnits(administrator);
  await seedPeople(administrator);
  await seedHeads(administrator);
  // The API page shows how somebody who left is taken back, by another than who sent him away.
  const away = { reason: 'Mise en disponibilité' };
  await administrator.record('deactivation returning', `/directory/people/${personId('returning')}/deactivation`, away);
  say('roles and accounts');
  await seedSecondAdministrator(administrator);
  await accounts.issue(administrator, 'administrator2', now);
  await seedRoles(administrator, accounts.writer('administrator2'), now);
  const withAccount = Object.keys(demoPeople).filter((key) => demoPeople[key]?.roles);
  await inParallel(withAccount, (key) => accounts.issue(administrator, key, now));
  // driver2 shows on the API page what may happen to an account.
  await inParallel([...withAccount, 'driver2'], (key) => accounts.open(administrator, key));
  accounts.save();
  say('vetting and due diligence');
  await seedGates(accounts.writer('vettingOfficer'), now);
  await inParallel(Object.entries(townAccess), ([key, access]) =>
    accounts.writer('vettingOfficer').record(`access ${key}`, `/directory/places/${placeId(key)}/access`, access),
  );
  // Where the demo's squadron stands; the coordinates are the town's.
  const position = { latitude: -6.136, longitude: 23.59, precision: 'EXACT' };
  await accounts
    .writer('dataSteward')
    .record('position pmhMbujiMayi', `/directory/places/${placeId('pmhMbujiMayi')}/position`, position);
  say('catalogue, award and order');
  const orderLines = await seedGoods(administrator, accounts.writer('dataSteward'), accounts.writer('buyer'));
  await accounts.writer('finance').record('rate demo', '/procurement/exchange-rates', demoRate);
  await seedMatrix(accounts);
  const ids = { ...demoIds, orderLines };
  writePrivately(join(stateDir, 'demo-ids.json'), ids);
  if (examples) {
    say('a consignment for the examples of the API page');
    writePrivately(join(stateDir, 'demo-examples.json'), await seedConsignment(accounts, now));
    await seedOrdering(accounts);
  }
  return { tokens: accounts.tokens, ids };
}

const idsOf = (things: object, idOf: (key: string) => string): Record<string, string> =>
  Object.fromEntries(Object.keys(things).map((key) => [key, idOf(key)]));

/** Known before anything is recorded: every id follows from its name. */
export const demoIds: Omit<DemoIds, 'orderLines'> = {
  people: idsOf(demoPeople, personId),
  orgUnits: idsOf(demoUnits, unitId),
  places: idsOf(demoPlaces, placeId),
  organisations: idsOf(demoOrganisations, organisationId),
  awards: { inl: awardId('inl') },
  catalogueItems: idsOf(demoCatalogue, catalogueItemId),
  makers: Object.fromEntries(['hp', 'barrett', 'victron', 'workshop'].map((key) => [key, seedId(`maker ${key}`)])),
  purchaseOrders: { demo: orderId('demo') },
};

async function seedPlaces(writer: Writer): Promise<void> {
  const places = Object.entries(demoPlaces).map(([key, { in: within, access = 'NORMAL', ...place }]) => ({
    ...{ id: placeId(key), ...place, parentId: placeId(within), access, accessFrom: knownSince },
  }));
  await writer.record('demo places', '/directory/places/batches', { places });
}

async function seedUnits(writer: Writer): Promise<void> {
  const units = Object.entries(demoUnits).map(([key, { under, also, at, head: _head, acting: _acting, ...unit }]) => ({
    ...{ id: unitId(key), ...unit, parentId: under && unitId(under), secondParentId: also && unitId(also) },
    ...{ placeId: at && placeId(at), validFrom: knownSince },
  }));
  await writer.record('demo units', '/directory/organisation-units/batches', { units });
}

async function seedPeople(writer: Writer): Promise<void> {
  const everybody = Object.entries(demoPeople);
  await inParallel(
    everybody.slice(1),
    ([key, { name, unit, roles: _roles, ownUnitOnly: _own, onlyAt: _at, ...person }]) => {
      const phone = `+243000000${String(everybody.findIndex(([other]) => other === key)).padStart(3, '0')}`;
      return writer.record(`person ${key}`, '/directory/people', {
        displayName: name,
        ...person,
        orgUnitId: unitId(unit),
        phone,
      });
    },
  );
}

/** Until the second is there, the first administrator makes nobody privileged but him (CR-60). */
async function seedSecondAdministrator(administrator: Writer): Promise<void> {
  const path = `/directory/people/${personId('administrator2')}/roles`;
  await administrator.record('role administrator2 SYS_ADMIN', path, { role: 'SYS_ADMIN' });
}

const privileged = ['SYS_ADMIN', 'APPROVER', 'AUDITOR', 'DATA_STEWARD'];

/** For a year from this month on, since roles end; the demo started again next month renews them. Two administrators where CR-60 asks for them. */
async function seedRoles(first: Writer, second: Writer, now: Date): Promise<void> {
  const validFrom = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)).toISOString();
  await inParallel(Object.entries(demoPeople), async ([key, { roles = [], unit, ownUnitOnly, onlyAt }]) => {
    if (key === 'administrator' || key === 'administrator2') return;
    const scope = { ...(ownUnitOnly && { orgUnitId: unitId(unit) }), ...(onlyAt && { placeId: placeId(onlyAt) }) };
    for (const role of roles) {
      const name = `role ${key} ${role}${onlyAt ? ` at ${onlyAt}` : ''} ${validFrom.slice(0, 7)}`;
      const body = { role, ...scope, validFrom };
      await first.record(name, `/directory/people/${personId(key)}/roles`, body);
      if (!privileged.includes(role)) continue;
      await second.record(`${name} confirmed`, `/directory/role-assignments/${seedId(name)}/confirmation`, {});
    }
  });
}

const headsSince = '2024-01-01T00:00:00Z';

async function seedHeads(writer: Writer): Promise<void> {
  await inParallel(Object.entries(demoUnits), async ([key, { head, acting = false }]) => {
    if (!head) return;
    const body = { personId: personId(head), acting, from: headsSince };
    await writer.record(`head ${key}`, `/directory/organisation-units/${unitId(key)}/head`, body);
  });
}

async function seedGoods(administrator: Writer, steward: Writer, buyer: Writer): Promise<Record<string, string>> {
  await inParallel(Object.entries(demoOrganisations), ([key, organisation]) =>
    administrator.record(`organisation ${key}`, '/directory/organisations', organisation),
  );
  await steward.record('award inl', '/procurement/awards', demoAward);
  await steward.record('amendment inl', `/procurement/awards/${awardId('inl')}/amendments`, demoAmendment);
  const { budgetLine, ...project } = demoProject;
  await steward.record('project demo', '/procurement/projects', {
    ...project,
    awardIds: [awardId('inl')],
    budgetLines: [{ ...budgetLine, awardId: awardId('inl') }],
  });
  await steward.record('maker workshop', '/procurement/makers', { name: demoWorkshop });
  await inParallel(Object.entries(demoCatalogue), ([key, { maker, ...item }]) =>
    steward.record(`catalogue item ${key}`, '/procurement/catalogue-items', {
      ...item,
      makerId: seedId(`maker ${maker}`),
    }),
  );
  const order = {
    number: demoOrder.number,
    orderedOn: demoOrder.orderedOn,
    supplierId: organisationId('supplier'),
    requesterId: personId('requester'),
    buyerId: personId('buyer'),
    approverId: personId('approver'),
    currency: 'USD',
    lines: demoOrder.lines.map(({ item, quantity, unitPriceMinor }, index) => ({
      ...{ lineNumber: index + 1, catalogueItemId: catalogueItemId(item), quantity, unitPriceMinor },
      funding: [{ awardId: awardId('inl'), percent: 100 }],
    })),
  };
  const recorded = (await buyer.record('purchase order demo', '/procurement/purchase-orders', order)) as {
    lines: { orderLineId: string; lineNumber: number }[];
  };
  return Object.fromEntries(
    recorded.lines.map(({ orderLineId, lineNumber }) => [demoOrder.lines[lineNumber - 1]?.item ?? '', orderLineId]),
  );
}
