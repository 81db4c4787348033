import { StreamableFile } from '@nestjs/common';
import { accessKindOf, filterOf, rowsOf } from './access-record.js';
import type { Read } from './access-record.js';

const read = (change: Partial<Read> = {}): Read => ({
  ...{ mark: undefined, isWrite: false, query: {}, roles: [{ role: 'STOREKEEPER' }], rows: 50 },
  ...change,
});
const withPurpose = { kind: 'PERSONAL_DATA' as const, when: (query: object) => 'purpose' in query };

it.each<[string, Partial<Read>, string | undefined]>([
  ['an ordinary list', {}, undefined],
  ['a list asked for in bulk', { query: { limit: '200' } }, 'LIST'],
  ['a list given in bulk', { rows: 1_000 }, 'LIST'],
  ['an export, however small', { mark: { kind: 'EXPORT' }, rows: null }, 'EXPORT'],
  ['an export asked for by POST', { mark: { kind: 'EXPORT' }, isWrite: true }, 'EXPORT'],
  ['a name with a purpose', { mark: withPurpose, query: { purpose: 'DISPLAY' }, rows: 1 }, 'PERSONAL_DATA'],
  ['a person without the name', { mark: withPurpose, rows: 1 }, undefined],
  ['CR-61 one row read by an auditor', { roles: [{ role: 'AUDITOR' }], rows: 1 }, 'AUDITOR_READ'],
  ['one row read by an investigator', { roles: [{ role: 'UNIT_HEAD' }, { role: 'INVESTIGATOR' }] }, 'AUDITOR_READ'],
  ['a command', { isWrite: true, roles: [{ role: 'INVESTIGATOR' }] }, undefined],
])('%s', (_, change, kind) => {
  expect(accessKindOf(read(change))).toBe(kind);
});

it('counts rows of lists and pages, one of anything else, and none of bytes', () => {
  const file = new StreamableFile(Buffer.from('x'));
  expect([[1, 2], { items: [1, 2, 3], next: null }, { id: 1 }, file, undefined].map(rowsOf)).toEqual([
    2,
    3,
    1,
    null,
    null,
  ]);
});

it('keeps what was asked for in one order, without texts and without the purpose, which has its own place', () => {
  const query = { status: 'DRAFT', q: 'Kasongo', after: 'WyJLYXNvbmdvIl0', purpose: 'AUDIT', limit: '200' };
  expect(filterOf({ id: 'one' }, query)).toBe('{"after":"…","id":"one","limit":"200","q":"…","status":"DRAFT"}');
});
