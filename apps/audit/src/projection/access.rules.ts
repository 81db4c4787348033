import { accessRecordedTypes } from '@dotation/contracts';
import type { AccessRecordedLine } from '@dotation/contracts';
import type { LogEntry, Projected } from './projected.rules.js';

/** Adds who read what, line by line. */
export function projectAccess({ type, position, producer, data }: LogEntry, into: Projected): void {
  if (!accessRecordedTypes.includes(type)) return;
  const lines = (data['lines'] ?? []) as AccessRecordedLine[];
  lines.forEach((line, index) =>
    into.access.push({
      position,
      line_no: index + 1,
      service: producer,
      access_id: line.accessId,
      reader_id: line.readerId,
      token_id: line.tokenId,
      kind: line.kind,
      operation: line.operation,
      filter: line.filter,
      purpose: line.purpose ?? null,
      rows: line.rows ?? null,
      scope: line.scope,
      read_at: line.readAt,
    }),
  );
}
