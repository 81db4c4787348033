import { Injectable } from '@nestjs/common';
import { isLimited, Queries, type Page, type Principal } from '@dotation/service';
import { assetsError } from '../errors.js';
import type { LotDto, QuantitiesQuery, QuantityDto } from './lots.dto.js';
import { findLot, listQuantities } from './quantities.queries.js';

@Injectable()
export class QuantitiesService {
  constructor(private readonly queries: Queries) {}

  listQuantities(query: QuantitiesQuery, reader: Principal): Promise<Page<QuantityDto>> {
    return this.queries.run(reader, (tx) => listQuantities(tx, query));
  }

  async findLot(id: string, reader: Principal): Promise<LotDto> {
    const lot = await this.queries.run(reader, (tx) => findLot(tx, id, isLimited(reader)));
    if (!lot) throw assetsError('lot-not-found');
    return lot;
  }
}
