/** A schema of either kind, as it was parsed. */
export type Schema = { readonly [keyword: string]: unknown }

/**
 * `closed`: an object has no property but those that are described. `open`: it may have more, as a part of an `allOf`,
 * where the whole is closed and not the part.
 */
export type Family = 'open' | 'closed'

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a description says of values. The rest is prose, or a hint to makers of clients: titles, examples, discriminators. */
const KEPT = [
  'type',
  'enum',
  'format',
  'pattern',
  'required',
  'maxItems',
  'minItems',
  'maxLength',
  'minLength',
  'minimum',
  'maximum',
]
const BRANCHES = ['allOf', 'oneOf', 'anyOf']
const COMPONENT = '#/components/schemas/'

/**
 * An OpenAPI 3.0 schema as JSON Schema 2019-09. `nullable` counts beside a `$ref` and an `enum` too: to the letter of
 * 3.0 it does not, but this description writes it there, and its examples hold null in those places.
 */
export function toJsonSchema(schema: unknown, family: Family): Schema {
  if (!isSchema(schema)) return {}
  const converted = {
    ...kept(schema),
    ...reference(schema, family),
    ...branches(schema, family),
    ...nested(schema),
  }
  const whole = family === 'closed' ? { ...converted, ...closing(schema) } : converted
  return schema['nullable'] === true ? orNull(whole) : whole
}

function orNull(schema: Schema): Schema {
  const { type, enum: values } = schema
  const isPlain = typeof type === 'string' && BRANCHES.every((keyword) => schema[keyword] === undefined)
  if (!isPlain) return { anyOf: [schema, { type: 'null' }] }
  const mayBe = Array.isArray(values) ? { enum: [...new Set([...values, null])] } : {}
  return { ...schema, type: [type, 'null'], ...mayBe }
}

const kept = (schema: Schema): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => KEPT.includes(keyword)))

/** The name of the component that a `$ref` points at. */
const referred = ({ $ref }: Schema): string | undefined =>
  typeof $ref === 'string' && $ref.startsWith(COMPONENT) ? $ref.slice(COMPONENT.length) : undefined

function reference(schema: Schema, family: Family): Schema {
  const name = referred(schema)
  return name === undefined ? {} : { $ref: `#/$defs/${family}/${name}` }
}

function branches(schema: Schema, family: Family): Schema {
  const isWhole = schema['properties'] === undefined
  return Object.fromEntries(
    BRANCHES.flatMap((keyword) => {
      const members = schema[keyword]
      if (!Array.isArray(members)) return []
      const inside = keyword !== 'allOf' && isWhole ? family : 'open'
      return [[keyword, members.map((member) => toJsonSchema(member, inside))]]
    }),
  )
}

/** What an object holds is closed, also where the object itself is open. */
function nested({ properties, items, additionalProperties: more }: Schema): Schema {
  const closed = (one: unknown) => toJsonSchema(one, 'closed')
  return {
    ...(isSchema(properties) && { properties: mapValues(properties, closed) }),
    ...(items !== undefined && { items: closed(items) }),
    ...(more !== undefined && { additionalProperties: typeof more === 'boolean' ? more : closed(more) }),
  }
}

/** An object whose properties are not listed is a free one, such as `custom_attributes`. */
function closing(schema: Schema): Schema {
  if (schema['additionalProperties'] !== undefined) return {}
  if (Array.isArray(schema['allOf'])) return { unevaluatedProperties: false }
  if (!isSchema(schema['properties'])) return {}
  const isComposed = BRANCHES.some((keyword) => schema[keyword] !== undefined)
  return isComposed ? { unevaluatedProperties: false } : { additionalProperties: false }
}

/** The same keys with other values. */
export const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Readonly<Record<string, To>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
