import { beyondScope, Queries, scopeOf, type Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { findDevice } from '../devices/devices.queries.js';
import { assetsError } from '../errors.js';
import { reconciled } from './cost.rules.js';
import type { DeviceCostDto, MoneyDto, MoneyQuery } from './costs.dto.js';
import { accountsOf, adjustedCost, heldMoney } from './costs.queries.js';

@Injectable()
export class CostsService {
  constructor(private readonly queries: Queries) {}

  /** 2 CFR 200.1: what a device cost, each part of it with the document it comes from. */
  findCost(deviceId: string, reader: Principal): Promise<DeviceCostDto> {
    return this.queries.run(reader, async (tx) => {
      const device = await findDevice(tx, deviceId);
      if (!device) throw assetsError('device-not-found');
      const { acquisitionDate, currency, costMinor, regulatoryClass } = device;
      const { addedMinor, adjustments, adjustedAt } = await adjustedCost(tx, deviceId);
      const originalMinor = costMinor === null ? null : costMinor - addedMinor;
      return {
        deviceId,
        acquisitionDate,
        currency,
        originalMinor,
        adjustments,
        adjustedAt,
        costMinor,
        regulatoryClass,
      };
    });
  }

  /** Q21: sums of the mission, which name no unit and no place; whoever answers for awards only sees what these alone pay. */
  findMoney(
    { category = null }: { [field in keyof MoneyQuery]: MoneyQuery[field] | null },
    reader: Principal,
  ): Promise<MoneyDto> {
    const [roots = '', awards = ''] = scopeOf(reader).split(';');
    const asked = { category: category ?? null, onlyAwards: roots === '' && awards !== '' ? awards.split(',') : null };
    return this.queries.run(reader, (tx) =>
      beyondScope(tx, async () => reconciled(await heldMoney(tx, asked), await accountsOf(tx, asked))),
    );
  }
}
