import { Allow, CommandOf } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { ShipmentDto } from '../shipments/shipment-answers.dto.js';
import { FileCustoms } from './customs.dto.js';
import { CustomsService } from './customs.service.js';

@ApiTags('procurement: inbound')
@Controller('shipments/:id/customs-files')
export class CustomsController {
  constructor(private readonly customs: CustomsService) {}

  @Post()
  @Allow('PROCUREMENT')
  @ApiOperation({
    summary: 'Keep the customs papers of a shipment as far as they are known: declaration, exemption, release',
    description:
      'Each version says all of it. A declaration is wanted even when exempt, and an exemption with its document (CR-14); until then the shipment says what is missing and cannot be closed.',
  })
  @ApiParam({ name: 'id', example: examples.shipmentId })
  @ApiCreatedResponse({ type: ShipmentDto })
  fileCustoms(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: FileCustoms,
    @CommandOf() command: Command,
  ): Promise<ShipmentDto> {
    return this.customs.fileCustoms(id, input, command);
  }
}
