import { createHash } from 'node:crypto';
import { serviceError, strictValidation } from '@dotation/service';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { procurementError } from '../errors.js';
import { Whereabouts } from '../packing-lists/packing-lists.dto.js';
import { MOST_ROWS } from './receipt-row.rules.js';
import { ReceiveGoods } from './receipts.dto.js';

/** A delivery as it came over HTTP: rows in JSON, or the supplier's file with what a person corrected. */
export type DeliveryBody =
  | { input: ReceiveGoods; lines: unknown[] }
  | { input: ReceiveGoods; file: Buffer; list: Whereabouts; corrections: unknown[]; fingerprint: string };

/** The rows are left to the row checker: class-validator would hold the process up for 0.7 s over 10,000 of them. */
export const DeliveryOf = createParamDecorator((_: unknown, context: ExecutionContext): Promise<DeliveryBody> =>
  readDelivery(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** A file as the body itself, or as the part `file` of a form. */
export const FileOf = createParamDecorator(async (_: unknown, context: ExecutionContext): Promise<Buffer> => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!Buffer.isBuffer(request.body))
    throw procurementError('file-missing', 'Send the file itself, or a form with the part file.');
  return isForm(request) ? (await readForm(request, request.body)).file : request.body;
});

async function readDelivery(request: FastifyRequest): Promise<DeliveryBody> {
  const form = await formBody(request, 'receipt');
  if (form === null) {
    const { lines, ...envelope } = objectOf(request.body, 'the body');
    return { input: await validated(ReceiveGoods, envelope), lines: listOf(lines, 'lines') };
  }
  const { file, said, fingerprint } = form;
  const { corrections = [], list = {}, ...envelope } = objectOf(parsedPart(said, 'receipt'), 'receipt');
  return {
    input: await validated(ReceiveGoods, envelope),
    file,
    list: await validated(Whereabouts, objectOf(list, 'list')),
    corrections: listOf(corrections, 'corrections'),
    fingerprint,
  };
}

function isForm(request: FastifyRequest): boolean {
  return /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '');
}

/** The file of a form and what is said beside it in the part of this name; null where the body is JSON. */
export async function formBody(
  request: FastifyRequest,
  part: string,
): Promise<{ file: Buffer; said: string; fingerprint: string } | null> {
  if (!Buffer.isBuffer(request.body)) return null;
  if (!isForm(request))
    throw serviceError(
      'unsupported-media-type',
      `Send application/json, or multipart/form-data with file and ${part}.`,
    );
  const { file, said } = await readForm(request, request.body, part);
  // Every form has another boundary: a repeat is told by what the form carries.
  const fingerprint = createHash('sha256').update(`POST ${request.url}\n`).update(file).update('\n').update(said);
  return { file, said, fingerprint: fingerprint.digest('hex') };
}

async function readForm(
  request: FastifyRequest,
  body: Buffer,
  part = 'receipt',
): Promise<{ file: Buffer; said: string }> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  })
    .formData()
    .catch(() => {
      throw procurementError('file-missing', 'The form cannot be read.');
    });
  const file = form.get('file');
  const said = form.get(part);
  if (file === null || typeof file === 'string') throw procurementError('file-missing', 'The form has no part file.');
  return {
    file: Buffer.from(await file.arrayBuffer()),
    said: typeof said === 'string' ? said : ((await said?.text()) ?? '{}'),
  };
}

export function parsedPart(json: string, part: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw serviceError('malformed-request', `The part ${part} must be JSON.`);
  }
}

export function objectOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw serviceError('malformed-request', `${name} must be a JSON object.`);
}

export function listOf(value: unknown, field: string): unknown[] {
  const detail = `${field} must be a list of at most ${MOST_ROWS} rows.`;
  if (!Array.isArray(value))
    throw serviceError('validation-failed', detail, [{ row: 0, field, code: 'is-array', detail }]);
  return value as unknown[];
}

export function validated<T>(shape: new () => T, said: Record<string, unknown>): Promise<T> {
  return strictValidation().transform(said, { type: 'body', metatype: shape }) as Promise<T>;
}
