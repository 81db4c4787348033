// Procurement on real servers with what a delivery needs: makers, catalogue, an award, places, and the persons at work.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SerialRule, WaivableRule, WaiverGrantedV1 } from '@dotation/contracts';
import { uuidv7, WorkerDatabase } from '@dotation/service';
import type { DataSource } from 'typeorm';
import { testApp, type TestApp, type TestPerson } from '../../../test/support/app.ts';
import { dataSource } from '../src/data-source.js';
import { handlers, ProcurementModule } from '../src/procurement.module.js';
import { DirectoryReferenceHandler } from '../src/references/directory-reference.handler.js';
import { WaiversHandler } from '../src/waivers/waivers.handler.js';

export const sample = readFileSync(new URL('../../../test/samples/g1-liste-de-colisage.csv', import.meta.url));

export interface Procurement {
  app: TestApp;
  worker: DataSource;
  buyer: TestPerson;
  storekeeper: TestPerson;
  inspector: TestPerson;
  otherInspector: TestPerson;
  requesterId: string;
  approverId: string;
  placeId: string;
  storeUnitId: string;
  policeUnitId: string;
  awardId: string;
  /** Catalogue items by model. */
  items: Record<string, string>;
  makers: Record<string, string>;
  order(
    lines: { model: string; quantity: number; unitPriceMinor?: number; zeroCostReason?: string }[],
    number?: string,
  ): Promise<Order>;
  delivery(lines: unknown[], more?: object): object;
  /** Directory tells of a person. */
  meet(personId: string): Promise<void>;
  /** Directory tells of a waiver for this person, in force today; at our place unless another is named (AM-3). */
  waive(rule: WaivableRule, personId: string, placeId?: string): Promise<string>;
  count(table: string): Promise<number>;
  query(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export interface Order {
  id: string;
  lines: { orderLineId: string; received: number; rejected: number; accepted: number; open: number }[];
}

const catalogue: [maker: string, aliases: string[], model: string, category: string, rule: SerialRule][] = [
  ['HP', ['Hewlett-Packard', 'HP Inc.'], 'ProBook 450 G10', 'LAPTOP', 'REQUIRED'],
  ['Barrett', ['Barrett Communications'], '4050 HF', 'RADIO_BASE', 'REQUIRED'],
  ['Victron', ['Victron Energy'], 'Phoenix 12/800', 'SOLAR_KIT', 'REQUIRED'],
  ['Victron', [], 'SPM 175W-12V', 'SOLAR_KIT', 'IF_PRESENT'],
  ['Victron', [], 'AGM 12V 110Ah', 'SOLAR_KIT', 'BATCH'],
  ['Victron', [], 'Cable 5m', 'SOLAR_KIT', 'NONE'],
  ['Gombe', ['Ateliers de la Gombe'], 'Gilet', 'SAFETY', 'NONE'],
];

export async function startProcurement(): Promise<Procurement> {
  const environment = { PUBLIC_URL: 'https://dotation.example' };
  const app = await testApp({ name: 'procurement', module: ProcurementModule, dataSource, handlers, environment });
  const buyer = await app.as({ roles: ['PROCUREMENT'] });
  const storekeeper = await app.as({ roles: ['STOREKEEPER'] });
  const inspector = await app.as({ roles: ['RECEPTION_COMMITTEE'] });
  const otherInspector = await app.as({ roles: ['RECEPTION_COMMITTEE'] });
  const worker = await app.service.app.get(WorkerDatabase).ready();
  const placeId = uuidv7();
  const [storeUnitId, policeUnitId] = [uuidv7(), uuidv7()];
  const [requesterId, approverId] = [randomUUID(), randomUUID()];
  await know(app, worker, placeId, storeUnitId, policeUnitId);
  const meet = (personId: string): Promise<void> => knowPerson(app, worker, personId);
  for (const { principal } of [buyer, storekeeper, inspector, otherInspector]) await meet(principal.personId);
  for (const personId of [requesterId, approverId]) await meet(personId);
  const makers: Record<string, string> = {};
  const items: Record<string, string> = {};
  for (const [maker, aliases, model, category, serialRule] of catalogue) {
    makers[maker] ??= (await buyer.post('/makers', { name: maker, aliases }).expect(201)).body.id as string;
    const item = { makerId: makers[maker], category, model, description: `${maker} ${model}`, serialRule };
    items[model] = (await buyer.post('/catalogue-items', item).expect(201)).body.id as string;
  }
  const award = {
    fain: 'SINLEC26CA0042',
    donor: 'INL',
    instrument: 'COOPERATIVE_AGREEMENT',
    obligatedOn: '2026-02-02',
  };
  const awardId = (await buyer.post('/awards', award).expect(201)).body.id as string;
  const query = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> => worker.query(sql, values);
  return {
    ...{ app, worker, buyer, storekeeper, inspector, otherInspector, requesterId, approverId },
    ...{ placeId, storeUnitId, policeUnitId, awardId, items, makers, query, meet },
    waive: (rule, personId, where = placeId) => waive(app, worker, { rule, placeId: where, personIds: [personId] }),
    order: async (lines, number = `PO-${randomUUID()}`) => {
      const answer = await buyer.post('/purchase-orders', {
        ...{ number, orderedOn: '2026-08-17', currency: 'USD' },
        ...{ requesterId, buyerId: buyer.principal.personId, approverId },
        lines: lines.map(({ model, quantity, unitPriceMinor = 78_900, ...more }, index) => ({
          ...{ lineNumber: index + 1, catalogueItemId: items[model], quantity, unitPriceMinor, ...more },
          funding: [{ awardId, percent: 100 }],
        })),
      });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return answer.body as Order;
    },
    delivery: (lines, more = {}) => ({ placeId, storeUnitId, deliveryNote: 'BL-4471', lines, ...more }),
    count: async (table) => Number((await query(`SELECT count(*) AS n FROM ${table}`))[0]?.['n']),
    close: () => app.close(),
  };
}

async function waive(
  app: TestApp,
  worker: DataSource,
  waiver: Pick<WaiverGrantedV1, 'rule' | 'placeId' | 'personIds'>,
): Promise<string> {
  const waiverId = uuidv7();
  const now = Date.now();
  const [validFrom, validTo] = [new Date(now - 60_000).toISOString(), new Date(now + 86_400_000).toISOString()];
  const why = { grantedBy: uuidv7(), reason: 'Un seul agent', compensatingControl: 'Témoin par vidéo' };
  const cause = { actorId: uuidv7(), occurredAt: new Date(), recordedAt: new Date(), causationId: uuidv7() };
  const data = { ...waiver, ...why, waiverId, validFrom, validTo };
  await worker.transaction((tx) =>
    app.service.app.get(WaiversHandler).waiverGranted(tx, { ...cause, id: uuidv7(), type: '', subject: '', data }),
  );
  return waiverId;
}

/** Directory's facts about a place and two units, applied as the reader would. */
async function know(
  app: TestApp,
  worker: DataSource,
  placeId: string,
  storeUnitId: string,
  policeUnitId: string,
): Promise<void> {
  const handler = app.service.app.get(DirectoryReferenceHandler);
  const cause = { actorId: uuidv7(), occurredAt: new Date(), recordedAt: new Date(), causationId: uuidv7() };
  await worker.transaction(async (tx) => {
    const place = {
      placeId,
      kind: 'WAREHOUSE',
      name: 'Dépôt',
      access: 'NORMAL' as const,
      accessFrom: '2026-01-01T00:00:00Z',
    };
    await handler.placeRecorded(tx, { ...cause, id: uuidv7(), type: '', subject: placeId, data: place });
    for (const [orgUnitId, agency] of [
      [storeUnitId, 'IOM'],
      [policeUnitId, 'PNC'],
    ] as const) {
      const unit = {
        ...{ orgUnitId, agency, code: `U-${agency}`, nameFr: 'Unité', level: 'L1', status: 'ACTIVE' },
        validFrom: '2026-01-01T00:00:00Z',
      };
      await handler.unitRecorded(tx, { ...cause, id: uuidv7(), type: '', subject: orgUnitId, data: unit });
    }
  });
}

async function knowPerson(app: TestApp, worker: DataSource, personId: string): Promise<void> {
  const handler = app.service.app.get(DirectoryReferenceHandler);
  const cause = { actorId: uuidv7(), occurredAt: new Date(), recordedAt: new Date(), causationId: uuidv7() };
  await worker.transaction((tx) =>
    handler.personRecorded(tx, { ...cause, id: uuidv7(), type: '', subject: personId, data: { personId } }),
  );
}

/** Laptops with serials of their own. */
export function laptops(count: number, prefix = '5CD'): { maker: string; model: string; serial: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ maker: 'HP', model: 'ProBook 450 G10' },
    serial: `${prefix}${String(index).padStart(7, '0')}`,
  }));
}

/** A form as a browser sends it; its boundary is never the same twice. */
export function form(file: Buffer, said: object, part = 'receipt'): { body: Buffer; contentType: string } {
  const boundary = `----form${randomUUID()}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="liste.csv"\r\nContent-Type: text/csv\r\n\r\n`;
  const rest = `\r\n--${boundary}\r\nContent-Disposition: form-data; name="${part}"\r\n\r\n${JSON.stringify(said)}\r\n--${boundary}--\r\n`;
  return {
    body: Buffer.concat([Buffer.from(head), file, Buffer.from(rest)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}
