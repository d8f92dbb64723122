import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Lock, lockProblems, Manifest } from './lock-problems.ts'
import { ROOT } from './source-files.ts'

const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))

test('locks every package exactly, with integrity, for Linux and macOS on both processors', () => {
  const lock = Lock.parse(read('package-lock.json'))
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100)
  expect(lockProblems(Manifest.parse(read('package.json')), lock)).toEqual([])
})

const SOUND = { version: '1.0.0', integrity: 'sha512-x' }
const BINARIES = { 'b-linux-x64': '1', 'b-linux-arm64-gnu': '1', 'b-darwin-x64': '1', 'b-darwin-arm64': '1' }
const binaries = Object.fromEntries(Object.keys(BINARIES).map((name) => [`node_modules/${name}`, SOUND]))

const problemsOf = (packages: object, version = '1.0.0') =>
  lockProblems(
    Manifest.parse({ dependencies: { a: version } }),
    Lock.parse({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { a: version } },
        'node_modules/a': { ...SOUND, version },
        ...packages,
      },
    }),
  )

test.each<[string, object, readonly string[]]>([
  ['nothing', {}, []],
  ['all four platforms', { 'node_modules/b': { ...SOUND, optionalDependencies: BINARIES }, ...binaries }, []],
  ['no integrity', { 'node_modules/b': { version: '1.0.0' } }, ['node_modules/b: no integrity']],
  [
    'a weak one',
    { 'node_modules/b': { version: '1.0.0', integrity: 'sha1-x' } },
    ['node_modules/b: no integrity'],
  ],
  [
    'an address that only one network knows',
    { 'node_modules/b': { ...SOUND, resolved: 'http://localhost:4873/b.tgz' } },
    ['node_modules/b: names where it was downloaded from'],
  ],
  [
    'a platform left out',
    {
      'node_modules/b': { ...SOUND, optionalDependencies: BINARIES },
      ...binaries,
      'node_modules/b-darwin-arm64': undefined,
    },
    ['node_modules/b: b-darwin-arm64 is not in the lock'],
  ],
  [
    'a platform that was never there',
    {
      'node_modules/b': { ...SOUND, optionalDependencies: { 'b-linux-x64': '1' } },
      'node_modules/b-linux-x64': SOUND,
    },
    [
      'node_modules/b: nothing for linux-arm64',
      'node_modules/b: nothing for darwin-x64',
      'node_modules/b: nothing for darwin-arm64',
    ],
  ],
  ['another version', { 'node_modules/a': { ...SOUND, version: '1.0.1' } }, ['a: another version is locked']],
  [
    'another wish',
    { '': { dependencies: { a: '2.0.0' } } },
    ['a: the lock wants another version than package.json'],
  ],
])('sees in a lock with %s what there is to see', (_case, packages, problems) => {
  expect(problemsOf(JSON.parse(JSON.stringify(packages)))).toEqual(problems)
})

test.each(['^1.0.0', '~1.0.0', '1.x', 'latest', '*', '>=1.0.0', 'github:a/a'])(
  'sees that %s is not exact',
  (version) => {
    expect(problemsOf({}, version)).toContain('a: not an exact version')
  },
)
