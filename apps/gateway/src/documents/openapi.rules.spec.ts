import { mergeOpenApi, withIds, withKeys } from './openapi.rules.js';
import type { OpenApi } from './openapi.rules.js';

const exampleKey = '01970000-0000-7000-8000-000000000000';
const key = { name: 'Idempotency-Key', in: 'header', example: exampleKey };

function aDocument(title: string, line: object, more: OpenApi['paths'] = {}): OpenApi {
  return {
    openapi: '3.1.0',
    info: { title, version: '1' },
    paths: {
      '/documents': {
        post: {
          operationId: 'make',
          tags: ['Documents'],
          parameters: [{ $ref: '#/components/parameters/Key' }],
          requestBody: { $ref: '#/components/schemas/Document' },
        },
      },
      ...more,
    },
    components: {
      parameters: { Key: key },
      schemas: {
        Problem: { type: 'object' },
        Document: { properties: { line: { $ref: '#/components/schemas/Line' } } },
        Line: { properties: line as never },
      },
    },
  };
}

const gateway: OpenApi = { openapi: '3.1.0', info: { title: 'g', version: '7' }, paths: {} };

describe('the merged OpenAPI document', () => {
  const merged = mergeOpenApi(gateway, [
    { name: 'assets', document: aDocument('a', { a: {} }, { '/internal/x': { get: {} } }) },
    { name: 'handover', document: aDocument('h', { h: {} }) },
    { name: 'audit', document: undefined },
  ]);
  const text = JSON.stringify(merged);

  it('puts every path under its service and hides the internal ones', () => {
    expect(Object.keys(merged.paths)).toEqual(['/api/assets/documents', '/api/handover/documents']);
    expect(merged.paths['/api/assets/documents']?.['post']).toMatchObject({
      operationId: 'assets_make',
      tags: ['assets · Documents'],
    });
  });

  it('tells schemas apart that clash, and those that lead to them, and shares the rest', () => {
    expect(Object.keys(merged.components?.['schemas'] ?? {})).toEqual([
      'Problem',
      'AssetsDocument',
      'AssetsLine',
      'HandoverDocument',
      'HandoverLine',
    ]);
    for (const [, ref] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
      expect(Object.keys(merged.components?.['schemas'] ?? {})).toContain(ref);
    }
    expect(merged.paths['/api/handover/documents']?.['post']?.['requestBody']).toEqual({
      $ref: '#/components/schemas/HandoverDocument',
    });
  });

  it('says which services did not answer', () => expect(merged['x-unreachable-services']).toEqual(['audit']));

  it('shows a key of its own on every write, the same one each time, and another one for another body', () => {
    const keys = (document: OpenApi): string[] =>
      ['assets', 'handover'].flatMap((name) =>
        ((document.paths[`/api/${name}/documents`]?.['post']?.['parameters'] ?? []) as { example: string }[]).map(
          ({ example }) => example,
        ),
      );
    const shown = keys(withKeys(merged, exampleKey));
    expect(shown[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set([...shown, exampleKey]).size).toBe(3);
    expect(keys(withKeys(merged, exampleKey))).toEqual(shown);
    const changed = JSON.parse(withIds(text, { AssetsDocument: 'AssetsOther' })) as OpenApi;
    expect(keys(withKeys(changed, exampleKey))).toEqual([expect.not.stringMatching(shown[0] ?? ''), shown[1]]);
  });
});
