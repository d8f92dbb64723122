import { type Check, inside, parseJson, type Problem } from './create-check.ts'
import type { Described, Extract } from './description.ts'
import type { Call } from './watch-fetch.ts'

/** The operation of an address; `/conversations/search` is not the conversation "search". */
export function findOperation({ operations }: Extract, { method, url }: Call): Described | undefined {
  const { pathname } = new URL(url)
  const fitting = operations.filter((one) => one.method === method && patternOf(one.path).test(pathname))
  return fitting.find(({ path }) => path === pathname) ?? fitting[0]
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)

type Asked = { readonly operation: Described; readonly call: Call; readonly check: Check }

/** What is wrong with a request: its version, its address, its body. */
export function judgeRequest({ operation, call, check }: Asked): readonly Problem[] {
  const { parameters, body } = operation
  const json = call.body === '' ? undefined : parseJson(call.body)
  return [
    ...inside('Intercom-Version', judgeVersion(call.version, parameters, check)),
    ...inside('address', judgeAddress(operation, call.url, check)),
    ...(body && json === undefined ? [{ at: 'body', message: 'is missing, or not JSON' }] : []),
    ...(!body && call.body !== '' ? [{ at: 'body', message: 'there is none in the description' }] : []),
    ...(body && json !== undefined ? inside('body', check(body, json)) : []),
  ]
}

function judgeVersion(
  version: string | null,
  parameters: Described['parameters'],
  check: Check,
): readonly Problem[] {
  if (version === null) return [{ at: '', message: 'is not sent' }]
  // A version by that name exists (reference/intercom.md, 8.1); the description of 2.16 does not list it.
  if (version === 'Preview') return []
  const described = parameters.find(({ name }) => name === 'Intercom-Version')
  return described ? check(described.schema, version) : []
}

/** Addresses are text: a number or a boolean in them is what reads as one. */
function judgeAddress({ path, parameters }: Described, url: string, check: Check): readonly Problem[] {
  const { pathname, searchParams } = new URL(url)
  const inPath = patternOf(path).exec(pathname)?.groups ?? {}
  const given = [
    ...Object.entries(inPath).map(([name, value]) => [name, decodeURIComponent(value)] as const),
    ...searchParams,
  ]
  const unknown = [...searchParams.keys()].filter((name) => !parameters.some((one) => one.name === name))
  return [
    ...unknown.map((name) => ({ at: name, message: 'is no parameter of this call' })),
    ...parameters.flatMap(({ name, in: place, required, schema }) => {
      if (place === 'header') return []
      const value = given.find(([one]) => one === name)?.[1]
      if (value === undefined) return required ? [{ at: name, message: 'is missing' }] : []
      const problems = [readValue(value), value].map((one) => check(schema, one))
      return problems.every(({ length }) => length > 0) ? inside(name, problems.flat()) : []
    }),
  ]
}

const readValue = (text: string): unknown => (/^(\d+|true|false)$/.test(text) ? JSON.parse(text) : text)
