import { Allow, CommandOf, gatewayRole } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { KeepAccessRecord } from './access-records.dto.js';
import { AccessRecordsService } from './access-records.service.js';

/** For the gateway alone; it never routes a request of somebody else here. */
@ApiExcludeController()
@Controller('internal/access-records')
export class AccessRecordsController {
  constructor(private readonly records: AccessRecordsService) {}

  @Post()
  @Allow(gatewayRole)
  keep(@Body() input: KeepAccessRecord, @CommandOf() command: Command): Promise<{ kept: true }> {
    return this.records.keep(command, input);
  }
}
