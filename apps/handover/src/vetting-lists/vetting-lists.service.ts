import { Queries } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type {
  VettingRenewalDto,
  VettingRenewalsQuery,
  VettingReviewDto,
  VettingReviewsQuery,
} from './vetting-lists.dto.js';
import { listRenewals, listReviews } from './vetting-lists.queries.js';

/** What the vetting focal point has to do next. Here and not in directory, because only handover knows what is on its way. */
@Injectable()
export class VettingListsService {
  constructor(private readonly queries: Queries) {}

  listVettingRenewals(query: VettingRenewalsQuery, reader: Principal, now: Date): Promise<Page<VettingRenewalDto>> {
    return this.queries.run(reader, (tx) => listRenewals(tx, query, now));
  }

  listVettingReviews(query: VettingReviewsQuery, reader: Principal, now: Date): Promise<Page<VettingReviewDto>> {
    return this.queries.run(reader, (tx) => listReviews(tx, query, now));
  }
}
