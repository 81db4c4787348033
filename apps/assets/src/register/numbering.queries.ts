import type { NumberedLine } from '@dotation/contracts';
import { recordParts, type Cause, type FactType } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import type { Device } from './device.rules.js';

interface NumberedFact {
  documentId: string;
  part: number;
  parts: number;
  lines: NumberedLine[];
}

/**
 * Records lines about devices under each device's next number, linked to the fact of its number before. Answers the
 * devices with number and leaf hash moved on, in the order given, still to be saved.
 */
export async function recordNumbered<T extends NumberedFact, L extends T['lines'][number]>(
  tx: EntityManager,
  type: FactType<T>,
  header: Omit<T, 'part' | 'parts' | 'lines'>,
  told: readonly { device: Device; line: Omit<L, keyof NumberedLine> }[],
  cause: Cause,
): Promise<Device[]> {
  if (told.length === 0) return [];
  const lines = told.map(({ device, line }) => ({
    deviceId: device.deviceId,
    deviceSeq: device.deviceSeq + 1,
    previous: device.leafHash,
    ...line,
  })) as unknown as L[];
  const parts = await recordParts<T, L>(tx, type, header, lines, cause);
  const hashes = leafHashes(parts);
  return told.map(({ device }) => ({
    ...device,
    deviceSeq: device.deviceSeq + 1,
    leafHash: hashes.get(device.deviceId) as string,
  }));
}

/** Which fact carried which device, by its leaf hash in base64. */
export function leafHashes(parts: readonly { leafHash: Buffer; lines: { deviceId: string }[] }[]): Map<string, string> {
  return new Map(
    parts.flatMap(({ leafHash, lines }) => {
      const hash = leafHash.toString('base64');
      return lines.map(({ deviceId }) => [deviceId, hash] as const);
    }),
  );
}
