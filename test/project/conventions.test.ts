import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, readSource, type SourceFiles } from './source-files.ts'

const src = readSource('src')

/** Source lines that match, as `file:line`; comments are left out. */
const linesWith = (pattern: RegExp, files: SourceFiles = src): readonly string[] =>
  [...files].flatMap(([path, text]) =>
    text
      .split('\n')
      .map((line, index) => ({ line: line.replace(/^\s*(\/\/|\/\*|\*).*/, ''), at: `${path}:${index + 1}` }))
      .filter(({ line }) => pattern.test(line))
      .map(({ at }) => at),
  )

const only = (path: string): SourceFiles => new Map([...src].filter(([one]) => one === path))

const ENVIRONMENT = /process\s*\.\s*env\b|process\[['"]env|\bloadEnvFile\b|from ['"](node:)?process['"]/
const CLASS = /(^\s*(export\s+)?(abstract\s+)?|[=(]\s*)class\b(?!\s+\w+\s+extends\s+\w*Error\b)/
const SUPPRESSED = /@ts-(ignore|expect-error|nocheck)/
const DEFAULT_EXPORT = /^export default\b/

test('reads the environment only in commands, which hand the parsed configuration on', () => {
  const elsewhere = linesWith(ENVIRONMENT).filter((at) => !at.startsWith('commands/'))
  // The model door takes variables away from libraries; it reads the value of none.
  expect(elsewhere.map((at) => at.replace(/:\d+$/, ''))).toEqual(['model/quiet-libraries.ts'])
  expect(linesWith(/process\.env\b(?!\)|\[name\]$)/, only('model/quiet-libraries.ts'))).toEqual([])
})

test('has no class but errors', () => {
  expect(linesWith(CLASS)).toEqual([])
})

test('silences no type error and exports nothing as default', () => {
  expect([...linesWith(SUPPRESSED), ...linesWith(DEFAULT_EXPORT)]).toEqual([])
})

test('mocks no module in tests', () => {
  const tests = new Map([...readSource('test')].filter(([path]) => !path.startsWith('project/')))
  expect(linesWith(/\bvi\s*\.\s*(mock|doMock|hoisted|importMock)\(/, tests)).toEqual([])
})

/** Tests that are about the opening of a database itself, what the bench measures us by, and what chaos restarts. */
const OPENS_ITSELF = [
  'bench/bare-route.ts',
  'bench/knowledge/measure-knowledge.ts',
  'bench/peers/postgres-peer.ts',
  'bench/read-start-delay.ts',
  'chaos/run/play-run.ts',
  'store/bad-servers.test.ts',
  'store/embedded-lock.test.ts',
  'store/on-a-server.test.ts',
  'store/open-store.test.ts',
]

test('opens databases of tests by one helper, so that TEST_DATABASE_URL reaches them all', () => {
  const tests = new Map([...readSource('test')].filter(([path]) => !/^(support|project)\//.test(path)))
  const opening = linesWith(/\b(openStore|PGlite\.create)\(|\bopenCollection\(\)/, tests)
  expect([...new Set(opening.map((at) => at.replace(/:\d+$/, '')))].toSorted()).toEqual(OPENS_ITSELF)
})

test.each([
  [ENVIRONMENT, 'const url = process.env.DATABASE_URL', true],
  [ENVIRONMENT, "const url = process['env'].DATABASE_URL", true],
  [ENVIRONMENT, "import { env } from 'node:process'", true],
  [ENVIRONMENT, 'const processEnvironment = 1', false],
  [ENVIRONMENT, '// not process.env', false],
  [CLASS, 'export class Manager {', true],
  [CLASS, 'export class Manager extends Base {', true],
  [CLASS, 'export class StoreError extends Error {', false],
  [CLASS, 'export class StoreError extends KnowledgeError {', false],
  [CLASS, 'const Manager = class {', true],
  [CLASS, "  'class action',", false],
  [CLASS, 'const link = `<p class="x">`', false],
  [SUPPRESSED, 'x() // @ts-expect-error', true],
  [DEFAULT_EXPORT, 'export default function x() {}', true],
])('knows by %s that %j is found: %s', (pattern, line, found) => {
  expect(linesWith(pattern, new Map([['x.ts', line]]))).toEqual(found ? ['x.ts:1'] : [])
})

// The linter and the compiler hold the rest (no any, no !, no enum, no namespace): see that they are told to.
test.each([
  ['biome.json', /"noExplicitAny": "error"/],
  ['biome.json', /"noNonNullAssertion": "error"/],
  ['biome.json', /"noDefaultExport": "error"/],
  ['tsconfig.json', /"erasableSyntaxOnly": true/],
  ['tsconfig.json', /"strict": true/],
  ['tsconfig.json', /"noUncheckedIndexedAccess": true/],
  ['.npmrc', /^save-exact=true$/m],
])('keeps in %s what the rules rest on: %s', (file, rule) => {
  expect(readFileSync(join(ROOT, file), 'utf8')).toMatch(rule)
})

test('starts on an old Node only to say which one it needs', () => {
  const main = readFileSync(join(ROOT, 'src/main.ts'), 'utf8')
  expect(main).toMatch(/^#!\/usr\/bin\/env node\n/)
  expect(main).not.toMatch(/^import /m)
})

const DECISIONS = join(ROOT, 'docs/decisions')

test('numbers decision records once each, and names them by what was chosen', () => {
  expect(existsSync(DECISIONS)).toBe(true)
  const records = readdirSync(DECISIONS)
  expect(records.length).toBeGreaterThan(0)
  expect(records.filter((name) => !/^\d{4}(-[a-z0-9]+)+\.md$/.test(name))).toEqual([])
  const numbers = records.map((name) => name.slice(0, 4))
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
})
