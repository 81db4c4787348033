import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CustodyInterval, Device } from '../../tools/journey/answers.ts';
import { g1 } from '../../tools/journey/g1.ts';
import { g2 } from '../../tools/journey/g2.ts';
import { everyPage } from '../../tools/journey/client.ts';
import { writePapers } from '../../tools/journey/papers.ts';
import { refusal } from '../../tools/journey/refusal.ts';
import { silentStory } from '../../tools/journey/story.ts';
import { traceOf } from '../../tools/journey/trace.ts';
import { judge, quiet, withDatabases } from '../faults/oracle.ts';
import { g7 } from './double-entry.ts';
import { g8 } from './old-list.ts';
import { check, printed } from './papers.ts';
import { beginPlay, type Play } from './play.ts';
import { g5 } from './prohibited.ts';

const list = join(resolve(import.meta.dirname, '..', '..'), 'test', 'samples', 'g1-liste-de-colisage.csv');

let play: Play;
beforeAll(async () => {
  play = await beginPlay();
}, 180_000);
afterAll(() => play?.end(), 60_000);

interface Told {
  handedOver: number;
  rejected: number;
  accepted: number;
  returned: number;
  documents: Record<string, { number: string; status: string }>;
  devices: { deviceId: string }[];
  exceptions: string[];
  incidents: { kind: string; status: string }[];
  trace: {
    now: { lifecycle: string; title: string };
    chain: { whole: boolean };
    events: { deviceSeq: number | null; transition: string | null; what: string }[];
  };
}

/** Who had the device, in order. */
async function holders(deviceId: string): Promise<object[]> {
  const auditor = play.cast.as('auditor');
  const { intervals } = await auditor.get<{ intervals: CustodyInterval[] }>(`/assets/devices/${deviceId}/custody`);
  return intervals.map(({ partyId, personId, placeId, enRoute, hold }) => ({
    partyId,
    personId,
    placeId,
    enRoute,
    hold,
  }));
}

/** Every device of a journey as the register has it now. */
const standing = ({ devices }: Told): Promise<Device[]> =>
  Promise.all(devices.map(async ({ deviceId }) => ({ ...(await play.device(deviceId)), deviceId })));

/** The custodians of a consignment to PMH Mbuji-Mayi, hop by hop (docs/flows.md). */
function hops(): Record<'store' | 'carrier' | 'officer' | 'unit', object> {
  const { places, orgUnits, organisations } = play.cast.ids;
  const at = (partyId: string | undefined, person: string, placeId: string | undefined, enRoute = false): object => ({
    partyId,
    personId: play.cast.person(person as Parameters<typeof play.cast.person>[0]),
    placeId,
    enRoute,
    hold: 'FIRM',
  });
  const there = places['pmhMbujiMayi'];
  return {
    store: at(orgUnits['store'], 'storekeeper', places['store']),
    carrier: at(organisations['carrier'], 'driver', there, true),
    officer: at(orgUnits['fieldOffice'], 'fieldOfficer', there),
    unit: at(orgUnits['pmhMbujiMayi'], 'unitHead', there),
  };
}

const seqs = (told: Told): number[] =>
  told.trace.events.flatMap(({ deviceSeq }) => (deviceSeq === null ? [] : [deviceSeq]));

it('g1: from the packing list to a final PV and the deed; 39 handed over, one rejected; the laptop has numbers 1 to 8', async () => {
  const mark = await play.mark();
  const told = (await g1(play.cast, silentStory, list)) as unknown as Told;
  expect(await play.since(mark)).toEqual({
    procurement: ['order-recorded', 'goods-received', 'inspection-closed'],
    handover: [
      'allocation-proposed',
      'allocation-approved',
      'release-approved',
      'waybill-dispatched',
      'arrival-recorded',
      'deed-effective',
      'handover-signed',
      'waybill-closed',
      'handover-countersigned',
    ],
    assets: [
      'device-registered×40',
      'device-tagged×40',
      'T02×39 + T03×1',
      'T06×39',
      'T08×39',
      'T09×39',
      'T14×39',
      'T12×39',
    ],
  });
  expect(told).toMatchObject({ handedOver: 39, rejected: 1 });
  expect(told.documents['handover']).toMatchObject({ status: 'FINAL' });
  expect(seqs(told)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(told.trace.events.flatMap(({ transition }) => (transition === null ? [] : [transition]))).toEqual(
    expect.arrayContaining(['T02', 'T06', 'T08', 'T09', 'T14', 'T12']),
  );
  expect(told.trace.now).toMatchObject({ lifecycle: 'A08_HANDED_OVER', title: 'STATE_DRC' });
  expect(told.trace.chain.whole).toBe(true);

  const devices = await standing(told);
  const { store, carrier, officer, unit } = hops();
  const rejected = devices.filter(({ lifecycle }) => lifecycle === 'A02_REJECTED');
  expect(rejected).toMatchObject([
    {
      title: 'SUPPLIER',
      deviceSeq: 3,
      custody: { partyId: play.cast.ids.orgUnits['store'], placeId: play.cast.ids.places['quarantine'] },
    },
  ]);
  for (const { deviceId } of devices.filter((device) => !rejected.includes(device))) {
    expect(await holders(deviceId)).toEqual([store, carrier, officer, unit]);
  }
}, 120_000);

it('a journey writes the papers of its laptop into a folder, and /v/ knows each that carries a code (AM-29)', async () => {
  const auditor = play.cast.as('auditor');
  const { items } = await auditor.get<{ items: { id: string; title: string }[] }>(
    '/assets/devices?lifecycle=A08_HANDED_OVER&limit=200',
  );
  const laptop = items.findLast(({ title }) => title === 'STATE_DRC')!;
  const trace = await traceOf(play.cast, laptop.id, silentStory, auditor);
  const folder = mkdtempSync(join(tmpdir(), 'dotation-papers-'));
  try {
    const files = await writePapers(play.cast, silentStory, trace, folder);
    expect(files.map((file) => file.replace(/^\d+-/, '').replace(/\d{4}-\d{6}/, '…'))).toEqual(
      expect.arrayContaining([
        ...['GR-….pdf', 'TAGGING-labels.pdf', 'IN-….pdf', 'WB-…-release.pdf', 'WB-….pdf', 'DD-….pdf', 'PV-….pdf'],
      ]),
    );
    const verdicts: string[] = [];
    for (const file of files) {
      const bytes = readFileSync(join(folder, file));
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      const [path] = /\/v\/[A-Z0-9-]+\?h=[0-9a-f]{64}/.exec(bytes.toString('latin1')) ?? [];
      if (path === undefined) continue;
      const { page } = await check(play, path);
      verdicts.push(`${file} ${page.includes('Authentique') ? 'valid' : page}`);
      // A check is for people: two a second from one address.
      await pause(600);
    }
    expect(verdicts.length).toBeGreaterThanOrEqual(6);
    expect(verdicts.filter((said) => !said.endsWith(' valid'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

it('AM-29 the code on a printed PV leads anybody to its verdict, number and date, and to nothing else', async () => {
  const auditor = play.cast.as('auditor');
  const { items } = await auditor.get<{ items: { id: string; number: string; status: string; signedAt: string }[] }>(
    '/handover/handovers?limit=200',
  );
  const pv = items.findLast(({ status }) => status === 'FINAL')!;
  const first = await printed(play, pv.id, auditor.token);
  const second = await printed(play, pv.id, play.cast.as('dispatcher').token);
  expect(first.bytes.equals(second.bytes)).toBe(true);
  const [, path, hash] = /(\/v\/PV-[\d-]+\?h=([0-9a-f]{64}))/.exec(first.bytes.toString('latin1')) ?? [];

  const valid = await check(play, path!);
  expect(valid).toMatchObject({ status: 200, policy: expect.stringContaining("default-src 'none'") as string });
  for (const said of ['Authentique', 'Valid', pv.number, pv.signedAt.slice(0, 10)]) expect(valid.page).toContain(said);
  expect(valid.page).not.toMatch(/<script|PMH|Mbuji|IOM-/);
  const changed = await check(play, path!.replace(hash!, '0'.repeat(64)));
  expect(changed.page).toContain('Modifié');
  expect(changed.page).not.toContain(pv.signedAt.slice(0, 10));
  expect((await check(play, path!.replace(/PV-[\d-]+/, 'PV-1999-000001'))).page).toContain('Inconnu');
  expect((await check(play, `/v/${encodeURIComponent('<b>call</b>')}?h=${hash}`)).page).not.toContain('call');
  expect((await check(play, `/v/${pv.number}`)).page).toContain('Inconnu');

  const flood = await Promise.all(Array.from({ length: 40 }, () => check(play, path!)));
  expect(flood.some(({ status }) => status === 429)).toBe(true);
}, 60_000);

it('refusal: three of forty are refused and come back to the store; custody never breaks', async () => {
  const told = (await refusal(play.cast, silentStory, list)) as unknown as Told;
  expect(told).toMatchObject({ accepted: 37, returned: 3 });
  for (const { deviceId } of told.devices) {
    const { intervals } = await play.cast
      .as('auditor')
      .get<{ intervals: CustodyInterval[] }>(`/assets/devices/${deviceId}/custody`);
    intervals.forEach((interval, index) => expect(interval.to ?? null).toBe(intervals[index + 1]?.from ?? null));
  }
}, 120_000);

it('g2: ten radios leave, nine arrive behind a broken seal, and an incident is open', async () => {
  const mark = await play.mark();
  const told = (await g2(play.cast, silentStory)) as unknown as Told;
  expect(await play.since(mark)).toMatchObject({
    handover: [
      'allocation-proposed',
      'allocation-approved',
      'release-approved',
      'waybill-dispatched',
      'arrival-recorded',
      'handover-signed',
      'waybill-closed-short',
    ],
    assets: [
      'device-registered×10',
      'device-tagged×10',
      'T02×10',
      'T06×10',
      'T08×10',
      'T09×9',
      'T12×9',
      'T11×1',
      'incident-opened',
    ],
  });
  expect(told.exceptions).toEqual(expect.arrayContaining(['SHORT', 'SEAL_BROKEN']));
  expect(told.incidents).toMatchObject([{ kind: 'LOSS', status: 'OPEN' }]);
  expect(told.trace.now).toMatchObject({ lifecycle: 'A13_MISSING' });

  const devices = await standing(told);
  const { store, carrier, officer, unit } = hops();
  for (const { deviceId, lifecycle } of devices) {
    const lost = lifecycle === 'A13_MISSING';
    expect(await holders(deviceId)).toEqual(lost ? [store, carrier] : [store, carrier, officer, unit]);
  }
  expect(devices.filter(({ lifecycle }) => lifecycle === 'A08_HANDED_OVER')).toHaveLength(9);
}, 120_000);

it('g5: a camera under an unlisted name is held by its network address and rejected (CR-03); one of 2016 is legacy, no violation (CR-04)', async () => {
  const { warnings, findings, refusals, receipt, list, legacyId, report } = await g5(play.cast);
  const [held, sound] = receipt.lines.map(({ deviceId }) => deviceId) as [string, string];
  expect(warnings).toMatchObject([[{ code: 'prohibited', field: 'identifiers' }], []]);
  expect(findings).toMatchObject([
    { row: 1, kind: 'MAC', said: '3C:EF:8C:0A:00:01', entity: 'Dahua Technology', decision: null },
  ]);
  expect(refusals.map(({ status, problem }) => [status, problem.code])).toEqual([
    [409, 'screening-hold'],
    [403, expect.any(String)],
  ]);
  expect(await play.device(held)).toMatchObject({ lifecycle: 'A02_REJECTED', title: 'SUPPLIER' });
  expect(await play.device(sound)).toMatchObject({ lifecycle: 'A04_IN_STOCK' });
  expect(list).toMatchObject({ status: 'APPROVED', register: { applied: 1, refused: 0 } });
  expect(await play.device(legacyId)).toMatchObject({ lifecycle: 'A09_IN_SERVICE' });
  const classes = new Map(report.map((row) => [row.deviceId, row]));
  expect(classes.get(held)).toMatchObject({
    class: 'REJECTED',
    found: ['MAC 3C:EF:8C:0A:00:01: Dahua Technology'],
  });
  expect(classes.get(sound)).toBeUndefined();
  expect(classes.get(legacyId)).toMatchObject({
    ...{ class: 'LEGACY_PRE_889', boughtOn: '2016-05-02' },
    found: ['MAKER Hikvision: Hangzhou Hikvision Digital Technology'],
  });
  const trace = await play.cast.as('auditor').get<Told['trace']>(`/audit/devices/${held}/trace`);
  expect(trace).toMatchObject({ now: { lifecycle: 'A02_REJECTED' }, chain: { whole: true } });
}, 120_000);

it('g7: one laptop typed on two phones; CR-08 refuses the same serial and warns of the other, which two stewards void (A20)', async () => {
  const { kept, mistaken, exact, none, own, before, after, struck, receive, wrong } = await g7(play.cast);
  expect(exact.problem.rows).toMatchObject([{ code: 'serial-already-active', existingDeviceId: kept.deviceId }]);
  expect(none.problem.rows).toMatchObject([{ field: 'serial', code: 'serial-missing' }]);
  expect(mistaken.warnings).toMatchObject([{ code: 'near-duplicate', existingDeviceId: kept.deviceId }]);
  expect(own.problem.code).toBe('void-same-person');
  expect(await play.device(kept.deviceId)).toMatchObject({ lifecycle: 'A01_RECEIVED_PENDING_INSPECTION' });
  expect(await play.device(mistaken.deviceId)).toMatchObject({ lifecycle: 'A20_VOIDED', serial: null });
  // The order is open for the right device again, and so is the serial.
  expect([before, after]).toEqual([2, 1]);
  expect(struck.refusal).toMatchObject({ code: 'device-voided', existingDeviceId: kept.deviceId });
  const trace = await play.cast.as('auditor').get<Told['trace']>(`/audit/devices/${mistaken.deviceId}/trace`);
  expect(trace).toMatchObject({ now: { lifecycle: 'A20_VOIDED' }, chain: { whole: true } });
  expect(trace.events.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['said to be no device', 'voided: it is no device, or has another record (T34)']),
  );
  await receive({ serial: wrong });
}, 120_000);

it('g8: ten computers of a list of 2014 are born by two persons, with their row and their blanks (AM-13)', async () => {
  const mark = await play.mark();
  const { list, rows, dryRun, refusals } = await g8(play.cast);
  expect(dryRun.rows).toMatchObject([{ row: 1, line: 3, problems: [{ code: 'item-missing' }] }]);
  expect(refusals).toEqual(['legacy-rows-refused', 'legacy-same-person']);
  expect(list).toMatchObject({ status: 'APPROVED', devices: 10, register: { applied: 10, refused: 0, waiting: 0 } });
  expect(await play.since(mark)).toEqual({
    procurement: ['legacy-list-imported', 'legacy-list-approved'],
    handover: [],
    assets: ['device-registered×10'],
  });
  const auditor = play.cast.as('auditor');
  const cells = { Province: 'Katanga', Désignation: 'Ordinateurs', Nombre: '10' };
  expect(rows).toMatchObject([{ row: 1, line: 3, cells }]);
  const ids = rows[0]!.devices.map(({ deviceId }) => deviceId);
  for (const deviceId of ids) {
    expect(await play.device(deviceId)).toMatchObject({
      ...{
        origin: 'MIGRATED',
        lifecycle: 'A09_IN_SERVICE',
        title: 'STATE_DRC',
        description: 'Ordinateurs',
        costMinor: null,
      },
      custody: { partyId: play.cast.ids.orgUnits['commissariatGeneral'], from: list.decidedAt },
      source: { number: list.number, row: 1, line: 3, sheet: '1', cells },
    });
  }
  // Q1: the register has them, each blank named with the reason that was given.
  const register = await everyPage<{ deviceId: string; blanks: { element: string; reason: string; said: string }[] }>(
    auditor,
    '/audit/register?blanks=true',
  );
  const records = register.filter(({ deviceId }) => ids.includes(deviceId));
  expect(records).toHaveLength(10);
  for (const { blanks } of records) {
    expect(new Set(blanks.map(({ reason }) => reason))).toEqual(new Set(['NOT_IN_SOURCE']));
    expect(blanks.map(({ element }) => element)).toEqual([
      ...['DESCRIPTION', 'IDENTIFICATION', 'FUNDING_SOURCE', 'ACQUISITION_DATE', 'COST', 'FEDERAL_PARTICIPATION'],
      ...['LOCATION', 'USE', 'CONDITION'],
    ]);
  }
  const trace = await auditor.get<Told['trace']>(`/audit/devices/${ids[0]}/trace`);
  expect(trace).toMatchObject({ now: { lifecycle: 'A09_IN_SERVICE' }, chain: { whole: true } });
  expect(trace.events.map(({ what }) => what)).toEqual([
    ...['old list brought', 'old list approved', 'entered the register'],
  ]);
}, 120_000);

it('a journey may be played again in the same register', async () => {
  expect(await g1(play.cast, silentStory, list)).toMatchObject({ handedOver: 39, rejected: 1 });
}, 120_000);

it('and after all of them the databases are sound', async () => {
  const violations = await withDatabases(
    (service) => play.stack.adminUrl(service),
    async (ask) => [
      ...(await quiet(ask, 20_000).then((waiting) => (waiting === null ? [] : [waiting]))),
      ...(await judge(ask, null)),
    ],
  );
  expect(violations).toEqual([]);
}, 60_000);
