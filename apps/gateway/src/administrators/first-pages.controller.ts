import { DomainError, FormBody, isSameOrigin, Public, uuidv7 } from '@dotation/service';
import { Body, Controller, Get, Header, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';
import type { FirstAccount } from '../tokens/tokens.dto.js';
import { pagePolicy } from '../sign-in/pages.rules.js';
import { keyOfFirst } from './first-administrator.rules.js';
import { FirstAdministrators } from './first-administrator.service.js';
import { firstForm, firstMade, firstRefused } from './first-pages.rules.js';

export class FirstForm {
  @IsString() @Length(1, 200) key!: string;
  @IsString() @Length(1, 200) name!: string;
  @IsString() @Length(3, 100) login!: string;
}

/** For whoever installs the product: himself, by the key that `npm start -- --empty` printed. */
@ApiExcludeController()
@Public()
@Controller('auth/first-administrator')
export class FirstPagesController {
  constructor(
    private readonly config: GatewayConfig,
    private readonly administrators: FirstAdministrators,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', pagePolicy)
  @Header('referrer-policy', 'same-origin')
  show(): string {
    return firstForm;
  }

  @Post()
  @FormBody()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', pagePolicy)
  async make(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() form: FirstForm,
  ): Promise<string> {
    try {
      reply.code(200);
      return firstMade(await this.#make(request, form));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      reply.code(error.status);
      return firstRefused(error.title, error.detail);
    }
  }

  async #make(request: FastifyRequest, { key, name, login }: FirstForm): Promise<FirstAccount | null> {
    if (!isSameOrigin(request.headers, new URL(this.config.publicUrl).origin)) throw gatewayError('request-forged');
    // The same name again is the same person: whoever lost the answer sends the form once more.
    const personId = keyOfFirst(this.config.bootstrapHash, 'person', name);
    const input = { personId, displayName: name, login };
    const { account } = await this.administrators.make(key.trim(), uuidv7(), input, new Date());
    return account;
  }
}
