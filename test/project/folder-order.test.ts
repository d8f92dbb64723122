import { expect, test } from 'vitest'
import { brokenImports, importCycle, misplacedImports } from './folder-order.ts'
import { readSource } from './source-files.ts'

const src = readSource('src')

test('imports only backwards in the folder order', () => {
  expect(src.size).toBeGreaterThan(100)
  expect(misplacedImports(src)).toEqual([])
})

test('has no import cycle, types included', () => {
  expect(importCycle(src)).toEqual([])
})

test('finds every file that it imports', () => {
  expect(brokenImports(src)).toEqual([])
})

const files = (...list: readonly (readonly [string, string])[]) => new Map(list)

test.each([
  ['decision/choose.ts', "import { post } from '../delivery/post.ts'", 'delivery/post.ts'],
  ['decision/choose.ts', "import type { Post } from '../delivery/post.ts'", 'delivery/post.ts'],
  ['decision/choose.ts', "import {\n  post,\n  type Post,\n} from '../delivery/post.ts'", 'delivery/post.ts'],
  ['decision/choose.ts', "import '../delivery/post.ts'", 'delivery/post.ts'],
  ['decision/choose.ts', "export { post } from '../delivery/post.ts'", 'delivery/post.ts'],
  ['decision/choose.ts', "export * from '../delivery/post.ts'", 'delivery/post.ts'],
  ['decision/choose.ts', "export type { Post } from '../delivery/post.ts'", 'delivery/post.ts'],
  ['decision/choose.ts', "const { post } = await import('../delivery/post.ts')", 'delivery/post.ts'],
  ['decision/choose.ts', "type Post = import('../delivery/post.ts').Post", 'delivery/post.ts'],
  ['decision/deep/choose.ts', "import { post } from '../../delivery/post.ts'", 'delivery/post.ts'],
  ['decision/choose.ts', "import { post } from './../delivery/post.ts'", 'delivery/post.ts'],
  ['config/parse.ts', "import { log } from '../telemetry/log.ts'", 'telemetry/log.ts'],
  ['sandbox/start.ts', "import { AdminId } from '../domain/ids.ts'", 'domain/ids.ts'],
  ['pipeline/connect.ts', "import { startApp } from '../app.ts'", 'app.ts'],
  ['app.ts', "import { run } from './commands/run.ts'", 'commands/run.ts'],
  ['store/rows.ts', "import { x } from '../helpers/x.ts'", 'helpers/x.ts'],
])('catches %s with %j', (path, text, target) => {
  expect(misplacedImports(files([path, text]))).toEqual([`${path} imports ${target}`])
})

test.each([
  ['delivery/post.ts', "import { choose } from '../decision/choose.ts'"],
  ['delivery/post.ts', "import { render } from './render.ts'"],
  ['delivery/words/english.ts', "import { render } from '../render.ts'"],
  ['config/parse.ts', "import { AdminId } from '../domain/ids.ts'"],
  ['commands/serve.ts', "import { startSandbox } from '../sandbox/start-sandbox.ts'"],
  ['main.ts', "await import('./commands/run.ts')"],
  ['domain/ids.ts', "import { z } from 'zod'"],
])('lets %s have %j', (path, text) => {
  expect(misplacedImports(files([path, text]))).toEqual([])
})

test('catches a folder that nobody has given a place', () => {
  expect(misplacedImports(files(['utils/x.ts', '']))).toEqual(['utils has no place in the order'])
})

test('catches a cycle, however long, and only a cycle', () => {
  const a = ['a/a.ts', "import '../b/b.ts'"] as const
  const b = ['b/b.ts', "export type { C } from './c.ts'"] as const
  const c = ['b/c.ts', "import type { A } from '../a/a.ts'"] as const
  expect(importCycle(files(a, b, c))).toEqual(['a/a.ts', 'b/b.ts', 'b/c.ts', 'a/a.ts'])
  expect(
    importCycle(files(a, b, ['b/c.ts', ''], ['d/d.ts', "import '../a/a.ts'; import '../b/b.ts'"])),
  ).toEqual([])
  expect(importCycle(files(['a/a.ts', "import './a.ts'"]))).toEqual(['a/a.ts', 'a/a.ts'])
})
