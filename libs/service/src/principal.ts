import { createParamDecorator, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { serviceError } from './errors.js';

/** A role in its scope: everywhere, or at and below a unit or a place, or for what an award pays. */
export interface HeldRole {
  role: string;
  orgUnitId?: string;
  placeId?: string;
  awardId?: string;
}

/** The person behind a request, as the gateway vouches for it. */
export interface Principal {
  personId: string;
  tokenId: string;
  /** `read`, `write`, or narrowed to one service: `assets:read`. */
  scopes: string[];
  roles: HeldRole[];
  /** Of a person who signed in; a system with an API token has none. */
  session?: SignedInSession;
  /** A token that a person made alone: it does nothing that asks a session for a second factor. */
  personal?: true;
}

/** How the person behind a request signed in, by the server's clock. */
export interface SignedInSession {
  id: string;
  authenticatedAt: Date;
  /** When a second factor was last shown; absent when it never was. */
  secondFactorAt?: Date;
  /** The phone it is on, by that phone's key; absent for one that is on none (CR-63). */
  phoneId?: string;
}

/** Role carried only by the gateway itself, for routes under `/internal/`. */
export const gatewayRole = 'GATEWAY';

/** Who a request is from. The default reads the gateway's signed header; the gateway itself reads API tokens. */
export abstract class Authenticator {
  abstract authenticate(request: FastifyRequest): Promise<Principal>;
}

export const accessOfRoute = 'dotation:access';

/** What a route asks of its caller: one of these roles, anybody known, or nobody in particular. */
export type Access = { roles: string[] } | 'anyone' | 'public';

/** The route needs one of these roles. */
export function Allow(...roles: string[]): MethodDecorator & ClassDecorator {
  return SetMetadata<string, Access>(accessOfRoute, { roles });
}

/** Any authenticated person may use the route (the service decides the rest itself). */
export function Anyone(): MethodDecorator & ClassDecorator {
  return SetMetadata<string, Access>(accessOfRoute, 'anyone');
}

/** No principal needed. Only for pages that hold no data. */
export function Public(): MethodDecorator & ClassDecorator {
  return SetMetadata<string, Access>(accessOfRoute, 'public');
}

export const stepUpOfRoute = 'dotation:step-up';

export interface FactorMark {
  /** Only requests with such a query; all when absent. */
  when?: (query: Readonly<Record<string, unknown>>) => boolean;
  /** The same in words, for the API page: `With the purpose CONTACT`. */
  said?: string;
}

/** A person in a session must have shown a second factor a short while ago; API tokens are exempt (docs/decisions/0008). */
export function StepUp(mark: FactorMark = {}): MethodDecorator {
  return SetMetadata<string, FactorMark>(stepUpOfRoute, mark);
}

const principals = new WeakMap<FastifyRequest, Principal>();

export function rememberPrincipal(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

/** Undefined on a route that asks for nobody. */
export function knownPrincipalOf(request: FastifyRequest): Principal | undefined {
  return principals.get(request);
}

export function principalOf(request: FastifyRequest): Principal {
  const principal = principals.get(request);
  if (!principal) throw serviceError('unauthenticated');
  return principal;
}

/** The person asking, for a query. */
export const ReaderOf = createParamDecorator((_: unknown, context: ExecutionContext): Principal =>
  principalOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
