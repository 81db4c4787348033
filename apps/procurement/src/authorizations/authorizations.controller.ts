import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import { MatricesQuery, MatrixDto, MatrixPageDto, ProposeMatrix } from './authorizations.dto.js';
import { AuthorizationsService } from './authorizations.service.js';

@ApiTags('procurement: authorization matrix')
@Controller('authorization-matrices')
export class AuthorizationsController {
  constructor(private readonly authorizations: AuthorizationsService) {}

  @Post()
  @Allow('DATA_STEWARD', 'APPROVER')
  @StepUp()
  @ApiOperation({
    summary:
      'Propose the whole authorization matrix from a moment on; it holds when another person has confirmed it (AM-30)',
  })
  @ApiCreatedResponse({ type: MatrixDto })
  proposeMatrix(@Body() input: ProposeMatrix, @CommandOf() command: Command): Promise<MatrixDto> {
    return this.authorizations.proposeMatrix(input, command);
  }

  @Post(':id/confirmation')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'APPROVER')
  @StepUp()
  @ApiOperation({ summary: 'Confirm a proposed matrix, as the second person (AM-30); nobody sets a limit of his own' })
  @ApiParam({ name: 'id', example: examples.matrixId })
  @ApiOkResponse({ type: MatrixDto })
  confirmMatrix(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<MatrixDto> {
    return this.authorizations.confirmMatrix(id, command);
  }

  @Get()
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'Matrices, the last proposed first: of those confirmed the last begun is in force' })
  @ApiOkResponse({ type: MatrixPageDto })
  listMatrices(@Query() query: MatricesQuery, @ReaderOf() reader: Principal): Promise<Page<MatrixDto>> {
    return this.authorizations.listMatrices(query, reader);
  }

  @Get(':id')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'One matrix' })
  @ApiParam({ name: 'id', example: examples.matrixId })
  @ApiOkResponse({ type: MatrixDto })
  findMatrix(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<MatrixDto> {
    return this.authorizations.findMatrix(id, reader);
  }
}
