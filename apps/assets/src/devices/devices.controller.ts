import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, ReaderOf } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CustodyDto,
  DeviceDto,
  DevicePageDto,
  DevicesQuery,
  LookupDto,
  LookupQuery,
  type DeviceRowDto,
} from './devices.dto.js';
import { DevicesService } from './devices.service.js';

@ApiTags('assets: devices')
@Controller('devices')
export class DevicesController {
  constructor(private readonly devices: DevicesService) {}

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Devices by filter, in the order they were captured' })
  @ApiOkResponse({ type: DevicePageDto })
  listDevices(@Query() query: DevicesQuery, @ReaderOf() reader: Principal): Promise<Page<DeviceRowDto>> {
    return this.devices.listDevices(query, reader);
  }

  @Get('lookup')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'The device behind a scanned or typed code, and what looks like it' })
  @ApiOkResponse({ type: LookupDto })
  lookUp(@Query() { code }: LookupQuery, @ReaderOf() reader: Principal): Promise<LookupDto> {
    return this.devices.lookUp(code, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One device: its five dimensions, identifiers, cost, funding and origin' })
  @ApiOkResponse({ type: DeviceDto })
  findDevice(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<DeviceDto> {
    return this.devices.findDevice(id, reader);
  }

  @Get(':id/custody')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Who had the device, where and under which hold, without a gap since it was received' })
  @ApiOkResponse({ type: CustodyDto })
  findCustody(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<CustodyDto> {
    return this.devices.findCustody(id, reader);
  }
}
