import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { STOP_WITHIN_MS } from '../../src/app.ts'
import { Environment } from '../../src/config/environment.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { ROOT } from '../project/source-files.ts'
import { readDockerfile } from './read-dockerfile.ts'

const Service = z.object({
  image: z.string(),
  build: z.string().optional(),
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()),
  tmpfs: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  stop_grace_period: z.string(),
  logging: z.object({ driver: z.string() }),
})
const Compose = z.object({
  services: z.object({ firstline: Service, postgres: Service }),
  volumes: z.record(z.string(), z.unknown()),
})

const text = readFileSync(join(ROOT, 'compose.yaml'), 'utf8')
const { services, volumes } = Compose.parse(parse(text))
const { firstline, postgres } = services
const image = readDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')).at(-1)?.instructions ?? []
const inImage = (name: string) => image.find((instruction) => instruction.name === name)?.rest ?? ''

/** As compose does it: `${NAME:-default}` and `${NAME:?message}`. */
const fill = (value: string, env: Readonly<Record<string, string>>) =>
  value.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_all, name, kind, otherwise) => {
    if (!env[name] && kind === '?') throw new Error(`${name}: ${otherwise}`)
    return env[name] ?? otherwise
  })

const PASSWORDS = { POSTGRES_PASSWORD: 'p0stgres', CONSOLE_PASSWORD: 'c0nsole-password' }
const filled = Object.fromEntries(
  Object.entries(firstline.environment).map(([name, value]) => [name, fill(value, PASSWORDS)]),
)

test('sets only variables that Firstline knows', () => {
  const unknown = Object.keys(firstline.environment).filter((name) => !(name in Environment.shape))
  expect(unknown).toEqual([])
})

test('gives Firstline a configuration that it accepts: the server, the open address, the mounted files', () => {
  const mounted = { FIRSTLINE_SETTINGS: '', FIRSTLINE_KNOWLEDGE: '' }
  expect(parseConfig({ ...filled, ...mounted })).toMatchObject({
    host: '0.0.0.0',
    databaseUrl: 'postgres://firstline:p0stgres@postgres:5432/firstline',
    publicUrl: 'http://127.0.0.1:3000',
  })
})

test.each(['POSTGRES_PASSWORD', 'CONSOLE_PASSWORD'] as const)(
  'refuses to start without %s and says so',
  (name) => {
    const { [name]: _left, ...rest } = PASSWORDS
    const values = Object.values({ ...firstline.environment, ...postgres.environment })
    expect(() => values.map((value) => fill(value, rest))).toThrow(`${name}: set it in .env`)
  },
)

test('reaches the database under the name, user and database that it is given', () => {
  const url = new URL(filled['DATABASE_URL'] ?? '')
  const { POSTGRES_USER: user, POSTGRES_DB: database } = postgres.environment
  expect([url.hostname, url.username, url.pathname]).toEqual(['postgres', user, `/${database}`])
  expect(postgres.image).toMatch(/^pgvector\/pgvector:pg\d+$/)
})

test('waits until the database answers, over the network and not only on its socket', () => {
  expect(firstline.depends_on).toEqual({ postgres: { condition: 'service_healthy' } })
  expect(postgres.healthcheck?.test).toEqual(
    expect.arrayContaining(['pg_isready', '--host=127.0.0.1', '--username=firstline']),
  )
  expect(inImage('HEALTHCHECK')).toContain('/healthz')
})

test('publishes only on this machine, and to the port of the image', () => {
  expect(postgres.ports).toEqual([])
  expect(firstline.ports.map((port) => fill(port, {}))).toEqual([`127.0.0.1:3000:${inImage('EXPOSE')}`])
  expect(filled['PORT']).toBe(inImage('EXPOSE'))
})

test('mounts files of this project over those of the image', () => {
  const { settingsFile, knowledgeFolder } = parseConfig({})
  const mounts = firstline.volumes.map((volume) => volume.split(':'))
  expect(mounts).toEqual([settingsFile, knowledgeFolder].map((path) => [`./${path}`, `/app/${path}`, 'ro']))
  for (const [from = ''] of mounts) expect(() => statSync(join(ROOT, from))).not.toThrow()
  expect(mounts.map(([, to]) => to)).toEqual([filled['FIRSTLINE_SETTINGS'], filled['FIRSTLINE_KNOWLEDGE']])
  expect(firstline.tmpfs).toContain(JSON.parse(inImage('VOLUME'))[0])
})

test('keeps the database in a named volume', () => {
  expect(postgres.volumes).toEqual(['postgres:/var/lib/postgresql/data'])
  expect(Object.keys(volumes)).toEqual(['postgres'])
})

test('gives running turns the time that they may take to end', () => {
  const seconds = Number(/^(\d+)s$/.exec(firstline.stop_grace_period)?.[1])
  expect(seconds * 1_000).toBeGreaterThan(STOP_WITHIN_MS)
})

test('keeps no log for ever', () => {
  expect([firstline, postgres].map(({ logging }) => logging.driver)).toEqual(['local', 'local'])
})

test('takes everything else from .env, and builds this project', () => {
  expect(firstline).toMatchObject({ env_file: '.env', build: '.', image: 'firstline' })
})
