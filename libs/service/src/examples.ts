import { METHOD_METADATA } from '@nestjs/common/constants.js';
import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { accessOfRoute, stepUpOfRoute } from './principal.js';
import type { Access, FactorMark } from './principal.js';

type Json = { [name: string]: unknown };

/** What the API page shows for an operation, ready to be sent as it is. */
export interface Example {
  /** By the name of the path or query parameter. */
  parameters?: Readonly<Record<string, string>>;
  body?: unknown;
  /** The schema of the same as a form, where the route takes one beside its first media type. */
  form?: Json;
}

/** By operation, which is the name of the controller's method. */
export type Examples = Readonly<Record<string, Example>>;

/** Who may use each route, by `Controller.method`. */
export function accessOfRoutes(app: INestApplication): Map<string, Access | undefined> {
  return saidOfRoutes<Access>(app, accessOfRoute);
}

/** Which routes ask a session for a second factor. */
export function stepUpsOfRoutes(app: INestApplication): Map<string, FactorMark | undefined> {
  return saidOfRoutes<FactorMark>(app, stepUpOfRoute);
}

function saidOfRoutes<T>(app: INestApplication, key: string): Map<string, T | undefined> {
  const said = new Map<string, T | undefined>();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const handler = prototype[name];
        if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) continue;
        const own = Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, metatype);
        said.set(`${metatype.name}.${name}`, own as T | undefined);
      }
    }
  }
  return said;
}

export function describeStepUp(operation: Json, { said: when }: FactorMark): void {
  operation['x-step-up'] = true;
  const what = 'person who signed in shows a second factor first (403 `step-up-required`, /auth/login?stepUp=1).';
  const said = when === undefined ? `A ${what}` : `${when} a ${what}`;
  operation['description'] = [operation['description'], said].filter(Boolean).join('\n\n');
}

/** Says in the operation's text whose token it takes; the example is written for the first role named. */
export function describeAccess(operation: Json, access: Access | undefined): void {
  if (access === 'public') return;
  const said =
    typeof access === 'object'
      ? `Needs one of the roles ${access.roles.map((role) => `\`${role}\``).join(', ')}. The example works with the token of a person who has the first one.`
      : 'Works with any token; a person whose roles hold in one unit only may not find the row of the example.';
  if (typeof access === 'object') operation['x-roles'] = access.roles;
  operation['description'] = [operation['description'], said].filter(Boolean).join('\n\n');
}

export function showExample(operation: Json, { parameters = {}, body, form }: Example): void {
  for (const parameter of (operation['parameters'] as Json[] | undefined) ?? []) {
    const example = parameters[String(parameter['name'])];
    if (example !== undefined) parameter['example'] = example;
  }
  const content = (operation['requestBody'] as { content?: Record<string, Json> } | undefined)?.content;
  if (!content) return;
  for (const [type, media] of Object.entries(content)) {
    if (type === 'multipart/form-data') {
      delete media['examples'];
      if (form) media['schema'] = form;
    } else if (body !== undefined) {
      delete media['examples'];
      media['example'] = body;
    }
  }
}
