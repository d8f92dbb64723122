import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { Environment } from '../../src/config/environment.ts'
import { ROOT } from './source-files.ts'

const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const guide = textOf('docs/running.md')
const { services } = z
  .object({ services: z.record(z.string(), z.object({ environment: z.record(z.string(), z.unknown()) })) })
  .parse(parse(textOf('compose.yaml')))

const all = (pattern: RegExp): readonly string[] => [
  ...new Set([...guide.matchAll(pattern)].map(([, found = '']) => found)),
]

test('the guide to running names only variables that Firstline or compose.yaml knows', () => {
  const known = [
    ...Object.keys(Environment.shape),
    ...Object.values(services).flatMap((service) => Object.keys(service.environment)),
  ]
  const named = all(/\b([A-Z]+_[A-Z_]+)\b/g)
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((name) => !known.includes(name))).toEqual([])
})

test('the guide to running names only commands that there are', () => {
  const named = all(/(?:npx firstline|src\/main\.ts) ([a-z]+)/g)
  expect(named.length).toBeGreaterThan(1)
  expect(named.filter((name) => !existsSync(join(ROOT, `src/commands/${name}.ts`)))).toEqual([])
})

test('the guide to running names only services of compose.yaml, and the user and database that it makes', () => {
  const named = all(/docker compose (?:exec|stop|start|restart|logs)(?: -\S+(?: 1h)?)* ([a-z]+)/g)
  expect(named.toSorted()).toEqual(Object.keys(services).toSorted())
  const { POSTGRES_USER: user, POSTGRES_DB: database } = services['postgres']?.environment ?? {}
  expect(all(/--username=(\w+)/g)).toEqual([user])
  expect(all(/--dbname=(\w+)/g)).toEqual([database])
})

test('the guide to running leads to files that there are', () => {
  const links = all(/\]\(([^)#]+)/g)
  expect(links.length).toBeGreaterThan(3)
  expect(links.filter((link) => !existsSync(join(ROOT, 'docs', link)))).toEqual([])
})
