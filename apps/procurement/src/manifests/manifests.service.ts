import { createHash } from 'node:crypto';
import { ManifestLoadedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { actingOn, beyondScope, Commands, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { corrected } from '../packing-lists/correction.rules.js';
import { rememberedFor } from '../packing-lists/list-mapping.queries.js';
import { readPackingList, rowsIn } from '../packing-lists/packing-list.rules.js';
import { PackingListTables } from '../packing-lists/packing-list-table.service.js';
import { readingOf } from '../packing-lists/reading.rules.js';
import { dryRunOf } from '../receipts/dry-run.rules.js';
import { judged, readAll } from '../receipts/judgement.queries.js';
import { checkOpen } from '../shipments/shipment.rules.js';
import { lockShipment, shipmentHead, type ShipmentHead } from '../shipments/shipments.queries.js';
import { comparedModels, notAnnounced, notCome, receiptsOf } from './comparison.queries.js';
import { manifestOf } from './manifest.rules.js';
import type {
  ComparisonDto,
  LoadManifestQuery,
  ManifestDto,
  ManifestLineDto,
  ManifestLinesQuery,
  ScanDto,
  ScanQuery,
} from './manifests.dto.js';
import { insertManifest, lastManifest, linePage, manifestOfShipment } from './manifests.queries.js';
import { answerCarton, answerScan, scannedCode } from './scan.rules.js';
import { carton, deviceWith, linesAlike, linesWithCode, openOfModel, roomOfOrder } from './scan.queries.js';

const MOST_IGNORED = 1_000;

/** What a supplier says is in a shipment: a claim that is loaded with its mistakes and answers scans (AM-7). */
@Injectable()
export class ManifestsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly tables: PackingListTables,
  ) {}

  /** Refused as a whole only where the file cannot be read; what is wrong in it is flagged row by row, and loaded. */
  async loadManifest(
    shipmentId: string,
    file: Buffer,
    query: LoadManifestQuery,
    command: Command,
  ): Promise<ManifestDto> {
    const remembered = await this.queries.run(command.principal, async (tx) =>
      rememberedFor(tx, (await shipmentHead(tx, shipmentId)).supplierId),
    );
    const table = await this.tables.read(file, { ...query, remembered });
    const list = rowsIn(readPackingList(table));
    const { lines: said, problems } = corrected(list.rows, []);
    const read = readAll(said, problems);
    const fileHash = createHash('sha256').update(file).digest('hex');
    const find = (tx: EntityManager): Promise<ShipmentHead> => shipmentHead(tx, shipmentId);
    const answer = (tx: EntityManager): Promise<ManifestDto> => manifestOfShipment(tx, shipmentId);
    const load = actingOn({ find, answer }, async (tx) => {
      const { status, number, purchaseOrderId } = await lockShipment(tx, shipmentId);
      checkOpen(status);
      const { key: id, actorId: loadedBy, recordedAt: loadedAt } = command;
      const run = dryRunOf(read.rows, await judged(tx, read, purchaseOrderId, untouched, loadedAt));
      const reading = readingOf(table, list, run);
      const { lines, codes } = manifestOf(reading, read.rows, run);
      const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
      const flagged = lines.filter((line) => line.problems.length > 0).length;
      const warned = lines.filter((line) => line.warnings.length > 0).length;
      const version = ((await lastManifest(tx, shipmentId))?.version ?? 0) + 1;
      const kept = {
        ...{ encoding: reading.encoding, headingLine: reading.headingLine, sheet: reading.sheet ?? null },
        ...{ mappingFrom: reading.mappingFrom, columns: reading.columns, warnings: list.warnings },
        ignored: reading.ignored.slice(0, MOST_IGNORED),
      };
      const counts = { quantity, flagged, warned };
      const manifest = { id, shipmentId, version, fileHash, reading: kept, ...counts, loadedBy, loadedAt };
      await insertManifest(tx, manifest, lines, codes);
      const fact = { manifestId: id, shipmentId, number, version, fileHash, rows: lines.length, ...counts, loadedBy };
      await record(tx, ManifestLoadedV1, shipmentId, fact, command);
    });
    // A form has another boundary each time: a repeat is told by the file.
    const fingerprint = createHash('sha256').update(`manifest ${shipmentId} ${JSON.stringify(query)} ${fileHash}`);
    return this.commands.run({ ...command, fingerprint: fingerprint.digest('hex') }, load);
  }

  findManifest(shipmentId: string, reader: Principal): Promise<ManifestDto> {
    return this.queries.run(reader, async (tx) => {
      await shipmentHead(tx, shipmentId);
      return manifestOfShipment(tx, shipmentId);
    });
  }

  listLines(shipmentId: string, query: ManifestLinesQuery, reader: Principal): Promise<Page<ManifestLineDto>> {
    return this.queries.run(reader, async (tx) => {
      await shipmentHead(tx, shipmentId);
      const manifest = await lastManifest(tx, shipmentId);
      if (manifest === null) throw procurementError('manifest-not-found');
      return linePage(tx, manifest.id, query);
    });
  }

  /** Writes nothing: the receipt decides what is received, with or without a manifest. */
  scan(shipmentId: string, { code, catalogueItemId }: ScanQuery, reader: Principal): Promise<ScanDto> {
    return this.queries.run(reader, async (tx) => {
      const shipment = await shipmentHead(tx, shipmentId);
      const manifest = await lastManifest(tx, shipmentId);
      const scanned = scannedCode(code);
      const lines = manifest === null ? [] : await linesWithCode(tx, manifest.id, scanned.values);
      if (manifest !== null && lines.length === 0) {
        const box = await beyondScope(tx, () => carton(tx, manifest.id, scanned.values[0] ?? ''));
        const answer = answerCarton({ ...box, lines: box.found });
        if (box.found > 0) return { code, answer, of: 'CARTON', deviceId: null, ...box, alike: [] };
      }
      const [line = null] = lines;
      const inHand = catalogueItemId?.toLowerCase() ?? null;
      const item = inHand ?? line?.catalogueItemId ?? null;
      const { deviceId, room, model } = await beyondScope(tx, async () => ({
        // CR-08 asks of the whole country, and names the device.
        deviceId: await deviceWith(tx, scanned, line?.catalogueItemId ?? inHand),
        room: shipment.purchaseOrderId === null ? null : await roomOfOrder(tx, shipment.purchaseOrderId, new Date()),
        model:
          manifest === null || item === null || line !== null
            ? null
            : await openOfModel(tx, { manifestId: manifest.id, shipmentId, catalogueItemId: item }),
      }));
      const listed = manifest === null ? null : (model?.listed ?? true);
      const answer = answerScan({ line, inHand, deviceId, room, openLines: model?.open ?? 0, listed });
      const alike = manifest === null || line !== null ? [] : await linesAlike(tx, manifest.id, scanned.folded);
      const of = line === null && deviceId === null ? null : 'DEVICE';
      return { code, answer, of, deviceId, found: lines.length, received: deviceId === null ? 0 : 1, lines, alike };
    });
  }

  /** What the manifest said, what was ordered and what came. */
  compare(shipmentId: string, reader: Principal): Promise<ComparisonDto> {
    return this.queries.run(reader, async (tx) => {
      const shipment = await shipmentHead(tx, shipmentId);
      const manifestId = (await lastManifest(tx, shipmentId))?.id ?? null;
      const missing = manifestId === null ? null : await notCome(tx, shipmentId, manifestId);
      const surplus = manifestId === null ? null : await notAnnounced(tx, shipmentId, manifestId);
      return {
        ...{ manifestId, receiptIds: await receiptsOf(tx, shipmentId) },
        models: await comparedModels(tx, shipment, manifestId),
        ...{ notCome: missing?.count ?? 0, notAnnounced: surplus?.count ?? 0 },
        ...{ notComeLines: missing?.lines ?? [], notAnnouncedSerials: surplus?.serials ?? [] },
      };
    });
  }
}

/** A list that nobody has received anything of. */
const untouched = {
  ...{ receiverIds: [], waiversOfSecondSignature: [], acknowledgeOver: false, finalDelivery: false },
  ...{ kits: [], discrepancies: [] },
};
