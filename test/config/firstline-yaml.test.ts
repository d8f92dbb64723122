import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readSettings } from '../../src/config/read-settings.ts'
import { Settings } from '../../src/config/settings.ts'
import { HAND_OFF_REASONS } from '../../src/domain/outcome.ts'

const file = fileURLToPath(new URL('../../firstline.yaml', import.meta.url))
const text = readFileSync(file, 'utf8')
const defaults = Settings.parse({})

/** What an operator gets who switches every setting on: one "#" stands before a setting, two before an explanation. */
const switchedOn = parse(text.replaceAll(/^#(?!#)/gm, ''))

test('sets nothing: the file means the defaults', () => {
  expect(readSettings(file, { mustExist: true })).toEqual({ kind: 'settings', settings: defaults })
})

test('leaves the mode open, so that the sandbox is auto and a real workspace is suggest', () => {
  expect(defaults.mode).toBeUndefined()
})

test('every setting, nested ones included, stands in the file ready to be switched on', () => {
  const missing = settingPaths(Settings).filter((path) => !isIn(switchedOn, path))
  expect(missing).toEqual([])
})

test('every setting that can be switched on is a valid one', () => {
  expect(Settings.safeParse(switchedOn).error).toBeUndefined()
})

test('what is shown is the default, but for the examples', () => {
  const examples = {
    mode: undefined,
    pilot: undefined,
    topics: defaults.topics,
    knowledge: defaults.knowledge,
    handoff: defaults.handoff,
    tags: defaults.tags,
    limits: defaults.limits,
    prices: defaults.prices,
  }
  expect({ ...Settings.parse(switchedOn), ...examples }).toEqual(defaults)
})

test('every hand-off reason is explained', () => {
  expect(HAND_OFF_REASONS.filter((reason) => !text.includes(`##   ${reason} `))).toEqual([])
})

const Node = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
})

/** Every key of a schema with the keys above it; the keys of a list's items count as the list's own. */
function settingPaths(schema: z.ZodType): readonly (readonly string[])[] {
  return pathsBelow(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), [])
}

function pathsBelow(schema: unknown, above: readonly string[]): readonly (readonly string[])[] {
  const { properties = {}, items } = Node.parse(schema)
  const own = Object.entries(properties).flatMap(([key, inner]) => [
    [...above, key],
    ...pathsBelow(inner, [...above, key]),
  ])
  return items ? [...own, ...pathsBelow(items, above)] : own
}

function isIn(value: unknown, path: readonly string[]): boolean {
  const [key, ...rest] = path
  if (key === undefined) return true
  if (Array.isArray(value)) return value.some((item) => isIn(item, path))
  const fields = z.record(z.string(), z.unknown()).safeParse(value).data ?? {}
  return Object.hasOwn(fields, key) && isIn(fields[key], rest)
}
