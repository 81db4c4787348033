import { toOpenApi31 } from './openapi.js';

describe('OpenAPI 3.1 from 3.0', () => {
  it.each([
    [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [
      { type: 'string', nullable: true, enum: ['A'] },
      { type: ['string', 'null'], enum: ['A', null] },
    ],
    [{ $ref: '#/x', nullable: true }, { anyOf: [{ $ref: '#/x' }, { type: 'null' }] }],
    [{ type: 'number', nullable: false }, { type: 'number' }],
    [{ minimum: 0, exclusiveMinimum: true }, { exclusiveMinimum: 0 }],
    [{ properties: { nullable: { type: 'boolean' } } }, { properties: { nullable: { type: 'boolean' } } }],
  ])('says %j as %j', (old, now) => expect(toOpenApi31(old)).toEqual(now));
});
