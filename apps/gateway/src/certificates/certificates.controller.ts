import { DomainError, Public } from '@dotation/service';
import { Controller, Get, Header, Logger, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config.js';
import { AddressRates } from '../limits/address-rates.js';
import { pagePolicy } from '../sign-in/pages.rules.js';
import { clientAddress } from '../sign-in/sign-in.rules.js';
import { certificatePage, notNowPage } from './certificate.rules.js';
import { PaperOwners } from './paper-owners.service.js';

/** From one address; the papers of a whole ceremony are read in a burst. */
const perSecond = 2;

/** Where the code on a paper leads: for anybody, without an account or a script (AM-29). */
@ApiExcludeController()
@Public()
@Controller('v')
export class CertificatesController {
  readonly #log = new Logger('Certificates');
  readonly #rates = new AddressRates(perSecond);

  constructor(
    private readonly config: GatewayConfig,
    private readonly owners: PaperOwners,
  ) {}

  @Get(':number')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', pagePolicy)
  async check(
    @Req() { ip, headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('number') number: string,
    @Query('h') hash: unknown,
  ): Promise<string> {
    try {
      this.#rates.take(clientAddress(ip, headers['x-forwarded-for']?.toString(), this.config.proxies), Date.now());
      return certificatePage(await this.owners.certificate(number, hash));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.status >= 500) this.#log.warn(`${error.message}: ${String(error.cause)}`);
      reply.code(error.status);
      return notNowPage;
    }
  }
}
