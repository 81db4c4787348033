import { Injectable } from '@nestjs/common';
import { isLimited, Queries, type Principal } from '@dotation/service';
import { listDevices } from '../devices/devices.queries.js';
import { assetsError } from '../errors.js';
import { completenessOf } from './kit.rules.js';
import type { KitDto } from './kits.dto.js';

@Injectable()
export class KitsService {
  constructor(private readonly queries: Queries) {}

  findKit(id: string, reader: Principal): Promise<KitDto> {
    return this.queries.run(reader, async (tx) => {
      const [kit] = await tx.query<Pick<KitDto, 'id' | 'label' | 'receiptId'>[]>(
        `SELECT id, label, receipt_id AS "receiptId" FROM kit WHERE id = $1`,
        [id],
      );
      if (!kit) throw assetsError('kit-not-found');
      const { items: components } = await listDevices(tx, { kitId: id, limit: 500 }, isLimited(reader));
      return { ...kit, completeness: completenessOf(components), components };
    });
  }
}
