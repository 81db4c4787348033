import {
  DeviceTransitionedV1,
  EffectConflictedV1,
  LotConflictedV1,
  LotMovedV1,
  LotTitlePassedV1,
} from '@dotation/contracts';
import { OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import { settleEffects } from './effects.queries.js';

/** Marks on the documents what the register made of them. */
@Injectable()
export class RegisterHandler {
  @OnFact(DeviceTransitionedV1)
  async deviceTransitioned(
    tx: EntityManager,
    { causationId, recordedAt, data }: Fact<DeviceTransitionedV1>,
  ): Promise<void> {
    if (!isId(causationId)) return;
    const deviceIds = data.lines.map(({ deviceId }) => deviceId);
    await settleEffects(tx, causationId, deviceIds, 'APPLIED', recordedAt);
  }

  @OnFact(LotMovedV1)
  async lotMoved(tx: EntityManager, { causationId, recordedAt, data }: Fact<LotMovedV1>): Promise<void> {
    if (!isId(causationId)) return;
    // A line of which nothing had to move is followed as well.
    const lineIds = [...data.lines.map(({ lineId }) => lineId), ...(data.unmoved ?? [])];
    await settleEffects(tx, causationId, lineIds, 'APPLIED', recordedAt);
  }

  @OnFact(LotTitlePassedV1)
  async lotTitlePassed(tx: EntityManager, { causationId, recordedAt, data }: Fact<LotTitlePassedV1>): Promise<void> {
    if (!isId(causationId)) return;
    const lineIds = data.lines.map(({ lineId }) => lineId);
    await settleEffects(tx, causationId, lineIds, 'APPLIED', recordedAt);
  }

  @OnFact(LotConflictedV1)
  async lotConflicted(tx: EntityManager, { recordedAt, data }: Fact<LotConflictedV1>): Promise<void> {
    const lineIds = data.lines.map(({ lineId }) => lineId);
    const settled = await settleEffects(tx, data.factId, lineIds, 'CONFLICTED', recordedAt);
    for (const { deviceId: lineId, documentId, waybillId } of settled) {
      const line = data.lines.find((conflicted) => conflicted.lineId === lineId);
      const detail = `${line?.transition} of ${line?.quantity} was not possible: ${line?.detail}`;
      await openExceptions(tx, documentId, [{ code: 'EFFECT_CONFLICTED', detail, waybillId }], recordedAt);
    }
  }

  /** A true race: the document stands, the register could not follow, a person looks at it. */
  @OnFact(EffectConflictedV1)
  async effectConflicted(tx: EntityManager, { recordedAt, data }: Fact<EffectConflictedV1>): Promise<void> {
    const deviceIds = data.lines.map(({ deviceId }) => deviceId);
    const settled = await settleEffects(tx, data.factId, deviceIds, 'CONFLICTED', recordedAt);
    for (const { deviceId, documentId, waybillId } of settled) {
      const line = data.lines.find((conflicted) => conflicted.deviceId === deviceId);
      const detail = `${line?.transition} was not possible in ${line?.state}: ${line?.detail}`;
      await openExceptions(tx, documentId, [{ code: 'EFFECT_CONFLICTED', detail, deviceId, waybillId }], recordedAt);
    }
  }
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
