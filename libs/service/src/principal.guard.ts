import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ServiceConfig } from './config.js';
import { serviceError } from './errors.js';
import { accessOfRoute, Authenticator, rememberPrincipal, stepUpOfRoute } from './principal.js';
import type { Access, FactorMark, Principal } from './principal.js';

/** Lets a request in: known caller, token scope, role. A write route that says nothing about access is closed. */
@Injectable()
export class PrincipalGuard implements CanActivate {
  #authenticator: Authenticator | undefined;

  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
    private readonly config: ServiceConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Calls between services come over NATS, where every service has its own user and subjects.
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessOfRoute, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const authenticator = (this.#authenticator ??= this.modules.get<Authenticator>(Authenticator, { strict: false }));
    const principal = await authenticator.authenticate(request);
    const writes = isWrite(request.method);
    // He acts under the roles this route is for: a store-keeper here who heads a unit there sees either, never both at once.
    const acting = typeof access === 'object' ? actingAs(principal, access.roles, writes) : principal;
    rememberPrincipal(request, acting);
    refuseScope(principal, this.config.name, writes ? 'write' : 'read');
    if (access === undefined && writes) throw serviceError('forbidden', 'Nobody may use this route.');
    if (typeof access === 'object') refuseRole(acting, access.roles);
    const factor = this.reflector.get<FactorMark | undefined>(stepUpOfRoute, context.getHandler());
    const query = (request.query ?? {}) as Readonly<Record<string, unknown>>;
    if (factor && (factor.when?.(query) ?? true)) refuseStale(principal, new Date());
    return true;
  }
}

export function isWrite(method: string | undefined): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

/** What an award pays lies at many units and with many stores: a role held for one is for reading (decision 18). */
function actingAs(principal: Principal, roles: string[], writes: boolean): Principal {
  const acting = principal.roles.filter(
    ({ role, awardId }) => roles.includes(role) && !(writes && awardId !== undefined),
  );
  return { ...principal, roles: acting };
}

function refuseScope(principal: Principal, service: string, needed: 'read' | 'write'): void {
  if (principal.scopes.includes(needed) || principal.scopes.includes(`${service}:${needed}`)) return;
  throw serviceError('forbidden', `This token has no scope to ${needed} here.`);
}

const freshFactor = 10 * 60_000;

/** A stolen session alone neither approves nor grants anything. */
export function refuseStale({ session, personal }: Principal, now: Date): void {
  if (personal) throw serviceError('forbidden', 'Sign in for this: a token of one’s own shows no second factor.');
  if (!session) return;
  const { secondFactorAt } = session;
  if (secondFactorAt && now.getTime() - secondFactorAt.getTime() <= freshFactor) return;
  throw serviceError(
    'step-up-required',
    'Show your second factor under /auth/login?stepUp=1, then repeat the request.',
  );
}

function refuseRole(acting: Principal, roles: string[]): void {
  if (acting.roles.length > 0) return;
  throw serviceError('forbidden', `This needs one of the roles ${roles.join(', ')}.`);
}
