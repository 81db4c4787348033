import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { KitDto } from './kits.dto.js';
import { KitsService } from './kits.service.js';

@ApiTags('assets: kits')
@Controller('kits')
export class KitsController {
  constructor(private readonly kits: KitsService) {}

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'A kit with its components; its completeness is computed, its custody is theirs (AM-10)' })
  @ApiOkResponse({ type: KitDto })
  findKit(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<KitDto> {
    return this.kits.findKit(id, reader);
  }
}
