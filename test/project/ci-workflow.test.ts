import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from './source-files.ts'

const Step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
})
const Workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), z.object({ 'timeout-minutes': z.number(), steps: z.array(Step) })),
})

const { on, permissions, jobs } = Workflow.parse(
  parse(readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8')),
)
const steps = Object.values(jobs).flatMap((job) => job.steps)

test('runs the gate on every push and pull request, and nothing beside it', () => {
  expect(Object.keys(on).toSorted()).toEqual(['pull_request', 'push'])
  expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['.ci/run'])
  expect(statSync(join(ROOT, '.ci/run')).mode & 0o111).not.toBe(0)
})

test('uses only what fetches the code and a Node that can run it', () => {
  expect(steps.flatMap(({ uses }) => uses?.replace(/@v\d+$/, '') ?? [])).toEqual([
    'actions/checkout',
    'actions/setup-node',
  ])
  const node = steps.find(({ uses }) => uses?.startsWith('actions/setup-node'))?.with?.['node-version']
  expect(Number(node)).toBeGreaterThanOrEqual(22)
})

test('may only read, and does not run for ever', () => {
  expect(permissions).toEqual({ contents: 'read' })
  for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(60)
})
