import { z } from 'zod'
import { ApiError } from './api-error.ts'

// The description's own limits (OpenAPI 2.16, searchConversations).
const MAX_DEPTH = 2
const MAX_FILTERS = 15

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()])
const Filter = z.object({
  field: z.string(),
  operator: z.enum(['=', '!=', 'IN', 'NIN', '>', '<', '~', '!~', '^', '$']),
  value: z.union([Value, z.array(Value)]),
})
type Filter = z.infer<typeof Filter>

type Query = Filter | { operator: 'AND' | 'OR'; value: Query[] }
const Query: z.ZodType<Query> = z.lazy(() =>
  z.union([
    Filter,
    z.object({ operator: z.enum(['AND', 'OR']), value: z.array(Query).min(1).max(MAX_FILTERS) }),
  ]),
)

/** A search request: a filter or nested groups of them, and where to go on (reference, 6). */
export const SearchRequest = z.object({
  query: Query,
  pagination: z
    .object({
      per_page: z.int().min(1).max(150).optional(),
      starting_after: z.string().nullish(),
    })
    .optional(),
})

/** The values one field has on an item: several where it is a list, undefined where there is no such field. */
export type ValuesOf = (field: string) => readonly unknown[] | undefined

// A timestamp may be sent as a number or as text; nobody assigned is 0, and is found as null too.
const same = (a: unknown, b: unknown) => String(a ?? 0) === String(b ?? 0)

const compare = (values: readonly unknown[], operator: '>' | '<', wanted: unknown) => {
  const bound = Number(wanted)
  if (Number.isNaN(bound)) throw new ApiError(400, 'parameter_invalid', `${String(wanted)} is not a number`)
  const numbers = values.filter((value) => typeof value === 'number')
  // Documented as "or equal" on conversations (OpenAPI 2.16).
  return numbers.some((value) => (operator === '>' ? value >= bound : value <= bound))
}

const textMatches = (values: readonly unknown[], test: (text: string) => boolean) =>
  values.some((value) => typeof value === 'string' && test(value.toLowerCase()))

const holds = ({ field, operator, value }: Filter, valuesOf: ValuesOf): boolean => {
  const values = valuesOf(field)
  if (!values) throw new ApiError(400, 'parameter_invalid', `${field} is not a searchable field`)
  const wanted = Array.isArray(value) ? value : [value]
  const isOne = values.some((one) => wanted.some((other) => same(one, other)))
  const text = String(wanted[0]).toLowerCase()
  switch (operator) {
    case '=':
    case 'IN':
      return isOne
    case '!=':
    case 'NIN':
      return !isOne
    case '>':
    case '<':
      return compare(values, operator, wanted[0])
    case '~':
      return textMatches(values, (one) => one.includes(text))
    case '!~':
      return !textMatches(values, (one) => one.includes(text))
    case '^':
      return textMatches(values, (one) => one.startsWith(text))
    case '$':
      return textMatches(values, (one) => one.endsWith(text))
  }
}

/** Whether an item is what a query looks for. */
export const matchesQuery = (query: Query, valuesOf: ValuesOf, depth = 0): boolean => {
  if ('field' in query) return holds(query, valuesOf)
  if (depth > MAX_DEPTH) throw new ApiError(400, 'parameter_invalid', 'At most 2 nested levels of filters')
  const test = (inner: Query) => matchesQuery(inner, valuesOf, depth + 1)
  return query.operator === 'AND' ? query.value.every(test) : query.value.some(test)
}
