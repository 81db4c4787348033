import { contentTypes } from '@dotation/documents';
import { Allow, CommandOf, FileBody, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import { FileOf } from '../receipts/delivery-body.dto.js';
import {
  ComparisonDto,
  LoadManifestQuery,
  ManifestDto,
  ManifestLinePageDto,
  ManifestLinesQuery,
  ScanDto,
  ScanQuery,
  type ManifestLineDto,
} from './manifests.dto.js';
import { ManifestsService } from './manifests.service.js';

const files = ['text/csv', contentTypes.xlsx, 'application/octet-stream'] as const;

@ApiTags('procurement: inbound')
@Controller('shipments/:id')
export class ManifestsController {
  constructor(private readonly manifests: ManifestsService) {}

  @Post('manifests')
  @FileBody()
  @Allow('STOREKEEPER', 'PROCUREMENT')
  @ApiOperation({
    summary: 'Load the supplier’s manifest of a shipment, with its mistakes flagged cell by cell (AM-7)',
    description:
      'A later one takes the place of an earlier. Only the receipt is strict; goods are received the same without one.',
  })
  @ApiParam({ name: 'id', example: examples.shipmentId })
  @ApiConsumes(...files)
  @ApiBody({ schema: { type: 'string' } })
  @ApiCreatedResponse({ type: ManifestDto })
  loadManifest(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: LoadManifestQuery,
    @FileOf() file: Buffer,
    @CommandOf() command: Command,
  ): Promise<ManifestDto> {
    return this.manifests.loadManifest(id, file, query, command);
  }

  @Get('manifest')
  @Allow(...buyingRoles)
  @ApiOperation({
    summary: 'The manifest of a shipment that counts: how its file was read, and how many rows are flagged',
  })
  @ApiParam({ name: 'id', example: examples.shipmentId })
  @ApiOkResponse({ type: ManifestDto })
  findManifest(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<ManifestDto> {
    return this.manifests.findManifest(id, reader);
  }

  @Get('manifest/lines')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'Its lines, each with its mistakes; with flagged=true only those that have some' })
  @ApiParam({ name: 'id', example: examples.shipmentId })
  @ApiOkResponse({ type: ManifestLinePageDto })
  listManifestLines(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ManifestLinesQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<ManifestLineDto>> {
    return this.manifests.listLines(id, query, reader);
  }

  @Get('scan')
  @Allow('STOREKEEPER', 'PROCUREMENT', 'RECEPTION_COMMITTEE')
  @ApiOperation({
    summary:
      'What a scanned serial, label or carton is: expected, over, of the wrong model, already received or unknown',
    description: 'Writes nothing, and works without a manifest as far as order and register tell.',
  })
  @ApiParam({ name: 'id', example: examples.shipmentId })
  @ApiOkResponse({ type: ScanDto })
  scanOfShipment(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ScanQuery,
    @ReaderOf() reader: Principal,
  ): Promise<ScanDto> {
    return this.manifests.scan(id, query, reader);
  }

  @Get('comparison')
  @Allow(...buyingRoles)
  @ApiOperation({
    summary: 'What the manifest said, what was ordered and what came, model by model and serial by serial',
  })
  @ApiParam({ name: 'id', example: examples.shipmentId })
  @ApiOkResponse({ type: ComparisonDto })
  compareShipment(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<ComparisonDto> {
    return this.manifests.compare(id, reader);
  }
}
