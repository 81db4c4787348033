import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Authenticator, gatewayRole } from '@dotation/service';
import type { FastifyRequest } from 'fastify';

/** Where a browser is, for counting guesses: what the gateway says of it, when it is the gateway that says so. */
@Injectable()
export class ClientAddress {
  constructor(private readonly modules: ModuleRef) {}

  async of(request: FastifyRequest): Promise<string> {
    const said = request.headers['x-forwarded-for'];
    if (typeof said !== 'string') return request.ip;
    const authenticator = this.modules.get<Authenticator>(Authenticator, { strict: false });
    const speaker = await authenticator.authenticate(request).catch(() => undefined);
    return speaker?.roles.some(({ role }) => role === gatewayRole) ? said : request.ip;
  }
}
