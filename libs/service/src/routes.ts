import { RequestMethod } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { accessOfRoute } from './principal.js';
import { isWrite } from './principal.guard.js';

/**
 * Refuses to start with a write route that does not say who may use it, or a body or query that nothing validates
 * (an untyped parameter passes the validation pipe unread).
 */
export function assertRoutesAreClosed(app: INestApplication): void {
  const complaints: string[] = [];
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype === 'function') complaints.push(...complaintsOf(metatype));
    }
  }
  if (complaints.length > 0) throw new Error(`Routes that are not closed:\n${complaints.join('\n')}`);
}

function complaintsOf(controller: Function): string[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (name === 'constructor' || typeof handler !== 'function') return [];
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const route = `${controller.name}.${name}`;
    const access: unknown =
      Reflect.getMetadata(accessOfRoute, handler) ?? Reflect.getMetadata(accessOfRoute, controller);
    return [
      ...(isWrite(RequestMethod[method]) && access === undefined
        ? [`  ${route}: say who may use it, @Allow(role) or @Anyone()`]
        : []),
      ...unvalidated(controller, name).map((what) => `  ${route}: ${what} has no class that validates it`),
    ];
  });
}

/** Nest's numbers for @Body() and @Query(). */
const bodyParameter = '3';
const queryParameter = '4';

function unvalidated(controller: Function, name: string): string[] {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    { index: number; data?: unknown }
  >;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ?? []) as unknown[];
  return Object.entries(parameters).flatMap(([id, { index, data }]) => {
    const kind = id.split(':')[0];
    if (data !== undefined || (kind !== bodyParameter && kind !== queryParameter)) return [];
    const untyped = [undefined, Object, Array, String, Number].includes(types[index] as never);
    const what = kind === bodyParameter ? 'the body' : 'the query';
    return untyped ? [what] : [];
  });
}
