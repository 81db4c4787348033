import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import { ShipmentDto, ShipmentPageDto, type ShipmentSummaryDto } from './shipment-answers.dto.js';
import {
  AnnounceShipment,
  CloseShipment,
  ShipmentsQuery,
  TellDelivery,
  TellStep,
  WithdrawShipment,
} from './shipments.dto.js';
import { ShipmentsService } from './shipments.service.js';

@ApiTags('procurement: inbound')
@Controller('shipments')
export class ShipmentsController {
  constructor(private readonly shipments: ShipmentsService) {}

  @Post()
  @Allow('PROCUREMENT', 'STOREKEEPER')
  @ApiOperation({
    summary: 'Record a supplier’s pre-alert: what is on its way, how, and when it is expected',
    description: 'With no order yet where goods come before it (AM-6). Goods are received the same without one.',
  })
  @ApiCreatedResponse({ type: ShipmentDto })
  announceShipment(@Body() input: AnnounceShipment, @CommandOf() command: Command): Promise<ShipmentDto> {
    return this.shipments.announceShipment(input, command);
  }

  @Get()
  @Allow(...buyingRoles)
  @ApiOperation({
    summary: 'Shipments; with late=true those that are overdue, with customsMissing=true those CR-14 holds',
  })
  @ApiOkResponse({ type: ShipmentPageDto })
  listShipments(@Query() query: ShipmentsQuery, @ReaderOf() reader: Principal): Promise<Page<ShipmentSummaryDto>> {
    return this.shipments.listShipments(query, reader);
  }

  @Get(':id')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'One shipment: each word about it, its customs papers and what they lack' })
  @ApiParam({ name: 'id', example: examples.shipmentId })
  @ApiOkResponse({ type: ShipmentDto })
  findShipment(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<ShipmentDto> {
    return this.shipments.findShipment(id, reader);
  }

  @Post(':id/steps')
  @Allow('PROCUREMENT', 'STOREKEEPER')
  @ApiOperation({
    summary: 'Say what supplier, carrier or clearing agent tells: departed, arrived, cleared, or expected another day',
  })
  @ApiParam({ name: 'id', example: examples.shipmentId })
  @ApiCreatedResponse({ type: ShipmentDto })
  tellStep(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: TellStep,
    @CommandOf() command: Command,
  ): Promise<ShipmentDto> {
    return this.shipments.tellStep(id, input, command);
  }

  @Post(':id/delivery')
  @Allow('STOREKEEPER')
  @ApiOperation({ summary: 'Say that it reached the store, before its goods are received' })
  @ApiParam({ name: 'id', example: examples.shipmentId })
  @ApiCreatedResponse({ type: ShipmentDto })
  tellDelivery(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: TellDelivery,
    @CommandOf() command: Command,
  ): Promise<ShipmentDto> {
    return this.shipments.tellDelivery(id, input, command);
  }

  @Post(':id/closure')
  @HttpCode(200)
  @Allow('PROCUREMENT')
  @ApiOperation({
    summary: 'Close a shipment; from abroad never without its customs declaration, even when exempt (CR-14)',
  })
  @ApiParam({ name: 'id', example: examples.shipmentToCloseId })
  @ApiOkResponse({ type: ShipmentDto })
  closeShipment(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason = null }: CloseShipment,
    @CommandOf() command: Command,
  ): Promise<ShipmentDto> {
    return this.shipments.closeShipment(id, reason, command);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Allow('PROCUREMENT')
  @ApiOperation({ summary: 'Withdraw a shipment that never arrived, for a reason' })
  @ApiParam({ name: 'id', example: examples.shipmentToWithdrawId })
  @ApiOkResponse({ type: ShipmentDto })
  withdrawShipment(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: WithdrawShipment,
    @CommandOf() command: Command,
  ): Promise<ShipmentDto> {
    return this.shipments.withdrawShipment(id, reason, command);
  }
}
