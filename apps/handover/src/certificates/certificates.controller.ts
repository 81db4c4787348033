import { Allow, gatewayRole, Queries, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { certificateOf, type Certificate } from './certificate.rules.js';
import { recordedUnder } from './certificates.queries.js';

export class CertificateNumber {
  @Matches(/^[A-Z0-9-]{1,40}$/) number!: string;
}
export class CertificateQuery {
  @Matches(/^[0-9a-f]{64}$/) hash!: string;
}

/** For the gateway alone, which asks for whoever reads the code on a paper. */
@ApiExcludeController()
@Controller('internal/certificates')
export class CertificatesController {
  constructor(private readonly queries: Queries) {}

  @Get(':number')
  @Allow(gatewayRole)
  checkCertificate(
    @Param() { number }: CertificateNumber,
    @Query() { hash }: CertificateQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Certificate> {
    return this.queries.run(reader, async (tx) => certificateOf(number, hash, await recordedUnder(tx, number, hash)));
  }
}
