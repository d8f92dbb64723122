import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { aDataset } from './a-dataset.ts'

const COMMAND = fileURLToPath(new URL('../../src/evaluation/eval-retrieval.ts', import.meta.url))

type Ended = { readonly exitCode: number; readonly out: string; readonly error: string }

const run = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [COMMAND, ...args], (_, out, error) =>
      resolve({ exitCode: child.exitCode ?? -1, out, error }),
    )
  })

test('prints the one object that is promised, and writes the run down', async () => {
  const folder = await aDataset()
  const runFile = join(folder, 'run.tsv')
  const { exitCode, out, error } = await run(folder, '--json', '--run', runFile)
  expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' })
  expect(JSON.parse(out)).toEqual({
    queries: 3,
    ndcg10: 1,
    recall5: 1,
    mrr10: 1,
    p1: 1,
    p50Ms: expect.any(Number),
    p95Ms: expect.any(Number),
    indexMs: expect.any(Number),
    chunks: 3,
  })
  expect(await readFile(runFile, 'utf8')).toMatch(/^q1\trefunds\t1\t[\d.]+\n/)
})

test('measures what else is asked for: questions that nothing answers, and what a draft would be given', async () => {
  const { out } = await run(await aDataset(), '--json', '--scope', '--evidence', '--typos')
  const { scope, evidence } = JSON.parse(out)
  expect(scope).toEqual({ unanswerable: 1, auroc: expect.any(Number), caughtAt95: expect.any(Number) })
  expect(scope.auroc).toBeGreaterThan(0.5)
  expect(evidence.passages).toMatchObject({ hit: 1, recall: 1 })
  expect(evidence.passages.tokens).toBeLessThanOrEqual(evidence.wholeArticles.tokens)
})

test('keeps to the queries of one language', async () => {
  const { out } = await run(await aDataset(), '--json', '--lang', 'es')
  expect(JSON.parse(out)).toMatchObject({ queries: 1 })
})

test.each([
  ['no folder', [], 2, /One folder is expected\.\nUsage: /],
  ['a folder that is not there', ['/nowhere'], 2, /There is no folder \/nowhere\.\nUsage: /],
  ['an unknown option', ['--wat', '/'], 2, /--wat.*\nUsage: /],
])('wrong use is named with the usage: %s', async (_, args, expected, message) => {
  const { exitCode, out, error } = await run(...args)
  expect({ exitCode, out }).toEqual({ exitCode: expected, out: '' })
  expect(error).toMatch(message)
})

test('a malformed line and a language nobody asks in are one sentence each', async () => {
  const malformed = await run(await aDataset({ 'queries.jsonl': 'x' }))
  expect(malformed).toMatchObject({ exitCode: 1, error: 'queries.jsonl, line 1: is not JSON\n' })
  const unasked = await run(await aDataset(), '--lang', 'fi')
  expect(unasked).toMatchObject({
    exitCode: 1,
    error: 'No query of the language "fi" has a relevant document.\n',
  })
})
