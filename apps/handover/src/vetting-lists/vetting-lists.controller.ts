import { Allow, ReaderOf } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  VettingRenewalPageDto,
  VettingRenewalsQuery,
  VettingReviewPageDto,
  VettingReviewsQuery,
  type VettingRenewalDto,
  type VettingReviewDto,
} from './vetting-lists.dto.js';
import { VettingListsService } from './vetting-lists.service.js';
import { vettingReaders } from './vetting-readers.rules.js';

@ApiTags('handover: vetting lists')
@Controller()
export class VettingListsController {
  constructor(private readonly lists: VettingListsService) {}

  @Get('vetting-renewals')
  @Allow(...vettingReaders)
  @ApiOperation({ summary: 'Vettings of units and their commanders that end soon, with what the unit is being given' })
  @ApiOkResponse({ type: VettingRenewalPageDto })
  listVettingRenewals(
    @Query() query: VettingRenewalsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<VettingRenewalDto>> {
    return this.lists.listVettingRenewals(query, reader, new Date());
  }

  @Get('vetting-reviews')
  @Allow(...vettingReaders)
  @ApiOperation({ summary: 'Units that changed since they were approved: REVIEW_REQUIRED (domain §2.7)' })
  @ApiOkResponse({ type: VettingReviewPageDto })
  listVettingReviews(
    @Query() query: VettingReviewsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<VettingReviewDto>> {
    return this.lists.listVettingReviews(query, reader, new Date());
  }
}
