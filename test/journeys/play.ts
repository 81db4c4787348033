import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Device } from '../../tools/journey/answers.ts';
import { castFrom, type Cast, type DemoIds } from '../../tools/journey/cast.ts';
import { everyPage } from '../../tools/journey/client.ts';
import {
  devicesOf,
  inspect,
  receiveGoods,
  recordOrder,
  tagAll,
  type OrderedLine,
} from '../../tools/journey/receiving.ts';
import { allocate, arrive, dispatch, type Route, type Waybill } from '../../tools/journey/handing-over.ts';
import { newId } from '../../tools/journey/client.ts';
import { seedDemo } from '../../tools/seed/main.ts';
import { startStack, type Stack } from '../../tools/stack/stack.ts';
import { quiet, withDatabases } from '../faults/oracle.ts';

/** A product with demo data for one spec file, and the questions a scenario asks of it. */
export interface Play {
  stack: Stack;
  cast: Cast;
  /** Where the log ends now, once every service has read everything. */
  mark(): Promise<number>;
  /** What was recorded since, per service, in order: `T09×9` for effects in the register, the fact's name otherwise. */
  since(mark: number): Promise<Record<'procurement' | 'handover' | 'assets', string[]>>;
  /** `n` laptops accepted, tagged and in stock. */
  inStock(n: number): Promise<Device[]>;
  /** One radio station of four parts, confirmed as a kit at receipt, accepted, tagged and in stock. */
  kitInStock(): Promise<Device[]>;
  /** `n` batteries, which carry no serial, accepted, tagged and in stock. */
  batteriesInStock(n: number): Promise<Device[]>;
  /** `n` laptops on a waybill to PMH Mbuji-Mayi, dispatched, and arrived unless said otherwise. */
  consigned(
    n: number,
    options?: { arrived?: boolean; route?: Partial<Route>; devices?: Device[] },
  ): Promise<Consignment>;
  device(deviceId: string): Promise<Device>;
  end(): Promise<void>;
}

export interface Consignment {
  devices: Device[];
  waybill: Waybill;
}

interface LoggedFact {
  position: number;
  type: string;
  fact: { data: { lines?: { transition?: string; deviceId?: string }[] } };
}

export async function beginPlay(): Promise<Play> {
  const folder = mkdtempSync(join(tmpdir(), 'dotation-play-'));
  const stack = await startStack({ stateDir: folder, demo: true, durable: false });
  const { tokens, ids } = await seedDemo({
    baseUrl: stack.baseUrl,
    bootstrapToken: stack.secrets.bootstrapToken,
    stateDir: folder,
  });
  const cast = castFrom(stack.baseUrl, tokens, ids as DemoIds);
  const auditor = cast.as('auditor');

  const atRest = async (): Promise<void> => {
    const waiting = await withDatabases(
      (service) => stack.adminUrl(service),
      (ask) => quiet(ask, 20_000),
    );
    if (waiting !== null) throw new Error(`Not at rest: ${waiting}`);
  };
  const mark6 = (): string => newId().replaceAll('-', '').slice(8, 20).toUpperCase();
  const stocked = async (
    ordered: OrderedLine[],
    lines: Record<string, unknown>[],
    kits?: { label: string; rows: number[] }[],
  ): Promise<Device[]> => {
    const { places, orgUnits, awards } = cast.ids;
    const order = await recordOrder(cast, `PO-T-${mark6()}`, ordered, awards['inl']!);
    const receipt = await receiveGoods(cast, order.id, {
      placeId: places['store']!,
      storeUnitId: orgUnits['store']!,
      lines,
      ...(kits === undefined ? {} : { kits }),
    });
    await tagAll(cast, receipt.id);
    await inspect(cast, receipt.id, []);
    return devicesOf(cast.as('storekeeper'), receipt.id);
  };
  const play: Play = {
    stack,
    cast,
    async mark() {
      await atRest();
      return (await auditor.get<{ position: number }>('/audit/facts?limit=1')).position;
    },
    async since(mark) {
      await atRest();
      const told = { procurement: [] as string[], handover: [] as string[], assets: [] as string[] };
      for (const producer of ['procurement', 'handover', 'assets'] as const) {
        const facts = await everyPage<LoggedFact>(auditor, `/audit/facts?producer=${producer}`);
        // Who read what is told by the minute, whatever else happens.
        const since = facts.filter(({ position, type }) => position > mark && !type.includes('.access-recorded.'));
        told[producer] = since.map(inShort);
      }
      return told;
    },
    inStock(n) {
      const laptop = cast.ids.catalogueItems['laptop']!;
      const run = mark6();
      return stocked(
        [{ catalogueItemId: laptop, quantity: n, unitPriceMinor: 78_900 }],
        Array.from({ length: n }, (_, index) => ({
          row: index + 1,
          catalogueItemId: laptop,
          serial: `T${run}${index}Z`,
        })),
      );
    },
    kitInStock() {
      const items = cast.ids.catalogueItems;
      const run = mark6();
      const parts = ['radio', 'inverter', 'panel', 'battery'] as const;
      return stocked(
        parts.map((part) => ({ catalogueItemId: items[part]!, quantity: 1, unitPriceMinor: 24_200 })),
        parts.map((part, index) => ({
          row: index + 1,
          catalogueItemId: items[part]!,
          ...(part === 'battery' ? withoutSerial : { serial: `K${run}${index}` }),
        })),
        [{ label: `KIT-RADIO-${run}`, rows: [1, 2, 3, 4] }],
      );
    },
    batteriesInStock(n) {
      const battery = cast.ids.catalogueItems['battery']!;
      return stocked(
        [{ catalogueItemId: battery, quantity: n, unitPriceMinor: 24_200 }],
        Array.from({ length: n }, (_, index) => ({ row: index + 1, catalogueItemId: battery, ...withoutSerial })),
      );
    },
    async consigned(n, { arrived = true, route = {}, devices: given } = {}) {
      const { places, orgUnits, organisations, awards } = cast.ids;
      const devices = given ?? (await play.inStock(n));
      const unit = route.toOrgUnitId ?? orgUnits['pmhMbujiMayi']!;
      await allocate(
        cast,
        unit,
        awards['inl']!,
        devices.map(({ deviceId }) => deviceId),
      );
      const waybill = await dispatch(cast, {
        purpose: 'TO_UNIT',
        lines: devices.map(({ deviceId }) => ({ deviceId })),
        fromPlaceId: places['store']!,
        toPlaceId: places['pmhMbujiMayi']!,
        toOrgUnitId: unit,
        carrierId: organisations['carrier']!,
        driverId: cast.person('driver'),
        officer: { orgUnitId: orgUnits['fieldOffice']!, personId: cast.person('fieldOfficer') },
        ...route,
      });
      if (arrived) await arrive(cast, waybill, cast.person('driver'), { sealsIntact: true });
      return { devices, waybill };
    },
    device: (deviceId) => cast.as('auditor').get<Device>(`/assets/devices/${deviceId}`),
    end: () => stack.destroy(),
  };
  return play;
}

const withoutSerial = { noSerialReason: 'Sans numéro de série', platePhotoSha256: 'e'.repeat(64) };

/** `device-transitioned` with nine T09 is `T09×9`; other facts are their own name, with the number of devices in the register. */
function inShort({ type, fact }: LoggedFact): string {
  const [, producer, name] = /^fact\.([a-z]+)\.([a-z-]+)\.v\d+$/.exec(type) ?? [];
  const lines = fact.data.lines ?? [];
  if (name === 'device-transitioned') {
    const transitions = Map.groupBy(lines, (line) => line.transition ?? '?');
    return [...transitions]
      .map(([transition, moved]) => `${transition}×${moved.length}`)
      .sort()
      .join(' + ');
  }
  return producer === 'assets' && name !== 'incident-opened' && name !== 'incident-closed'
    ? `${name}×${lines.length}`
    : (name ?? type);
}
