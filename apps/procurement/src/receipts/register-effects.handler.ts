import {
  DeviceRegisteredV1,
  DeviceRegistrationRefusedV1,
  DeviceTaggedV1,
  DeviceTransitionedV1,
  DeviceVoidedV1,
  EffectConflictedV1,
  LotConflictedV1,
  LotMovedV1,
  LotRegisteredV1,
  type DeviceRegisteredLine,
} from '@dotation/contracts';
import { causedBy, OnFact, type Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  adjustCosts,
  lockOrderOfDevice,
  lockOrderOfInspection,
  type LockedOrder,
} from '../invoices/costing.queries.js';
import { legacyRefused, legacyRegistered } from '../legacy-lists/legacy-effects.queries.js';
import { fold, isExclusive, issuerOf, WORLDWIDE } from './identifier.rules.js';

/** What the register made of receipts and inspections: the progress of the document, and what identifiers it knows. */
@Injectable()
export class RegisterEffectsHandler {
  @OnFact(DeviceRegisteredV1)
  async deviceRegistered(tx: EntityManager, { data }: Fact<DeviceRegisteredV1>): Promise<void> {
    await tx.query(
      `UPDATE goods_receipt_line SET register = 'REGISTERED'
       WHERE goods_receipt_id = $1 AND id = ANY($2::uuid[]) AND register = 'WAITING'`,
      [data.documentId, data.lines.map(({ lineId }) => lineId)],
    );
    await legacyRegistered(tx, data);
    await learn(tx, data.lines);
  }

  /** A scan at the store may read our own label: what carries it is here already. An old label still says so. */
  @OnFact(DeviceTaggedV1)
  async deviceTagged(tx: EntityManager, { data: { lines } }: Fact<DeviceTaggedV1>): Promise<void> {
    const tags = lines.map(({ tag }) => tag.replaceAll('-', '').toUpperCase());
    await tx.query(
      `INSERT INTO received_serial (type, issuer, value, folded, device_id)
       SELECT 'ASSET_TAG', $1, new.* FROM unnest($2::text[], $3::text[], $4::uuid[]) AS new (value, folded, device_id)
       ORDER BY new.value ON CONFLICT DO NOTHING`,
      [WORLDWIDE, tags, tags.map(fold), lines.map(({ deviceId }) => deviceId)],
    );
  }

  @OnFact(LotRegisteredV1)
  async lotRegistered(tx: EntityManager, { data }: Fact<LotRegisteredV1>): Promise<void> {
    await tx.query(
      `UPDATE goods_receipt_line SET register = 'REGISTERED'
       WHERE goods_receipt_id = $1 AND id = ANY($2::uuid[]) AND register = 'WAITING'`,
      [data.documentId, data.lines.map(({ lineId }) => lineId)],
    );
  }

  /** The row is refused, its identifiers are free again, and the order line is open for the right device. */
  @OnFact(DeviceRegistrationRefusedV1)
  async registrationRefused(tx: EntityManager, { data }: Fact<DeviceRegistrationRefusedV1>): Promise<void> {
    const { documentId, lines } = data;
    await tx.query(
      `WITH refused AS (
         UPDATE goods_receipt_line AS line
         SET register = 'REFUSED', register_code = told.code, register_detail = told.detail,
             existing_device_id = told.existing,
             inspection_effect = CASE WHEN inspection_result IS NOT NULL THEN 'REFUSED' END
         FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[]) AS told (id, code, detail, existing)
         WHERE line.goods_receipt_id = $1 AND line.id = told.id AND line.register = 'WAITING'
         RETURNING line.id, line.device_id, line.row, line.order_line_id, told.detail
       ), freed AS (
         UPDATE received_serial SET active = false WHERE device_id IN (SELECT device_id FROM refused)
       )
       INSERT INTO goods_receipt_discrepancy (id, goods_receipt_id, code, quantity, order_line_id, detail, rows, line_id)
       SELECT gen_random_uuid(), $1, 'REGISTER_REFUSED', 1, order_line_id, detail, ARRAY[row], id FROM refused`,
      [
        documentId,
        lines.map(({ lineId }) => lineId),
        lines.map(({ code }) => code),
        lines.map(({ detail }) => detail),
        lines.map(({ existingDeviceId }) => existingDeviceId ?? null),
      ],
    );
    await legacyRefused(tx, data);
  }

  /** T34: the row is of no device, the order line is open for the right one, and its identifiers are free. */
  @OnFact(DeviceVoidedV1)
  async deviceVoided(tx: EntityManager, fact: Fact<DeviceVoidedV1>): Promise<void> {
    const { deviceId, keptDeviceId = null } = fact.data;
    const order = await lockOrderOfDevice(tx, deviceId);
    for (const table of ['goods_receipt_line', 'legacy_device']) {
      await tx.query(
        `UPDATE ${table} SET register = 'REFUSED', register_code = 'device-voided',
           register_detail = 'Two data stewards voided it (T34).', existing_device_id = $2 WHERE device_id = $1`,
        [deviceId, keptDeviceId],
      );
    }
    await tx.query(`UPDATE received_serial SET active = false WHERE device_id = $1`, [deviceId]);
    await costsOf(tx, order, fact);
  }

  @OnFact(DeviceTransitionedV1)
  deviceTransitioned(tx: EntityManager, fact: Fact<DeviceTransitionedV1>): Promise<void> {
    return mark(tx, fact, 'APPLIED');
  }

  @OnFact(LotMovedV1)
  lotMoved(tx: EntityManager, fact: Fact<LotMovedV1>): Promise<void> {
    return mark(tx, fact, 'APPLIED');
  }

  @OnFact(LotConflictedV1)
  lotConflicted(tx: EntityManager, fact: Fact<LotConflictedV1>): Promise<void> {
    return mark(tx, fact, 'CONFLICTED');
  }

  @OnFact(EffectConflictedV1)
  effectConflicted(tx: EntityManager, fact: Fact<EffectConflictedV1>): Promise<void> {
    return mark(tx, fact, 'CONFLICTED');
  }
}

interface Told {
  documentId: string;
  lines: readonly ({ deviceId: string } | { lotId: string })[];
}

/**
 * Facts of documents that are no inspection of ours find no row. The order of the goods is locked before their lines, as by
 * everything that changes its money: what was accepted has a cost from now on (AM-12).
 */
async function mark(tx: EntityManager, fact: Fact<Told>, effect: 'APPLIED' | 'CONFLICTED'): Promise<void> {
  const { documentId, lines } = fact.data;
  const order = await lockOrderOfInspection(tx, documentId);
  const [, marked] = (await tx.query(
    `UPDATE goods_receipt_line AS line SET inspection_effect = $3
     FROM inspection WHERE inspection.id = $1 AND line.goods_receipt_id = inspection.goods_receipt_id
       AND coalesce(line.device_id, line.lot_id) = ANY($2::uuid[]) AND line.inspection_effect = 'WAITING'`,
    [documentId, lines.map((line) => ('lotId' in line ? line.lotId : line.deviceId)), effect],
  )) as [unknown, number];
  // Goods of no order may have got one while their lines were waited for.
  if (marked > 0) await costsOf(tx, order ?? (await lockOrderOfInspection(tx, documentId)), fact);
}

/** Goods with no order have no money yet (AM-6). */
async function costsOf(tx: EntityManager, order: LockedOrder | null, fact: Fact<unknown>): Promise<void> {
  if (!order) return;
  await adjustCosts(tx, order.id, { documentId: order.id, number: order.number }, causedBy(fact, new Date()));
}

/** Devices of other origins (migrated, found, replaced) carry identifiers that no receipt here captured (AM-13). */
async function learn(tx: EntityManager, lines: readonly DeviceRegisteredLine[]): Promise<void> {
  const carried = lines.flatMap(({ deviceId, makerId, serialRule, identifiers }) =>
    identifiers
      .filter(({ type }) => type !== 'ASSET_TAG' && isExclusive(type, serialRule))
      .map(({ type, value }) => ({ deviceId, type, value, issuer: issuerOf(type, makerId), folded: fold(value) })),
  );
  await tx.query(
    `INSERT INTO received_serial (type, issuer, value, folded, device_id)
     SELECT new.* FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::uuid[])
       AS new (type, issuer, value, folded, device_id)
     WHERE NOT EXISTS (SELECT FROM goods_receipt_line WHERE goods_receipt_line.device_id = new.device_id)
     ORDER BY type, issuer, value ON CONFLICT DO NOTHING`,
    [
      carried.map(({ type }) => type),
      carried.map(({ issuer }) => issuer),
      carried.map(({ value }) => value),
      carried.map(({ folded }) => folded),
      carried.map(({ deviceId }) => deviceId),
    ],
  );
}
