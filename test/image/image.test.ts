import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Environment } from '../../src/config/environment.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { ROOT, readSource } from '../project/source-files.ts'
import { type Instruction, readDockerfile, readExecForm, readPairs } from './read-dockerfile.ts'
import { readDockerignore } from './read-dockerignore.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const stages = readDockerfile(read('Dockerfile'))
const isSent = readDockerignore(read('.dockerignore'))
const Manifest = z.object({
  version: z.string(),
  license: z.string(),
  scripts: z.object({ start: z.string() }),
  devDependencies: z.object({ node: z.string() }),
})
const manifest = Manifest.parse(JSON.parse(read('package.json')))

const last = stages.at(-1)?.instructions ?? []
const all = (name: string, among: readonly Instruction[] = last) =>
  among.filter((instruction) => instruction.name === name)
const only = (name: string): Instruction => {
  const [one, ...more] = all(name)
  if (!one || more.length > 0) throw new Error(`expected exactly one ${name}`)
  return one
}
const sourcesOf = ({ rest }: Instruction): readonly string[] => rest.split(/\s+/).slice(0, -1)
/** What the image has from the project, not from an earlier stage. */
const copied = all('COPY')
  .filter(({ flags }) => !flags['from'])
  .flatMap(sourcesOf)

/** Paths that the source reads beside itself: `new URL('../prompts', import.meta.url)`. Packages are installed, not copied. */
const readBesides = [...readSource('src')].flatMap(([path, text]) =>
  [...text.matchAll(/new URL\(\s*'([^']+)',\s*import\.meta\.url/g)]
    .map(([, target = '']) => posix.join('src', posix.dirname(path), target))
    .filter((target) => !/^(src|node_modules)\//.test(target)),
)

test('has everything that the source reads while it runs', () => {
  const { settingsFile, knowledgeFolder } = parseConfig({})
  const needed = new Set([...readBesides, settingsFile, knowledgeFolder, 'src', 'package.json'])
  expect([...needed]).toEqual(expect.arrayContaining(['prompts', 'migrations']))
  expect([...needed].filter((path) => !copied.includes(path))).toEqual([])
})

test('copies only what the build is sent, and is sent only what it copies', () => {
  const wanted = stages.flatMap(({ instructions }) =>
    all('COPY', instructions)
      .filter(({ flags }) => !flags['from'])
      .flatMap(sourcesOf),
  )
  expect(readdirSync(ROOT).filter(isSent).toSorted()).toEqual([...new Set(wanted)].toSorted())
})

test.each([
  '.env',
  '.env.example',
  '.git/config',
  '.data/pglite/PG_VERSION',
  'node_modules/pg/index.js',
  'test/a.ts',
])('never sends %s to a build', (path) => {
  expect(isSent(path)).toBe(false)
})

test.each(['src/main.ts', 'prompts/draft.md', 'migrations/x/migration.sql', 'knowledge/data/export.md'])(
  'sends %s to a build',
  (path) => {
    expect(isSent(path)).toBe(true)
  },
)

test('installs what the lock says, without development dependencies, and ships none of the tools for it', () => {
  const runs = stages.flatMap(({ instructions }) => all('RUN', instructions)).map(({ rest }) => rest)
  expect(runs.filter((run) => run.includes('npm '))).toEqual([expect.stringMatching(/^npm ci --omit=dev /)])
  expect(all('RUN').some(({ rest }) => rest.includes('npm'))).toBe(false)
})

test('runs on the Node that it is developed on', () => {
  const major = manifest.devDependencies.node.split('.')[0]
  expect(new Set(stages.map(({ base }) => base))).toEqual(new Set([`node:${major}-slim`]))
})

test('runs as a user who is not root and who can write to the volume', () => {
  const { rest: user } = only('USER')
  expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
  const data = posix.basename(
    parseConfig({})
      .databaseUrl.replace(/^pglite:/, '')
      .split('/')[0] ?? '',
  )
  expect(only('VOLUME').rest).toBe(`["/app/${data}"]`)
  expect(all('RUN').at(-1)?.rest).toBe(`mkdir ${data} && chown ${user} ${data}`)
})

/** Variables of the image whose name begins so. */
const environmentOf = (beginning: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    all('ENV')
      .flatMap(({ rest }) => Object.entries(readPairs(rest)))
      .filter(([name]) => name.startsWith(beginning)),
  )

test('starts node itself, as npm start does, so that a stop reaches it', () => {
  const command = readExecForm(only('CMD').rest)
  const environment = Object.entries(environmentOf('MALLOC_')).map(([name, value]) => `${name}=${value}`)
  expect([...environment, ...command].join(' ')).toBe(manifest.scripts.start)
  expect([command[0], command.at(-1)]).toEqual(['node', 'serve'])
  expect(statSync(join(ROOT, command.at(-2) ?? '')).isFile()).toBe(true)
  expect(all('ENTRYPOINT')).toEqual([])
})

test('listens to the world on the default port, and only with variables that are known', () => {
  const { NODE_ENV, ...others } = environmentOf('')
  // The C library's own: how it gives memory back.
  const ours = Object.fromEntries(Object.entries(others).filter(([name]) => !name.startsWith('MALLOC_')))
  expect(NODE_ENV).toBe('production')
  expect(Object.keys(ours).filter((name) => !(name in Environment.shape))).toEqual([])
  expect(ours).toEqual({ HOST: '0.0.0.0' })
  expect(only('EXPOSE').rest).toBe(String(parseConfig({}).port))
})

test('checks its health by node alone, on the port that it was given', () => {
  const { rest } = only('HEALTHCHECK')
  const [program, , script] = readExecForm(rest.replace(/^CMD /, ''))
  expect(program).toBe('node')
  expect(script).toContain('/healthz')
  expect(script).toContain('process.env.PORT || 3000')
})

test('says what it is', () => {
  expect(readPairs(only('LABEL').rest)).toMatchObject({
    'org.opencontainers.image.title': 'Firstline',
    'org.opencontainers.image.version': manifest.version,
    'org.opencontainers.image.licenses': manifest.license,
  })
})

test.each([
  ['*\n!src', 'src', true],
  ['*\n!src', 'src/deep/a.ts', true],
  ['*\n!src', 'srcs', false],
  ['*\n!src', '.env', false],
  ['*\n!src\n**/*.log', 'src/deep/a.log', false],
  ['*\n!src\nsrc/*.log', 'src/deep/a.log', true],
  ['# all\n\nnode_modules', 'node_modules/a', false],
  ['node_modules', 'src/a.ts', true],
  ['a.b', 'axb', true],
])('reads a .dockerignore as Docker does: %j and %s', (text, path, sent) => {
  expect(readDockerignore(text)(path)).toBe(sent)
})

test('reads stages, flags, pairs and lines that go on', () => {
  const [first, second] = readDockerfile(
    'FROM a AS one\n# no\nRUN x \\\n  # no\n  && y\nFROM b\nCOPY --from=one /x ./\nENV A=1 B="two words"\n',
  )
  expect(first).toEqual({
    name: 'one',
    base: 'a',
    instructions: [{ name: 'RUN', flags: {}, rest: 'x && y' }],
  })
  expect(second).toMatchObject({ name: '1', base: 'b' })
  expect(second?.instructions[0]).toEqual({ name: 'COPY', flags: { from: 'one' }, rest: '/x ./' })
  expect(readPairs(second?.instructions[1]?.rest ?? '')).toEqual({ A: '1', B: 'two words' })
  expect(() => readExecForm('node src/main.ts')).toThrow()
})
