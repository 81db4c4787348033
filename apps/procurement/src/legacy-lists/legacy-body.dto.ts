import { createHash } from 'node:crypto';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Whereabouts } from '../packing-lists/packing-lists.dto.js';
import { formBody, listOf, objectOf, parsedPart, validated } from '../receipts/delivery-body.dto.js';
import { ImportLegacyList } from './legacy-lists.dto.js';

/** An old list as it came: rows in JSON, or the file with what a person corrected. */
export type LegacyBody = { input: ImportLegacyList; listSha256: string } & (
  { lines: unknown[] } | { file: Buffer; list: Whereabouts; corrections: unknown[]; fingerprint: string }
);

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

export const LegacyBodyOf = createParamDecorator((_: unknown, context: ExecutionContext): Promise<LegacyBody> =>
  read(context.switchToHttp().getRequest<FastifyRequest>()),
);

async function read(request: FastifyRequest): Promise<LegacyBody> {
  const form = await formBody(request, 'legacyList');
  if (form === null) {
    const { lines, ...envelope } = objectOf(request.body, 'the body');
    const own = listOf(lines, 'lines');
    return { input: await validated(ImportLegacyList, envelope), lines: own, listSha256: sha256(JSON.stringify(own)) };
  }
  const { file, said, fingerprint } = form;
  const { corrections = [], list = {}, ...envelope } = objectOf(parsedPart(said, 'legacyList'), 'legacyList');
  return {
    input: await validated(ImportLegacyList, envelope),
    ...{ file, listSha256: sha256(file), fingerprint },
    list: await validated(Whereabouts, objectOf(list, 'list')),
    corrections: listOf(corrections, 'corrections'),
  };
}
