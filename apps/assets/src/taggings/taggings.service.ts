import { Injectable } from '@nestjs/common';
import { beyondScope, Commands, Queries, type Command, type Principal } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { assetsError } from '../errors.js';
import { TAG_SERIES } from '../identifiers/tag.rules.js';
import type { Device } from '../register/device.rules.js';
import { nextNumbers } from '../register/document-numbers.queries.js';
import { readDevices } from '../register/register.queries.js';
import { officesOfTags } from '../rolls/rolls.queries.js';
import { Register } from '../register/register.service.js';
import { bindTags, knownLines, readTagLines, type KnownLine, type Label, type TagLine } from './tagging.rules.js';
import type { TagDevices, TaggingDto } from './taggings.dto.js';
import {
  boundTags,
  devicesBySerial,
  insertTagging,
  insertTags,
  readTagging,
  tagsInHand,
  takeTags,
  untaggedDevices,
} from './taggings.queries.js';

@Injectable()
export class TaggingsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly register: Register,
  ) {}

  /** Binds labels to devices, all or none. An accepted device that only waited for its tag moves on to stock (CR-12). */
  tagDevices(input: TagDevices, command: Command): Promise<TaggingDto> {
    return this.commands.run(command, async (tx) => {
      const lines = await wantedLines(tx, input);
      const { known, problems } = knownLines(lines, await devicesBySerial(tx, lines, input.receiptId ?? null));
      if (problems.length > 0) throw assetsError('tagging-refused', undefined, problems);
      const deviceIds = known.map(({ deviceId }) => deviceId);
      await this.register.lock(tx, deviceIds);
      const inHand = tagsInHand(lines);
      const devices = await readDevices(tx, deviceIds);
      const bind = bindTags(
        input.lines?.length ? known : stillUntagged(known, devices),
        devices,
        await beyondScope(tx, () => boundTags(tx, inHand)),
        await beyondScope(tx, () => officesOfTags(tx, inHand)),
      );
      if (bind.problems.length > 0) throw assetsError('tagging-refused', undefined, bind.problems);
      const labels = await beyondScope(tx, () => numbered(tx, bind.labels, new Set(inHand)));
      return this.write(tx, labels, input.receiptId ?? null, command);
    });
  }

  async findTagging(id: string, reader: Principal): Promise<TaggingDto> {
    const tagging = await this.queries.run(reader, (tx) => readTagging(tx, id));
    if (!tagging) throw assetsError('tagging-not-found');
    return tagging;
  }

  private async write(
    tx: EntityManager,
    labels: readonly (Label & { tag: string })[],
    receiptId: string | null,
    command: Command,
  ): Promise<TaggingDto> {
    const [number] = await nextNumbers(tx, 'TG', command.recordedAt, 1);
    const tagging: TaggingDto = {
      id: command.key,
      number: number as string,
      receiptId,
      taggedBy: command.actorId,
      taggedAt: command.occurredAt.toISOString(),
      lines: labels.map(({ row, device, tag, replaces }) => ({ row, deviceId: device.deviceId, tag, replaces })),
    };
    await insertTagging(tx, tagging, new Map(labels.map(({ row, reason }) => [row, reason])), command.recordedAt);
    const bound = labels.map(({ device, tag, replaces, reason }) => ({
      deviceId: device.deviceId,
      tag,
      replaces,
      reason,
    }));
    await insertTags(tx, bound, command.recordedAt);
    await this.register.tag(tx, labels, {
      occasion: { documentId: command.key, claimedAt: command.occurredAt, recordedAt: command.recordedAt },
      cause: command,
      factId: command.key,
      waybillId: null,
    });
    return tagging;
  }
}

async function wantedLines(tx: EntityManager, { receiptId, all, lines: rows }: TagDevices): Promise<TagLine[]> {
  if (rows && rows.length > 0) {
    const { lines, problems } = readTagLines(rows);
    if (problems.length > 0) throw assetsError('tagging-refused', undefined, problems);
    return lines;
  }
  if (!receiptId || !all) throw assetsError('tagging-empty');
  const { deviceIds, registered } = await untaggedDevices(tx, receiptId);
  if (registered === 0) throw assetsError('receipt-not-known');
  if (deviceIds.length === 0) throw assetsError('nothing-to-tag');
  return deviceIds.map((deviceId) => ({ deviceId }));
}

/** Somebody else may have tagged the receipt while this command waited for its devices. */
function stillUntagged(lines: readonly KnownLine[], devices: ReadonlyMap<string, Device>): KnownLine[] {
  const left = lines.filter(({ deviceId }) => devices.get(deviceId)?.tag === null);
  if (left.length === 0) throw assetsError('nothing-to-tag');
  return left;
}

async function numbered(
  tx: EntityManager,
  labels: readonly Label[],
  inHand: ReadonlySet<string>,
): Promise<(Label & { tag: string })[]> {
  const open = labels.filter(({ tag }) => tag === null).length;
  const tags = await takeTags(tx, TAG_SERIES, open, inHand);
  if (tags === null) throw assetsError('tag-series-exhausted');
  let next = 0;
  return labels.map((label) => ({ ...label, tag: label.tag ?? (tags[next++] as string) }));
}
