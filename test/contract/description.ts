import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '../project/source-files.ts'
import { mapValues, type Schema, toJsonSchema } from './to-json-schema.ts'

/** One parameter of an address, or a header. */
const Parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  schema: z.unknown(),
})
type Parameter = z.infer<typeof Parameter>

const Json = z.object({
  content: z
    .object({ 'application/json': z.object({ schema: z.unknown().optional() }).optional() })
    .optional(),
})

const Operation = z.object({
  parameters: z.array(Parameter).default([]),
  requestBody: Json.optional(),
  responses: z.record(z.string(), Json),
})

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

const Path = z.object({
  /** Of all its calls. */
  parameters: z.array(Parameter).default([]),
  get: Operation.optional(),
  post: Operation.optional(),
  put: Operation.optional(),
  patch: Operation.optional(),
  delete: Operation.optional(),
})

const Description = z.object({
  paths: z.record(z.string(), Path),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

/** One call that Intercom describes, its schemas converted. */
export type Described = {
  readonly method: string
  /** Such as `/conversations/{conversation_id}/reply`. */
  readonly path: string
  readonly parameters: readonly {
    readonly name: string
    readonly in: Parameter['in']
    readonly required: boolean
    readonly schema: Schema
  }[]
  readonly body?: Schema
  /** By status. */
  readonly answers: Readonly<Record<string, Schema>>
}

/** What the tests need of Intercom's description: its calls, and its components in both families. */
export type Extract = {
  readonly operations: readonly Described[]
  readonly $defs: { readonly open: Schema; readonly closed: Schema }
}

/** Where the description is: beside the repository, or where TEST_INTERCOM_OPENAPI says. */
export const descriptionFile = (): string =>
  process.env['TEST_INTERCOM_OPENAPI'] ?? join(ROOT, '../shared/intercom/openapi-2.16.yaml')

const CACHE = join(ROOT, 'node_modules/.cache/firstline')

/**
 * The file that holds what the tests need, or nothing where there is no description. Reading 1.3 MB of YAML takes two
 * seconds, so that it is done once and the outcome kept, named by what it was made of.
 */
export function prepareExtract(): string | undefined {
  const from = descriptionFile()
  if (!existsSync(from)) return undefined
  const text = readFileSync(from, 'utf8')
  const file = join(CACHE, `intercom-${hashOf(text)}.json`)
  if (existsSync(file)) return file
  mkdirSync(CACHE, { recursive: true })
  // Renamed into place: another run never reads half of it.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(toExtract(parse(text))))
  renameSync(`${file}.${process.pid}`, file)
  return file
}

function hashOf(text: string): string {
  const hash = createHash('sha256').update(text)
  for (const maker of ['description.ts', 'to-json-schema.ts']) {
    hash.update(readFileSync(join(import.meta.dirname, maker)))
  }
  return hash.digest('hex').slice(0, 16)
}

/** Requests and answers are closed: what is not described does not exist. */
export function toExtract(description: unknown): Extract {
  const { paths, components } = Description.parse(description)
  const family = (name: 'open' | 'closed') => mapValues(components.schemas, (one) => toJsonSchema(one, name))
  return {
    operations: Object.entries(paths).flatMap(([path, { parameters, ...calls }]) =>
      METHODS.flatMap((method) => {
        const operation = calls[method]
        return operation ? [toDescribed(operation, { method, path, parameters })] : []
      }),
    ),
    $defs: { open: family('open'), closed: family('closed') },
  }
}

type Address = { readonly method: string; readonly path: string; readonly parameters: readonly Parameter[] }

function toDescribed(operation: z.infer<typeof Operation>, { method, path, parameters }: Address): Described {
  const schemaOf = (json: z.infer<typeof Json> | undefined) =>
    toJsonSchema(json?.content?.['application/json']?.schema, 'closed')
  return {
    method: method.toUpperCase(),
    path,
    parameters: [...parameters, ...operation.parameters].map((one) => ({
      ...one,
      schema: toJsonSchema(one.schema, 'closed'),
    })),
    ...(operation.requestBody && { body: schemaOf(operation.requestBody) }),
    answers: mapValues(operation.responses, schemaOf),
  }
}
