import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Facts } from '../judge/facts.ts'
import { crashPoints } from '../schedule/crash-points.ts'
import { planRuns } from './plan-runs.ts'
import { KeptError, readKept } from './read-kept.ts'
import { countViolations, isClean, type RunReport, toJson, toNotes, toTable } from './report.ts'
import { tellStory } from './tell-story.ts'

const [plan] = planRuns({ seed: 7 })
if (!plan) throw new Error('one seed is one run')

const aRun = ({ findings = [], ...more }: Partial<RunReport> = {}): RunReport => ({
  plan,
  seconds: 61.4,
  conversations: 40,
  turns: 52,
  kills: 24,
  databaseRestarts: 1,
  faults: 112,
  replayed: 380,
  settled: true,
  exits: 0,
  reached: ['turn/db:1'],
  died: { 'turn/db:1:before': 1 },
  written: { reply: 20, tag: 12 },
  fenceWindowsMs: [30],
  violations: countViolations(findings),
  findings,
  ...more,
})

const facts: Facts = {
  conversationId: '17',
  botAdminId: '9',
  state: 'open',
  deleted: false,
  entries: [{ id: 'source:1', who: 'contact', what: 'source', text: 'How do I reset my password?' }],
  tags: [],
  tagNames: {},
  calls: [{ kind: 'read', atMs: 5, entryIds: ['source:1'], state: 'open' }],
  effects: [],
  turns: [],
  known: [],
}
const found = aRun({ findings: [{ facts, violations: [{ kind: 'loss', what: 'source:1 got no answer' }] }] })

const cells = (line: string | undefined) => (line ?? '').split('|').map((cell) => cell.trim())

test('the table has a line for each run and their sum', () => {
  const lines = toTable([aRun(), found]).split('\n')
  expect(lines).toHaveLength(5)
  expect(cells(lines[0])).toEqual(
    expect.arrayContaining(['crashes', 'faults', 'turns', 'doubles', 'losses', 'talk-overs']),
  )
  const [turns, losses] = [cells(lines[0]).indexOf('turns'), cells(lines[0]).indexOf('losses')]
  expect(lines.slice(2).map((line) => [cells(line)[turns], cells(line)[losses]])).toEqual([
    ['52', '0'],
    ['52', '1'],
    ['104', '1'],
  ])
})

test('the notes say where nobody died, and how often at least at each place', () => {
  const [first = '', ...others] = crashPoints(plan.mind)
  const often = Object.fromEntries(others.map((place) => [place, 3]))
  const missed = toNotes([aRun({ died: often }), aRun({ died: {} })])
  expect(missed).toContain(`places; not at ${first}, at each 0 times or more.`)
  const all = toNotes([aRun({ died: often }), aRun({ died: { [first]: 2 } })])
  expect(all).toContain('places, at each 2 times or more.')
  expect(all).toContain(`Fewest deaths: ${first} 2, `)
})

test('a run is clean only if nothing was found and nobody ended by itself', () => {
  expect([aRun(), found, aRun({ exits: 1 })].map(isClean)).toEqual([true, false, false])
})

test('a failure tells the seed and the story of the conversation', () => {
  const story = tellStory(found)
  for (const part of [
    '--seed 7',
    'loss: source:1 got no answer',
    'How do I reset my password?',
    'read open: source:1',
  ])
    expect(story).toContain(part)
})

test('as JSON it keeps everything that is known', () => {
  expect(JSON.parse(toJson([found]))).toMatchObject([
    {
      plan: { seed: 7 },
      violations: { loss: 1, double: 0 },
      findings: [{ facts: { conversationId: '17' } }],
    },
  ])
})

test('results that were kept are told again as they were', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'firstline-kept-')), 'kept.json')
  await writeFile(file, toJson([aRun(), found]))
  const kept = readKept([file, file])
  expect(toTable(kept)).toBe(toTable([aRun(), found, aRun(), found]))
  expect(toNotes(kept)).toBe(toNotes([aRun(), found, aRun(), found]))
  expect(kept.map(isClean)).toEqual([true, false, true, false])
})

test.each([
  ['no file', undefined, 'no such file'],
  ['no JSON', '{', 'JSON'],
  ['no results', '[]', 'is not what --json prints'],
  ['something else', '[{"plan":{"seed":-1}}]', 'is not what --json prints'],
])('of %s it says which one it is', async (_, content, expected) => {
  const file = join(await mkdtemp(join(tmpdir(), 'firstline-kept-')), 'kept.json')
  if (content !== undefined) await writeFile(file, content)
  expect(() => readKept([file])).toThrow(KeptError)
  expect(() => readKept([file])).toThrow(expected)
  expect(() => readKept([file])).toThrow(file)
})
