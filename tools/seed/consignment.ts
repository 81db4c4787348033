import type { Client } from '../journey/client.ts';
import type { Document, Problem } from '../journey/answers.ts';
import { everyPage, sha256 } from '../journey/client.ts';
import type { Receipt } from '../journey/receiving.ts';
import { settled } from '../journey/settled.ts';
import type { Accounts } from './accounts.ts';
import { exampleId, exampleSerial, onPaper, pending, standIns, waybills } from './examples.ts';
import { awardId, catalogueItemId, organisationId } from './goods.ts';
import { personId } from './people.ts';
import { seedInbound } from './inbound.ts';
import { seedInvoices } from './invoices.ts';
import { seedPhones } from './phones.ts';
import { placeId } from './places.ts';
import { unitId } from './units.ts';
import { inParallel } from './writer.ts';

// A small consignment in every state a document can be in, so that each example of the API page has a row of its own to
// act on: pasting one never takes the ground from under another.

const handoverSigned = 'fact.handover.handover-signed.v1';
const at = { placeId: placeId('store'), storeUnitId: unitId('store') };
const laptops = (from: number, to: number): Record<string, unknown>[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    row: index + 1,
    catalogueItemId: catalogueItemId('laptop'),
    serial: exampleSerial(from + index),
    carton: `CTN-${String(index + 1).padStart(3, '0')}`,
  }));

/** Of three computers of an approved list two stand in void notes (T34); answers the third, of which nobody has said anything yet. */
async function voidNotes(record: Write, as: As): Promise<string> {
  const path = `/procurement/legacy-lists/${exampleId('legacy list approved')}`;
  await record('dataSteward', 'approval of a legacy list', `${path}/approval`, {});
  const steward = as('dataSteward2');
  while ((await steward.get<{ register: { waiting: number } }>(path)).register.waiting > 0);
  const { items } = await steward.get<{ items: { devices: { deviceId: string }[] }[] }>(`${path}/rows`);
  const [first = '', second = '', third = ''] = (items[0]?.devices ?? []).map(({ deviceId }) => deviceId);
  for (const [name, deviceId] of [
    ['void to confirm', first],
    ['void to reject', second],
  ] as const) {
    await record('dataSteward2', name, '/assets/voids', { deviceId, reason: 'Compté deux fois' });
  }
  return third;
}

/** Computers of an old list that says nothing else of them (AM-13). */
function oldList(quantity: number): object {
  const reason = 'La liste de 2014 ne le dit pas';
  const blank = ['DESCRIPTION', 'IDENTIFICATION', 'FUNDING_SOURCE', 'ACQUISITION_DATE', 'COST', 'USE', 'CONDITION'];
  return {
    ...{ origin: 'MIGRATED', orgUnitId: unitId('store'), placeId: placeId('store'), title: 'STATE_DRC' },
    reasons: Object.fromEntries(blank.map((element) => [element, reason])),
    lines: [{ row: 1, catalogueItemId: catalogueItemId('laptop'), description: 'Ordinateurs', quantity }],
  };
}

/** Records it, and says which ids stand behind the stand-ins. */
export async function seedConsignment(accounts: Accounts, now: Date): Promise<Record<string, string>> {
  const record = async (who: string, name: string, path: string, body: object): Promise<Record<string, unknown>> =>
    accounts.writer(who).record(`example ${name}`, path, body);
  const as = (who: string): Client => accounts.client(who);
  const month = now.toISOString().slice(0, 7);

  await record('administrator', 'role', `/directory/people/${personId('driver2')}/roles`, { role: 'REQUESTER' });
  await record('administrator2', 'role pending', `/directory/people/${personId('eumOfficer')}/roles`, {
    role: 'APPROVER',
  });
  await record('dataSteward', 'rule value proposal', '/directory/rule-values', {
    ...{ rule: 'waybill.unacknowledgedDays', value: '14', reason: 'Confirmer le délai en vigueur' },
  });
  for (const [name, rule] of [
    ['waiver', 'CR-10'],
    ['waiver to revoke', 'CR-08'],
  ] as const) {
    await record('approver', name, '/directory/waivers', {
      ...{ rule, placeId: placeId('mbujiMayiStore'), personIds: [personId('storekeeper2')] },
      ...{ reason: 'Bureau de trois personnes', compensatingControl: 'Témoin par vidéo' },
    });
  }
  const mistake = { action: 'VOID', noun: 'PLACE', reason: 'Saisi par erreur' };
  await record('dataSteward2', 'correction to confirm', '/directory/corrections', {
    ...mistake,
    subjectId: placeId('mistaken'),
  });
  await record('dataSteward2', 'correction to reject', '/directory/corrections', {
    ...mistake,
    subjectId: placeId('mistaken2'),
  });
  for (const [name, quantity] of [
    ['legacy list', 3],
    ['legacy list to refuse', 2],
    ['legacy list approved', 3],
  ] as const) {
    await record('dataSteward2', name, '/procurement/legacy-lists', oldList(quantity));
  }
  const mistaken = await voidNotes(record, as);
  const token = await record('administrator', `token ${month}`, '/gateway/tokens', {
    ...{ personId: personId('requester'), label: 'To be revoked', scopes: ['read'] },
    expiresAt: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 11, 1)).toISOString(),
  });
  const sheet = Buffer.from('Signed sheet, page 1');
  await as('fieldOfficer').send('PUT', `/audit/files/${sha256(sheet)}`, sheet, 'application/octet-stream');
  // Switched off: nobody is there to take what it would send.
  const hook = { url: 'https://erp.example.org/hooks/dotation', description: 'ERP', types: [handoverSigned] };
  await record('dispatcher', 'webhook', '/audit/webhooks', hook);
  await record('dispatcher', 'webhook off', `/audit/webhooks/${exampleId('webhook')}/deactivation`, {});
  const stock = await receive(record, as);
  const device = (laptop: number): string => {
    const line = stock.lines.find(({ serial }) => serial === exampleSerial(laptop));
    if (!line) throw new Error(`No example laptop ${laptop}.`);
    return line.deviceId;
  };
  await seedInvoices(record, as);
  await seedInbound(record, as);
  await allocate(record, as, device);
  await inParallel(waybills, (waybill) => send(record, as, waybill, device(waybill.laptop)));
  await handOver(record, as, device);
  await leavePending(record, as, device, month);
  await handOverOnPaper(record, as, sha256(sheet));
  await mandate(record);
  await changeCommand(accounts);
  await seedPhones(accounts);
  const [year = 0, number = 1] = month.split('-').map(Number);
  const override = await record('programmeManager', `access override ${month}`, '/handover/access-overrides', {
    ...{ waybillId: exampleId('waybill on the way'), reason: 'Escorte confirmée jusqu’au poste' },
    validTo: new Date(Date.UTC(year, number + 1, 1)).toISOString(),
  });

  const [incident] = await everyPage<Document>(as('auditor'), `/assets/incidents?deviceId=${device(14)}`);
  const about = `/handover/exceptions?documentId=${exampleId('waybill provisional')}`;
  const [exception] = await everyPage<Problem & { id: string }>(as('dispatcher'), about);
  const facts = await as('auditor').get<{ items: { factId: string }[] }>('/audit/facts?producer=procurement&limit=1');
  const kit = stock.lines.flatMap(({ kitId }) => kitId ?? [])[0];
  const [vests] = await everyPage<{ lotId: string }>(
    as('auditor'),
    `/assets/lots?receiptId=${exampleId('receipt counted')}`,
  );
  const lot = vests?.lotId;
  const doubtful = await settled<Stock>(as('storekeeper'), `/procurement/receipts/${exampleId('receipt disputed')}`);
  const disputed = doubtful.lines[0]?.deviceId;
  const found = { lot, disputed, incident: incident?.id, exception: exception?.id, fact: facts.items[0]?.factId, kit };
  const ids: Partial<Record<keyof typeof standIns, string | undefined>> = {
    ...found,
    ...{
      mistaken,
      inStock: device(1),
      donated: device(11),
      struck: device(12),
      token: String(token['id']),
      override: String(override['id']),
    },
  };
  return Object.fromEntries(
    Object.entries(standIns).flatMap(([name, standIn]) => {
      const id = ids[name as keyof typeof standIns];
      return id ? [[standIn, id]] : [];
    }),
  );
}

type Write = (who: string, name: string, path: string, body: object) => Promise<Record<string, unknown>>;
type As = (who: string) => Client;
type Stock = Omit<Receipt, 'lines'> & { lines: (Receipt['lines'][number] & { kitId: string | null })[] };

async function receive(record: Write, as: As): Promise<Stock> {
  const funding = [{ awardId: awardId('inl'), percent: 100 }];
  await record('buyer', 'purchase order', '/procurement/purchase-orders', {
    ...{ number: 'PO-2025-0094', orderedOn: '2025-01-20', supplierId: organisationId('supplier'), currency: 'USD' },
    ...{ requesterId: personId('requester'), buyerId: personId('buyer'), approverId: personId('approver') },
    lines: [
      { lineNumber: 1, catalogueItemId: catalogueItemId('laptop'), quantity: 60, unitPriceMinor: 78_900, funding },
      { lineNumber: 2, catalogueItemId: catalogueItemId('radio'), quantity: 2, unitPriceMinor: 415_000, funding },
      { lineNumber: 3, catalogueItemId: catalogueItemId('inverter'), quantity: 2, unitPriceMinor: 26_550, funding },
      { lineNumber: 4, catalogueItemId: catalogueItemId('vest'), quantity: 600, unitPriceMinor: 1_150, funding },
    ],
  });
  const ofOrder = `/procurement/purchase-orders/${exampleId('purchase order')}/receipts`;
  const deliver = (name: string, path: string, body: object): Promise<unknown> =>
    record('storekeeper', name, path, {
      ...at,
      ...{ witnessId: personId('inspector1'), deliveryNote: `BL-EX-${name.slice(8)}` },
      ...body,
    });
  await deliver('receipt stock', ofOrder, {
    lines: [
      ...laptops(1, 16),
      { row: 17, catalogueItemId: catalogueItemId('radio'), serial: 'EXR250001' },
      { row: 18, catalogueItemId: catalogueItemId('inverter'), serial: 'EXI250001' },
    ],
    kits: [{ label: 'KIT-RADIO-EX', rows: [17, 18] }],
  });
  await deliver('receipt untagged', ofOrder, { lines: laptops(21, 22) });
  await deliver('receipt to inspect', ofOrder, { lines: laptops(23, 24) });
  await deliver('receipt without order', '/procurement/receipts', { lines: laptops(25, 26) });
  await deliver('receipt on paper', ofOrder, { lines: laptops(17, 17) });
  // Its plate says what the plate of another says.
  const [same] = laptops(1, 1);
  await deliver('receipt disputed', ofOrder, {
    lines: [{ ...same, disputed: true, platePhotoSha256: sha256('Two plates side by side') }],
  });
  await deliver('receipt counted', ofOrder, {
    lines: [{ row: 1, catalogueItemId: catalogueItemId('vest'), quantity: 500, carton: 'CTN-V' }],
  });
  // Its network card says that it was made by who is on the list of section 889: it is held.
  const [laptop] = laptops(29, 29);
  await deliver('receipt to screen', '/procurement/receipts', {
    lines: [{ ...laptop, identifiers: [{ type: 'MAC', value: '44:19:B6:0A:00:29' }] }],
  });
  const receipts = ['stock', 'untagged', 'to inspect', 'without order', 'to screen'];
  const [stock] = await Promise.all(
    receipts.map((name) => settled<Stock>(as('storekeeper'), `/procurement/receipts/${exampleId(`receipt ${name}`)}`)),
  );
  const receiptId = exampleId('receipt stock');
  await record('storekeeper', 'tagging', '/assets/taggings', { receiptId, all: true });
  await record('storekeeper', 'tag roll', '/assets/tag-rolls', { orgUnitId: at.storeUnitId, tags: 100 });
  await record('inspector1', 'inspection', `/procurement/receipts/${receiptId}/inspections`, {
    committee: [personId('inspector1'), personId('inspector2')],
    extent: 'FULL',
  });
  await settled(as('inspector1'), `/procurement/inspections/${exampleId('inspection')}`);
  const [counted] = (await settled<Stock>(as('storekeeper'), `/procurement/receipts/${exampleId('receipt counted')}`))
    .lines;
  await record(
    'inspector1',
    'inspection counted',
    `/procurement/receipts/${exampleId('receipt counted')}/inspections`,
    {
      ...{ committee: [personId('inspector1'), personId('inspector2')], extent: 'SAMPLE', sampleSize: 50 },
      exceptions: [{ lineId: counted?.lineId, quantity: 6, reason: 'Bandes décousues' }],
      reserves: [{ lineId: counted?.lineId, detail: 'Housses de rechange à livrer', dueOn: '2035-12-31' }],
    },
  );
  await settled(as('inspector1'), `/procurement/inspections/${exampleId('inspection counted')}`);
  if (!stock) throw new Error('The example receipt is gone.');
  return stock;
}

async function allocate(record: Write, as: As, device: (laptop: number) => string): Promise<void> {
  const allocations = [
    { name: 'proposed', unit: 'pmhMbujiMayi', of: [2], approved: false },
    { name: 'unwanted', unit: 'pmhMbujiMayi', of: [3], approved: true },
    { name: 'approved', unit: 'pmhMbujiMayi', of: [4], approved: true },
    { name: 'travelling', unit: 'pmhMbujiMayi', of: waybills.map(({ laptop }) => laptop), approved: true },
    { name: 'of the lake', unit: 'lakeUnit', of: [pending.laptop], approved: true },
  ];
  await inParallel(allocations, async ({ name, unit, of, approved }) => {
    await record('programmeManager', `allocation ${name}`, '/handover/allocations', {
      ...{ orgUnitId: unitId(unit), awardIds: [awardId('inl')], purpose: 'Bureau d’enquêtes' },
      deviceIds: of.map(device),
    });
    if (!approved) return;
    const path = `/handover/allocations/${exampleId(`allocation ${name}`)}`;
    await record('approver', `approval ${name}`, `${path}/approval`, {});
    await settled(as('approver'), path);
  });
}

interface Leg {
  name: string;
  laptop: number;
  until: 'DRAFT' | 'RELEASED' | 'DISPATCHED' | 'ARRIVED';
}

async function send(record: Write, as: As, { name, until }: Leg, deviceId: string, to = 'pmhMbujiMayi') {
  const path = `/handover/waybills/${exampleId(`waybill ${name}`)}`;
  const driverSignature = { personId: personId('driver'), capacity: 'DRIVER' };
  await record('dispatcher', `waybill ${name}`, '/handover/waybills', {
    ...{ purpose: 'TO_UNIT', lines: [{ deviceId }], vehiclePlate: 'CD 4471 AB 22', seals: ['SC-20931'] },
    ...{ fromPlaceId: placeId('store'), toPlaceId: placeId(to), toOrgUnitId: unitId(to) },
    ...{ carrierId: organisationId('carrier'), driverId: personId('driver') },
    officer: { orgUnitId: unitId('fieldOffice'), personId: personId('fieldOfficer') },
  });
  if (until === 'DRAFT') return;
  await record('programmeManager', `release ${name}`, `${path}/release`, {});
  if (until === 'RELEASED') return;
  const releasedBy = personId('storekeeper');
  await record('dispatcher', `dispatch ${name}`, `${path}/dispatch`, { driverSignature, releasedBy });
  if (until === 'ARRIVED') {
    await record('fieldOfficer', `arrival ${name}`, `${path}/arrivals`, {
      ...{ sealsIntact: false, sealNote: 'Scellé rompu', driverSignature },
    });
  }
  await settled(as('dispatcher'), path);
}

async function handOver(record: Write, as: As, device: (laptop: number) => string): Promise<void> {
  const signed = waybills.filter(({ until }) => until === 'ARRIVED');
  await inParallel(signed, ({ name, laptop }) =>
    acknowledge(record, as, name, laptop, { who: name === 'under reserve' ? 'deputy' : 'unitHead' }),
  );
  const pv = exampleId('pv rectified');
  await record('fieldOfficer', 'rectification', `/handover/handovers/${pv}/rectifications`, {
    reason: 'Appareil non remis, inscrit par erreur',
    strike: [{ deviceId: device(13) }],
    signatures: [
      { personId: personId('unitHead'), capacity: 'HEAD' },
      { personId: personId('fieldOfficer'), capacity: 'OFFICER' },
    ],
  });
  await record('approver', 'deed', '/handover/deeds', {
    ...{ beneficiaryUnitId: unitId('pmhMbujiMayi'), place: 'Mbuji-Mayi', conditions: ['Ni vente ni cession'] },
    signatures: [
      { personId: personId('approver'), capacity: 'SUPERIOR' },
      { personId: personId('stateSignatory'), capacity: 'SUPERIOR' },
    ],
    lines: [{ deviceId: device(12) }],
  });
  const short = `/handover/waybills/${exampleId('waybill short')}`;
  await record('dispatcher', 'short closure', `${short}/short-closure`, { reason: 'Carton manquant' });
  await settled(as('dispatcher'), short);
}

async function acknowledge(
  record: Write,
  as: As,
  name: string,
  laptop: number,
  { unit = 'pmhMbujiMayi', who = 'unitHead', paper }: { unit?: string; who?: string; paper?: object },
) {
  const recorder = paper ? 'fieldOfficer' : who;
  await record(recorder, `pv ${name}`, '/handover/handovers', {
    ...{ kind: 'FIRST', orgUnitId: unitId(unit), placeId: placeId(unit), giverId: personId('fieldOfficer') },
    ...{ waybillIds: [exampleId(`waybill ${name}`)], channel: 'OWN_PHONE' },
    signature: { personId: personId(who), capacity: who === 'deputy' ? 'DELEGATE' : 'HEAD' },
    lines: [{ code: exampleSerial(laptop), outcome: 'ACCEPTED', condition: 'EXCELLENT', confirmedBy: 'SCAN' }],
    ...paper,
  });
  await settled(as(recorder), `/handover/handovers/${exampleId(`pv ${name}`)}`);
}

/** CR-16: a PV signed while the vetting of its unit was suspended; the gate is open again, so that it can be completed. */
async function leavePending(record: Write, as: As, device: (laptop: number) => string, month: string): Promise<void> {
  const { name, laptop } = pending;
  await send(record, as, { name, laptop, until: 'ARRIVED' }, device(laptop), 'lakeUnit');
  const [year = 0, number = 1] = month.split('-').map(Number);
  const vetted = (result: string, day: number): Promise<unknown> =>
    record('vettingOfficer', `vetting ${result} ${month}`, '/directory/vetting-results', {
      ...{ subject: 'UNIT', orgUnitId: unitId('lakeUnit'), awardId: awardId('inl'), result },
      resultAt: new Date(Date.UTC(year, number - 4, day)).toISOString(),
      ...(result === 'APPROVED' && { validUntil: new Date(Date.UTC(year, number + 7, 1)).toISOString() }),
    });
  await vetted('SUSPENDED', 2);
  await acknowledge(record, as, name, laptop, { unit: 'lakeUnit', who: 'lakeUnitHead' });
  await vetted('APPROVED', 3);
}

/** AM-1: signed on paper before a witness, written down by the officer; somebody has to compare it with the sheet. */
async function handOverOnPaper(record: Write, as: As, sheetSha256: string): Promise<void> {
  const { name, laptop } = onPaper;
  const receiptId = exampleId(`receipt ${name}`);
  await record('storekeeper', `tagging ${name}`, '/assets/taggings', { receiptId, all: true });
  await record('inspector1', `inspection ${name}`, `/procurement/receipts/${receiptId}/inspections`, {
    ...{ committee: [personId('inspector1'), personId('inspector2')], extent: 'FULL' },
  });
  await settled(as('inspector1'), `/procurement/inspections/${exampleId(`inspection ${name}`)}`);
  const { lines } = await settled<Stock>(as('storekeeper'), `/procurement/receipts/${receiptId}`);
  const deviceIds = lines.map(({ deviceId }) => deviceId);
  await record('programmeManager', `allocation ${name}`, '/handover/allocations', {
    ...{ orgUnitId: unitId('pmhMbujiMayi'), awardIds: [awardId('inl')], purpose: 'Bureau d’enquêtes', deviceIds },
  });
  const allocation = `/handover/allocations/${exampleId(`allocation ${name}`)}`;
  await record('approver', `approval ${name}`, `${allocation}/approval`, {});
  await settled(as('approver'), allocation);
  await send(record, as, { name, laptop, until: 'ARRIVED' }, deviceIds[0]!);
  const paper = { channel: 'PAPER_TRANSCRIBED', witnessId: personId('requester'), sheetSha256 };
  await acknowledge(record, as, name, laptop, { paper });
}

/** CR-22: one whose document is still to come, and one to be revoked; each for a consignment of its own. */
async function mandate(record: Write): Promise<void> {
  const given = (name: string, waybill: string, more: object): Promise<unknown> =>
    record('unitHead', `mandate ${name}`, '/directory/mandates', {
      ...{ orgUnitId: unitId('pmhMbujiMayi'), fromPersonId: personId('unitHead'), toPersonId: personId('deputy') },
      ...{ validFrom: '2024-02-01T00:00:00Z', validTo: '2034-01-31T23:59:59Z' },
      ...{ waybillIds: [exampleId(`waybill ${waybill}`)], ...more },
    });
  await given('announced', 'to acknowledge', {});
  await given('to revoke', 'on the way', { documentSha256: sha256(Buffer.from('Signed mandate')) });
}

/** CR-28: a first change of command, handed over; after the second one nobody has recorded the remise et reprise yet. */
async function changeCommand(accounts: Accounts): Promise<void> {
  const orgUnitId = unitId('cpHautKatanga');
  const [administrator, officer] = [accounts.writer('administrator'), accounts.writer('fieldOfficer')];
  const named = (name: string, key: string, from: string): Promise<unknown> =>
    administrator.record(`example head ${name}`, `/directory/organisation-units/${orgUnitId}/head`, {
      ...{ personId: personId(key), from },
    });
  await named('second', 'katangaSecond', '2025-03-01T00:00:00Z');
  officer.client.after = administrator.client.after;
  await officer.record('example command handover', '/handover/command-handovers', {
    ...{ orgUnitId, outgoingId: personId('katangaFirst'), incomingId: personId('katangaSecond'), lines: [] },
    ...{ handedOverAt: '2025-03-03T09:00:00Z', documentSha256: sha256(Buffer.from('Remise et reprise')) },
    signatures: ['katangaFirst', 'katangaSecond'].map((key) => ({ personId: personId(key), capacity: 'HEAD' })),
  });
  await named('third', 'katangaThird', '2025-06-01T00:00:00Z');
}
