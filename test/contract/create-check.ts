import { Ajv2019, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js'
import formats from 'ajv-formats'
import type { Extract } from './description.ts'
import type { Schema } from './to-json-schema.ts'

/** Something that is not as described: the place, with `*` for a position in a list, and the complaint. */
export type Problem = { readonly at: string; readonly message: string }

/** Holds a value against a schema, which may refer to the description's components. */
export type Check = (schema: Schema, value: unknown) => readonly Problem[]

export const NOT_JSON: Problem = { at: '', message: 'is not JSON' }

const SCHEMA_ID = 'intercom'

/** Compiles each schema when it is first needed. */
export function createCheck({ $defs }: Extract): Check {
  // `timestamp` is what the description calls unix seconds; `date-time` on an integer says nothing in JSON Schema.
  const ajv = new Ajv2019({ allErrors: true, strict: true, strictTypes: false, formats: { timestamp: true } })
  formats.default(ajv)
  ajv.addSchema({ $id: SCHEMA_ID, $defs })
  const compiled = new Map<string, ValidateFunction>()
  const compile = (schema: Schema) => {
    const key = JSON.stringify(schema)
    const validate =
      compiled.get(key) ?? ajv.compile(JSON.parse(key.replaceAll('"#/$defs/', `"${SCHEMA_ID}#/$defs/`)))
    compiled.set(key, validate)
    return validate
  }
  return (schema, value) => {
    const validate = compile(schema)
    return validate(value) ? [] : (validate.errors ?? []).map(toProblem)
  }
}

function toProblem({ instancePath, params, message, keyword }: ErrorObject): Problem {
  const place = instancePath
    .split('/')
    .filter(Boolean)
    .map((step) => (/^\d+$/.test(step) ? '*' : step))
  const unknown: unknown = params['additionalProperty'] ?? params['unevaluatedProperty']
  if (typeof unknown === 'string') return { at: [...place, unknown].join('.'), message: 'is not described' }
  const allowed = keyword === 'enum' ? ` ${JSON.stringify(params['allowedValues'])}` : ''
  return { at: place.join('.'), message: `${message ?? keyword}${allowed}` }
}

/** The same problems, within something. */
export const inside = (where: string, problems: readonly Problem[]) =>
  problems.map(({ at, message }) => ({ at: at ? `${where}: ${at}` : where, message }))

/** `undefined` when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
