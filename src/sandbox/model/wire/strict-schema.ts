import { z } from 'zod'

const Schema = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.unknown().optional(),
  allOf: z.unknown().optional(),
})
type Schema = z.infer<typeof Schema>

/**
 * What strict function calling refuses about a schema, in the API's words; `undefined` when it takes it: every object
 * must be closed and require each of its properties.
 */
export const strictProblem = (given: unknown, context = '()'): string | undefined => {
  const schema = Schema.safeParse(given).data
  if (!schema) return `In context=${context}, schema must be an object.`
  return ownProblem(schema, context) ?? innerProblem(schema, context)
}

function ownProblem(schema: Schema, context: string): string | undefined {
  if (schema.oneOf !== undefined || schema.allOf !== undefined) {
    return `In context=${context}, 'oneOf' and 'allOf' are not permitted.`
  }
  if (schema.properties === undefined) return undefined
  if (schema.additionalProperties !== false) {
    return `In context=${context}, 'additionalProperties' is required to be supplied and to be false.`
  }
  const missing = Object.keys(schema.properties).find((name) => !schema.required?.includes(name))
  return missing === undefined
    ? undefined
    : `In context=${context}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`
}

function innerProblem({ properties = {}, items, anyOf = [] }: Schema, context: string): string | undefined {
  const inner = [
    ...Object.entries(properties).map(([name, schema]) => ({ schema, at: `${context}.${name}` })),
    ...(items === undefined ? [] : [{ schema: items, at: `${context}[]` }]),
    ...anyOf.map((schema, index) => ({ schema, at: `${context}|${index}` })),
  ]
  return inner.map(({ schema, at }) => strictProblem(schema, at)).find((problem) => problem !== undefined)
}
