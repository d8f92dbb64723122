import { expect, test } from 'vitest'
import { toJsonSchema } from './to-json-schema.ts'

test.each<[string, object, object]>([
  ['text that may be null', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [
    'one of some words, or null',
    { type: 'string', enum: ['a', 'b'], nullable: true },
    { type: ['string', 'null'], enum: ['a', 'b', null] },
  ],
  [
    'a component that may be null',
    { $ref: '#/components/schemas/app', nullable: true },
    { anyOf: [{ $ref: '#/$defs/closed/app' }, { type: 'null' }] },
  ],
  [
    'an object, which has no property but its own',
    { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
    {
      type: 'object',
      properties: { id: { type: 'string' } },
      required: ['id'],
      additionalProperties: false,
    },
  ],
  ['a free object', { type: 'object' }, { type: 'object' }],
  [
    'a record',
    { type: 'object', additionalProperties: { type: 'string' } },
    { type: 'object', additionalProperties: { type: 'string' } },
  ],
  [
    'an object and a component, closed as a whole',
    { allOf: [{ $ref: '#/components/schemas/base' }], properties: { id: { type: 'string' } } },
    {
      allOf: [{ $ref: '#/$defs/open/base' }],
      properties: { id: { type: 'string' } },
      unevaluatedProperties: false,
    },
  ],
  [
    'a choice, each closed',
    { oneOf: [{ $ref: '#/components/schemas/a' }, { $ref: '#/components/schemas/b' }] },
    { oneOf: [{ $ref: '#/$defs/closed/a' }, { $ref: '#/$defs/closed/b' }] },
  ],
  [
    'a list',
    { type: 'array', items: { type: 'integer' }, maxItems: 10 },
    { type: 'array', items: { type: 'integer' }, maxItems: 10 },
  ],
  [
    'prose, which is left out',
    {
      type: 'string',
      title: 't',
      description: 'd',
      example: 'e',
      default: 'x',
      discriminator: { propertyName: 'p' },
      'x-tags': [],
    },
    { type: 'string' },
  ],
])('reads %s', (_what, openApi, jsonSchema) => {
  expect(toJsonSchema(openApi, 'closed')).toEqual(jsonSchema)
})

test('leaves a part of a whole open, and what it holds closed', () => {
  const inner = { type: 'object', properties: { id: { type: 'string' } } }
  expect(toJsonSchema({ type: 'object', properties: { inner } }, 'open')).toEqual({
    type: 'object',
    properties: { inner: { ...inner, additionalProperties: false } },
  })
})
