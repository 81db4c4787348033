import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { accessOfRoutes, describeAccess, describeStepUp, showExample, stepUpsOfRoutes } from './examples.js';
import type { Examples } from './examples.js';

/** A place in an OpenAPI document, of which only the parts touched here are named. */
type Json = { [name: string]: unknown };
const writes = ['post', 'put', 'patch', 'delete'];
const verbs = [...writes, 'get', 'head'];

/** A key like the ones callers must send; whoever serves the page replaces it by one of the operation's own. */
export const exampleKey = '01970000-0000-7000-8000-000000000000';

/** The service's API as OpenAPI 3.1, with what is the same on every route filled in. */
export function openApiOf(
  app: NestFastifyApplication,
  { name, version }: { name: string; version: string },
  bodyLimits: ReadonlyMap<string, number>,
  examples: Examples = {},
): OpenAPIObject {
  const frame = new DocumentBuilder().setTitle(`Dotation: ${name}`).setVersion(version).setOpenAPIVersion('3.1.0');
  const document = SwaggerModule.createDocument(app, frame.build(), {
    operationIdFactory: (controller, method) => `${controller}.${method}`,
  });
  const access = accessOfRoutes(app);
  const stepUps = stepUpsOfRoutes(app);
  const components = (document.components ??= {}) as Json;
  components['schemas'] = { ...(components['schemas'] as Json), Problem: problemSchema, RowProblem: rowProblemSchema };
  components['parameters'] = parameters;
  components['responses'] = { Problem: problemResponse };
  for (const [address, path] of Object.entries(document.paths) as [string, Json][]) {
    const route = address.replace(/\{(\w+)\}/g, ':$1');
    for (const verb of verbs) {
      const operation = path[verb] as Json | undefined;
      if (!operation) continue;
      const handler = String(operation['operationId']);
      const id = handler.slice(handler.indexOf('.') + 1);
      operation['operationId'] = id;
      // A PUT names what it makes in its address: it needs no key to be repeated.
      completeOperation(operation, writes.includes(verb) && verb !== 'put');
      describeAccess(operation, access.get(handler));
      const factor = stepUps.get(handler);
      if (factor) describeStepUp(operation, factor);
      showExample(operation, examples[id] ?? {});
      const limit = bodyLimits.get(`${verb.toUpperCase()} ${route}`);
      // The gateway learns from here which routes take more than the ordinary body.
      if (limit !== undefined) operation['x-body-limit'] = limit;
    }
  }
  return toOpenApi31(document) as OpenAPIObject;
}

function completeOperation(operation: Json, isWrite: boolean): void {
  const names = isWrite ? ['IdempotencyKey', 'OccurredAt', 'After'] : ['After'];
  operation['parameters'] = [
    ...namedOnce((operation['parameters'] as Json[] | undefined) ?? []),
    ...names.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
  const responses = (operation['responses'] ??= {}) as Json;
  responses['default'] ??= { $ref: '#/components/responses/Problem' };
}

/** The generator lists a header it finds on the method beside the one that describes it, and the key. */
function namedOnce(shown: Json[]): Json[] {
  const nameOf = ({ name }: Json): string => String(name).toLowerCase();
  return shown.filter(
    (one) =>
      one['in'] !== 'header' ||
      (nameOf(one) !== 'idempotency-key' &&
        !shown.some(
          (other) =>
            other !== one && other['in'] === 'header' && nameOf(other) === nameOf(one) && one['name'] === nameOf(one),
        )),
  );
}

const parameters: Json = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description:
      'A new UUIDv7 for every new request, the same one for a repeat. It becomes the id of the document the request makes. The one shown belongs to the example as it stands: send that again and the first answer comes back; change the body, and take another one.',
    schema: { type: 'string', format: 'uuid' },
    example: exampleKey,
  },
  OccurredAt: {
    name: 'Dotation-Occurred-At',
    in: 'header',
    required: false,
    description: 'When it happened by the caller’s own clock, where that is not now (a phone that was offline).',
    schema: { type: 'string', format: 'date-time' },
  },
  After: {
    name: 'Dotation-After',
    in: 'header',
    required: false,
    description:
      'The Dotation-After of an earlier answer: this request then knows what that one wrote. A read that cannot wait longer answers with Dotation-Stale: true, a write with 503.',
    schema: { type: 'string', pattern: '^[a-z]+/[0-9a-f-]{36}$' },
  },
};

const problemSchema: Json = {
  type: 'object',
  description: 'RFC 9457 problem; `code` is stable, the texts are for people.',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string', examples: ['/problems/validation-failed'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', examples: ['validation-failed'] },
    rows: { type: 'array', items: { $ref: '#/components/schemas/RowProblem' } },
    requestId: { type: 'string' },
  },
};

const rowProblemSchema: Json = {
  type: 'object',
  required: ['row', 'code', 'detail'],
  properties: {
    row: { type: 'integer', minimum: 0, description: '1-based; 0 is the request as a whole' },
    field: { type: 'string' },
    code: { type: 'string' },
    detail: { type: 'string' },
  },
  additionalProperties: true,
};

const problemResponse: Json = {
  description: 'Refused, or not possible now; `code` says why',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** The generator still writes OpenAPI 3.0 words; this says the same in JSON Schema 2020-12. */
export function toOpenApi31(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toOpenApi31);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, toOpenApi31(value)]),
  );
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (rest[flag] === true) [rest[flag], rest[bound]] = [rest[bound], undefined];
    if (rest[flag] === false) rest[flag] = undefined;
    if (rest[flag] === undefined) delete rest[flag];
    if (rest[bound] === undefined) delete rest[bound];
  }
  // A property may itself be called `nullable`; only the keyword is a boolean.
  if (typeof nullable === 'boolean') return nullable ? orNull(rest) : rest;
  return nullable === undefined ? rest : { ...rest, nullable };
}

function orNull(schema: Json): Json {
  if (typeof schema['type'] === 'string') {
    const values = schema['enum'] as unknown[] | undefined;
    return { ...schema, type: [schema['type'], 'null'], ...(values && { enum: [...values, null] }) };
  }
  return { anyOf: [schema, { type: 'null' }] };
}
