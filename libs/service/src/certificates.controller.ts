import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { certificateOf, type Certificate, type KnownPaper } from './certificate.rules.js';
import { Allow, gatewayRole, ReaderOf, type Principal } from './principal.js';
import { Queries } from './queries.service.js';
import { beyondScope } from './scope.js';

export class CertificateNumber {
  @Matches(/^[A-Z0-9-]{1,40}$/) number!: string;
}
export class CertificateQuery {
  @Matches(/^[0-9a-f]{64}$/) hash!: string;
}

/** Of the papers under a number the one with this hash, or another one; a service says which of its documents still stand. */
export abstract class RecordedPapers {
  abstract find(tx: EntityManager, number: string, hash: string): Promise<KnownPaper | undefined>;
}

/** For the gateway alone, which asks for whoever reads the code on a paper: nobody's scope, and what leaves is a verdict. */
@ApiExcludeController()
@Controller('internal/certificates')
export class CertificatesController {
  constructor(
    private readonly queries: Queries,
    private readonly recorded: RecordedPapers,
  ) {}

  @Get(':number')
  @Allow(gatewayRole)
  checkCertificate(
    @Param() { number }: CertificateNumber,
    @Query() { hash }: CertificateQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Certificate> {
    return this.queries.run(reader, async (tx) =>
      certificateOf(number, hash, await beyondScope(tx, () => this.recorded.find(tx, number, hash))),
    );
  }
}
