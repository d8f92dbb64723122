import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlannedEffect } from '../../src/domain/effect.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import { verifyAudit } from '../../src/store/verify-audit.ts'
import { aDatabase } from '../support/a-database.ts'
import { aDraft, BOT, SUPPORT } from '../support/builders.ts'
import { aMachine, type Machine, type Posted, type Rows } from './a-machine.ts'

const { db } = aDatabase()

const REPLY: PlannedEffect = { kind: 'reply', target: 'contact', body: '<p>reply contact</p>' }
const HAND_OFF: readonly PlannedEffect[] = [
  { kind: 'handoff_message', target: 'contact', body: '<p>handoff_message contact</p>' },
  { kind: 'note', target: 'handoff', body: '<p>note handoff</p>' },
  { kind: 'assignment', target: SUPPORT },
]
const OUTCOMES = {
  reply: { outcome: { kind: 'reply', rule: 'r', confidence: 1, draft: aDraft() }, planned: [REPLY] },
  'hand off': {
    outcome: { kind: 'hand_off', rule: 'r', reason: 'nothing_found', team: SUPPORT },
    planned: HAND_OFF,
  },
  silence: { outcome: { kind: 'stay_silent', rule: 'r', reason: 'no_answer_needed' }, planned: [] },
} as const satisfies Readonly<Record<string, { outcome: Outcome; planned: readonly PlannedEffect[] }>>

/** One of the runs that there are at the moment: mostly the newest, the others are powerless. */
const run = fc.constantFrom(0, 0, 0, 0, 1, 2)
const just = <Name extends string>(name: Name) => fc.constant<Name>(name)
const outcome = fc.constantFrom<keyof typeof OUTCOMES>('reply', 'hand off', 'hand off', 'silence')
const posted = fc.constantFrom<Posted>('written', 'written', 'refused', 'unknown, done', 'unknown, not done')
const how = fc.constantFrom<'done' | 'stopped' | 'superseded'>('done', 'stopped', 'superseded')

const aStep = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ step: just('hear'), again: fc.option(fc.nat(5), { nil: undefined }) }),
  },
  { weight: 2, arbitrary: fc.record({ step: just('begin') }) },
  { weight: 5, arbitrary: fc.record({ step: just('decide'), run, outcome }) },
  { weight: 8, arbitrary: fc.record({ step: just('claim'), run }) },
  { weight: 8, arbitrary: fc.record({ step: just('write'), run, posted }) },
  { weight: 8, arbitrary: fc.record({ step: just('record'), run }) },
  { weight: 1, arbitrary: fc.record({ step: just('end'), run, how }) },
  { weight: 1, arbitrary: fc.record({ step: just('crash'), run }) },
  { weight: 1, arbitrary: fc.record({ step: just('settle') }) },
  { weight: 1, arbitrary: fc.record({ step: just('look') }) },
  { weight: 1, arbitrary: fc.record({ step: just('conclude') }) },
)
/** Single steps, and those that belong together in a row: else most days would end before anything is sent. */
const someSteps = fc.oneof(
  { weight: 5, arbitrary: aStep.map((step): readonly Step[] => [step]) },
  { weight: 1, arbitrary: outcome.map((outcome): readonly Step[] => aTurn(outcome)) },
  { weight: 2, arbitrary: posted.map((posted): readonly Step[] => aPost(posted)) },
)
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never

const aTurn = (outcome: keyof typeof OUTCOMES): readonly Step[] => [
  { step: 'begin' },
  { step: 'decide', run: 0, outcome },
]
const aPost = (posted: Posted): readonly Step[] => [
  { step: 'claim', run: 0 },
  { step: 'write', run: 0, posted },
  { step: 'record', run: 0 },
]
const HEARD: Step = { step: 'hear', again: undefined }

async function take(machine: Machine, step: Step): Promise<unknown> {
  if (step.step === 'hear') return machine.hear(step.again)
  if (step.step === 'begin') return machine.begin()
  if (step.step === 'settle') return machine.settle()
  if (step.step === 'look') return machine.look()
  if (step.step === 'conclude') return machine.conclude()
  const chosen = machine.runs.at(-1 - step.run)
  if (!chosen) return undefined
  switch (step.step) {
    case 'decide':
      return machine.decide(chosen, OUTCOMES[step.outcome].outcome, OUTCOMES[step.outcome].planned)
    case 'claim':
      return machine.claim(chosen)
    case 'write':
      return machine.write(chosen, step.posted)
    case 'record':
      return machine.record(chosen)
    case 'end':
      return machine.end(chosen, step.how)
    case 'crash':
      return machine.crash(chosen)
  }
}

/** What no row may do between two moments, and what must hold at each. */
function wrongs(before: Rows, now: Rows, { entries }: Machine): readonly string[] {
  const found: string[] = []
  const sending = now.effects.filter(({ state }) => state === 'sending').map(({ key }) => key)
  if (String(sending) !== (now.row?.sending ?? ''))
    found.push(`${now.row?.sending} is named, ${sending} are sending`)
  for (const count of ['asked', 'settled', 'token'] as const)
    if ((now.row?.[count] ?? 0) < (before.row?.[count] ?? 0)) found.push(`${count} went back`)
  if ((now.row?.settled ?? 0) > (now.row?.asked ?? 0)) found.push('more is settled than was asked')
  for (const { key, state, partId } of before.effects) {
    const { state: later, partId: part } = now.effects.find((one) => one.key === key) ?? {}
    const isFinal = state === 'sent' || state === 'failed'
    if (isFinal && (later !== state || part !== partId)) found.push(`${key}: ${state} became ${later}`)
    if (!isFinal && state !== 'sending' && (later === 'sent' || later === 'failed'))
      found.push(`${key}: ${state} became ${later} without being sent`)
  }
  for (const { id, state } of before.turns) {
    const later = now.turns.find((one) => one.id === id)?.state
    if ((state === 'done' || state === 'stopped') && later !== state)
      found.push(`a turn that is ${state} became ${later}`)
  }
  if (now.turns.filter(({ state }) => state === 'running').length > 1) found.push('two turns are running')
  const held = now.effects.flatMap(({ partId }) => (partId ? [partId] : []))
  if (new Set(held).size < held.length) found.push('two effects hold one part')
  const own = new Set(entries.filter(isBots).map(({ id }) => String(id)))
  found.push(...held.filter((part) => !own.has(part)).map((part) => `${part} is none of ours`))
  return found
}

const isBots = ({ author }: Machine['entries'][number]) => author.kind === 'admin' && author.id === BOT

/** Whoever froze for half a minute writes down a refusal of what another run is sending by now. */
const LATE_REFUSAL: readonly Step[] = [
  { step: 'claim', run: 0 },
  { step: 'settle' },
  ...aTurn('reply'),
  { step: 'claim', run: 0 },
  { step: 'record', run: 1 },
  { step: 'write', run: 0, posted: 'written' },
  { step: 'record', run: 0 },
]

/** Whoever froze while they looked for an effect speaks of an attempt that was settled since, and made once more. */
const LATE_LOOK: readonly Step[] = [
  ...aPost('unknown, not done'),
  { step: 'look' },
  { step: 'settle' },
  ...aTurn('reply'),
  ...aPost('unknown, done'),
  { step: 'conclude' },
  ...aTurn('reply'),
  ...aPost('written'),
]

const NOTHING: Rows = { row: undefined, effects: [], turns: [] }

test('in any order of notifications, crashes and outcomes the rows keep their rules, and nothing is written twice', async () => {
  const steps = fc.array(someSteps, { minLength: 6, maxLength: 30, size: 'max' })
  let sent = 0
  const property = fc.asyncProperty(outcome, steps, async (first, steps) => {
    const machine = aMachine(db())
    let before = NOTHING
    for (const step of [HEARD, ...aTurn(first), ...steps.flat()]) {
      await take(machine, step)
      const now = await machine.rows()
      expect(wrongs(before, now, machine)).toEqual([])
      before = now
    }
    while (machine.looks.length > 0) await machine.conclude()
    await machine.settle()
    const { row, effects } = await machine.rows()
    expect(row?.sending).toBeNull()
    sent += effects.filter(({ state }) => state === 'sent').length
    const held = effects.map(({ partId }) => partId)
    const written = machine.entries.filter((entry) => isBots(entry) && entry.kind !== 'assignment')
    expect(written.filter(({ id }) => !held.includes(id))).toEqual([])
  })
  await fc.assert(property, {
    numRuns: 50,
    seed: 20_261_126,
    examples: [
      ['reply', [LATE_REFUSAL]],
      ['reply', [LATE_LOOK]],
    ],
  })
  // A day on which nothing is ever sent would keep every rule.
  expect(sent).toBeGreaterThan(30)
  expect((await verifyAudit(db())).problems).toEqual([])
}, 120_000)
