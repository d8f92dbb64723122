import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ROOT } from './source-files.ts'

const run = promisify(execFile)
const Manifest = z.object({ bin: z.object({ firstline: z.string() }) })
const { bin } = Manifest.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))

test('may be run as a program: git keeps the mode, and the first line names node', () => {
  expect(statSync(join(ROOT, bin.firstline)).mode & 0o111).toBe(0o111)
  expect(readFileSync(join(ROOT, bin.firstline), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
})

test('npx firstline works in a clone', async () => {
  const { stdout } = await run('npx', ['--no', 'firstline', 'serve', '--help'], { cwd: ROOT })
  expect(stdout).toContain('Usage: firstline serve')
})

/** What main.ts says when node claims to be this version; the rest of it is the Node of this test. */
async function sayOn(version: string) {
  const claim = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`
  const args = [`--import=data:text/javascript,${encodeURIComponent(claim)}`, bin.firstline, '--help']
  return run(process.execPath, args, { cwd: ROOT }).catch((error: unknown) => error)
}

test.each(['22.17.1', '21.7.3', '20.19.0', '18.20.8'])(
  'on Node %s says which one it needs and how to get it',
  async (version) => {
    const said = await sayOn(version)
    expect(said).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(`this is ${version}.`),
    })
    expect(said).toMatchObject({
      stderr: expect.stringMatching(/22\.18 or newer.*"npm start" or "npx firstline"/),
    })
  },
)

test('runs on the oldest Node that reads TypeScript without being told to', async () => {
  expect(await sayOn('22.18.0')).toMatchObject({ stdout: expect.stringContaining('Usage: firstline') })
})
