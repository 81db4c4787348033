import { uuidv7 } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { LoadedLine } from './waybill.rules.js';

export interface DraftLine {
  deviceId: string;
  conditionOut?: string | null;
  carton?: string | null;
}

export async function insertLines(
  tx: EntityManager,
  waybillId: string,
  lines: readonly LoadedLine[],
  said: ReadonlyMap<string, DraftLine>,
): Promise<void> {
  await tx.query(
    `INSERT INTO waybill_line (id, waybill_id, row, device_id, allocation_line_id, previous_line_id, state, condition_out, carton)
     SELECT n.id, $1, n.row, n.device_id, n.allocation_line_id, n.previous_line_id, 'PLANNED',
            coalesce(n.condition_out, a.condition), n.carton
     FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[])
       WITH ORDINALITY AS n(id, device_id, allocation_line_id, previous_line_id, condition_out, carton, row)
     JOIN allocation_line a ON a.id = n.allocation_line_id`,
    [
      waybillId,
      lines.map(() => uuidv7()),
      lines.map(({ deviceId }) => deviceId),
      lines.map(({ allocationLineId }) => allocationLineId),
      lines.map(({ previousLineId }) => previousLineId),
      lines.map(({ deviceId }) => said.get(deviceId)?.conditionOut ?? null),
      lines.map(({ deviceId }) => said.get(deviceId)?.carton ?? null),
    ],
  );
}
