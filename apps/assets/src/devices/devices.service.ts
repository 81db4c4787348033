import { Injectable } from '@nestjs/common';
import { isLimited, Queries, type Page, type Principal } from '@dotation/service';
import { assetsError } from '../errors.js';
import type { CustodyDto, DeviceDto, DeviceRowDto, DevicesQuery, LookupDto } from './devices.dto.js';
import { custodyOf, findDevice, listDevices, lookUp } from './devices.queries.js';

@Injectable()
export class DevicesService {
  constructor(private readonly queries: Queries) {}

  listDevices(query: DevicesQuery, reader: Principal): Promise<Page<DeviceRowDto>> {
    return this.queries.run(reader, (tx) => listDevices(tx, query, isLimited(reader)));
  }

  async lookUp(code: string, reader: Principal): Promise<LookupDto> {
    const found = await this.queries.run(reader, (tx) => lookUp(tx, code));
    if (!found) throw assetsError('code-empty');
    return found;
  }

  async findDevice(id: string, reader: Principal): Promise<DeviceDto> {
    const device = await this.queries.run(reader, (tx) => findDevice(tx, id));
    if (!device) throw assetsError('device-not-found');
    return device;
  }

  async findCustody(id: string, reader: Principal): Promise<CustodyDto> {
    const intervals = await this.queries.run(reader, (tx) => custodyOf(tx, id));
    if (intervals.length === 0) throw assetsError('device-not-found');
    return { deviceId: id, intervals };
  }
}
