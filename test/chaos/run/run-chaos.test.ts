import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { planRuns } from './plan-runs.ts'

const chaos = (...argv: readonly string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'run-chaos.ts'), ...argv], { encoding: 'utf8' })

test('says what it does', () => {
  const { status, stdout } = chaos('--help')
  expect(status).toBe(0)
  for (const option of ['--seed', '--minutes', '--short', '--long', '--at', '--of', '--json'])
    expect(stdout).toContain(option)
})

test.each([
  [['--seed', 'x']],
  [['--minutes', '0']],
  [['--short', '--long']],
  [['--at', 'turn/db:99']],
  [['--at', ',']],
  [['--of', 'no/such/file']],
  [['--of', 'a', '--seed', '1']],
  [['--slowly']],
])('ends with 2 for %j, and says what is wrong', (argv) => {
  const { status, stderr } = chaos(...argv)
  expect(status).toBe(2)
  expect(stderr).toContain('error:')
})

test('one seed is one run, and the same one every time', () => {
  expect(planRuns({ seed: 4 })).toHaveLength(1)
  expect(planRuns({ seed: 4 })).toEqual(planRuns({ seed: 4 }))
})

test('who is to die at the model only is asked for one', () => {
  const [run] = planRuns({ seed: 4, at: ['turn/model'] })
  expect(run).toMatchObject({ mind: 'model', at: ['turn/model'] })
})

test('the long run waits as long as the service does in the wild', () => {
  const runs = planRuns({ minutes: 10 })
  expect(runs.map(({ hurry }) => hurry)).toEqual(runs.map(() => 1))
  expect(runs.reduce((sum, { playMs }) => sum + playMs, 0)).toBe(600_000)
})
