import { beforeAll, describe, expect, test } from 'vitest'
import type { DigestItem } from '../../src/domain/digest.ts'
import { AppId } from '../../src/domain/ids.ts'
import { IntercomError } from '../../src/intercom/intercom-error.ts'
import type { AskModel } from '../../src/model/ask-model.ts'
import type { MadeDigest } from '../../src/pipeline/make-digest.ts'
import { readDigest } from '../../src/store/digests.ts'
import { aBench } from '../support/a-bench.ts'
import type { Talk } from '../support/a-talk.ts'
import { aNight } from './a-night.ts'

const bench = aBench()

/** Two hours from now every snooze of an hour is over. */
const LATER = new Date(Date.now() + 2 * 3_600_000)
const talks: Record<string, Talk> = {}

const digestOf = (made: MadeDigest) => {
  if (made.kind === 'not_today') throw new Error('not today')
  return made.digest
}
const talkOf = (name: string): Talk => {
  const talk = talks[name]
  if (!talk) throw new Error(`no talk ${name}`)
  return talk
}
const itemOf = (items: readonly DigestItem[], name: string) =>
  items.find(({ conversationId }) => conversationId === talkOf(name).id)

beforeAll(async () => {
  const { start, cast, sitDown } = bench()
  const desk = sitDown()
  const begin = async (name: string, body: Parameters<typeof start>[0]) => {
    const talk = await start(body)
    talks[name] = talk
    return talk
  }
  const body = 'Hello! My invoice 2041 shows the wrong address. Thanks in advance'
  await begin('open', { body, created_at: Math.floor(Date.now() / 1000) - 3_700 })
  await (await begin('assigned', 'The import stops at 40 percent.')).assign(cast.toTom)
  const team = await begin('team', 'Why was I charged twice?')
  await team.assign(cast.toBilling)
  await (await begin('lawyer', 'My lawyer will hear about this.')).assign(cast.toMaya)
  const answered = await begin('answered', 'Where is the export button?')
  await answered.teammate('It is in Settings, under Data.')
  const thanked = await begin('thanked', 'Where do I change my password?')
  await thanked.teammate('In your profile.')
  await thanked.contact('Thank you!')
  await (await begin('closed', 'Never mind')).close()
  const asleep = await begin('asleep', 'Is there a discount for schools?')
  await asleep.snooze()
  const handedOff = await begin('handed off', 'I want to talk to a person about my contract')
  await desk.finish(handedOff)
  const nudged = await begin('nudged', 'The app crashes when I add a logo.')
  await nudged.contact('Hello??')
  await begin('loud', 'NOTHING WORKS HERE SINCE MONDAY')
  const gone = await begin('deleted', 'Please forget this')
  await gone.remove()
  for (const talk of Object.values(talks)) await bench().heard(talk)
}, 60_000)

describe('a night', () => {
  test('lists what is open or snoozed past due, found on small pages, and nothing else', async () => {
    const { make, today } = aNight(bench(), { now: LATER, perPage: 3 })
    const { items, totals } = digestOf(await make({ date: today }))
    const listed = Object.keys(talks).filter((name) => itemOf(items, name))
    expect(listed.sort()).toEqual(
      ['answered', 'asleep', 'assigned', 'handed off', 'lawyer', 'loud', 'nudged', 'open', 'team'].sort(),
    )
    expect(items).toHaveLength(listed.length)
    expect(totals).toMatchObject({
      open: 8,
      snoozeOver: 1,
      thanked: 1,
      unread: [],
      isComplete: true,
      waiting: 8,
    })
    expect(totals.byOwner).toContainEqual({ name: 'Tom Becker', count: 1 })
    expect(totals.byOwner).toContainEqual({ name: 'nobody', count: totals.unassigned })
    expect(totals.longest?.conversationId).toBe(talkOf('open').id)
  })

  test('tells of each what is wanted, what was tried, who has it and what comes next', async () => {
    const { make, today } = aNight(bench(), { now: LATER })
    const { items } = digestOf(await make({ date: today }))
    expect(itemOf(items, 'open')).toMatchObject({
      contactName: 'Priya Nair',
      problem: 'My invoice 2041 shows the wrong address.',
      tried: 'Nothing yet.',
      nextStep: 'Assign it and answer: nobody has it, and it has waited for 3 hours.',
      owner: { kind: 'nobody' },
      by: 'extractive',
    })
    expect(itemOf(items, 'assigned')).toMatchObject({ owner: { kind: 'admin', name: 'Tom Becker' } })
    expect(itemOf(items, 'team')).toMatchObject({ owner: { kind: 'team', name: 'Billing' } })
    expect(itemOf(items, 'answered')).toMatchObject({
      tried: 'Maya Chen wrote: “It is in Settings, under Data.”',
      nextStep: 'Wait: it is the contact’s turn to answer.',
      waitingSince: null,
    })
    expect(itemOf(items, 'asleep')).toMatchObject({ state: 'snooze_over' })
    expect(itemOf(items, 'handed off')).toMatchObject({
      tried: 'Firstline handed it off to Support: The contact asks for a person.',
      urgencies: ['person_requested', 'handed_off_unanswered'],
    })
    expect(itemOf(items, 'nudged')?.problem).toBe('The app crashes when I add a logo.')
  })

  test('puts first what needs a person first, and says why', async () => {
    const { make, today } = aNight(bench(), { now: LATER })
    const { items } = digestOf(await make({ date: today }))
    expect(items.slice(0, 3).map(({ urgencies }) => urgencies[0])).toEqual([
      'legal_threat',
      'person_requested',
      'angry',
    ])
    expect(items.filter(({ first }) => first).map(({ waitingSince }) => waitingSince)).not.toContain(null)
  })

  test('is made once: by a second run, and by two at the same moment', async () => {
    const at = new Date(LATER.getTime() + 24 * 3_600_000)
    const nights = [aNight(bench(), { now: at }), aNight(bench(), { now: at })]
    const both = await Promise.all(nights.map(({ make, today }) => make({ date: today })))
    expect(both.map(({ kind }) => kind).sort()).toEqual(['made', 'stored'])
    const [first, second] = both.map(digestOf)
    expect(first).toEqual(second)
    await bench().start('One more since then')
    const { make, today } = aNight(bench(), { now: at })
    expect(await make({ date: today })).toEqual({ kind: 'stored', digest: first })
    const anew = digestOf(await make({ date: today, again: true }))
    expect(anew.items).toHaveLength((first?.items.length ?? 0) + 1)
    expect(await readDigest(bench().db, { appId: AppId.parse(bench().sandbox.appId), date: today })).toEqual(
      anew,
    )
  })

  test('cannot be made for another day than today', async () => {
    const { make, today } = aNight(bench(), { now: LATER })
    expect(await make({ date: '2020-01-01' })).toEqual({ kind: 'not_today', today })
  })

  test('names a conversation that could not be read', async () => {
    const lost = talkOf('team').id
    const { make, today } = aNight(bench(), {
      now: new Date(LATER.getTime() + 48 * 3_600_000),
      adaptIntercom: (own) => ({
        ...own,
        readConversation: async (id) => {
          if (id === lost) throw new IntercomError('GET conversation', 500, 'server_error')
          return own.readConversation(id)
        },
      }),
    })
    const { totals, items } = digestOf(await make({ date: today }))
    expect(totals.unread).toEqual([{ conversationId: lost, because: 'server_error' }])
    expect(itemOf(items, 'team')).toBeUndefined()
    expect(items.length).toBeGreaterThan(5)
  })

  test('forgets with the conversation, also while it is being made', async () => {
    const now = new Date(LATER.getTime() + 72 * 3_600_000)
    const early = await bench().start('My secret is blue4711, please delete nothing')
    const late = await bench().start('Another secret of mine is blue4712, is it safe?')
    const { make, today } = aNight(bench(), {
      now,
      adaptIntercom: (own) => ({
        ...own,
        readConversation: async (id) => {
          const conversation = await own.readConversation(id)
          if (id === late.id) {
            await late.remove()
            await bench().heard(late)
          }
          return conversation
        },
      }),
    })
    const ref = { appId: AppId.parse(bench().sandbox.appId), date: today }
    const { items } = digestOf(await make({ date: today }))
    expect(items.find(({ conversationId }) => conversationId === early.id)?.problem).toContain('blue4711')
    expect(items.find(({ conversationId }) => conversationId === late.id)).toMatchObject(FORGOTTEN)
    await early.redact(early.sourceId)
    await bench().heard(early)
    const kept = await readDigest(bench().db, ref)
    expect(kept?.items.find(({ conversationId }) => conversationId === early.id)).toMatchObject(FORGOTTEN)
    expect(JSON.stringify(kept)).not.toMatch(/blue471/)
  })
})

const FORGOTTEN = { problem: null, tried: null, nextStep: null, contactName: null }

describe('a night with a model', () => {
  const answering =
    (form: Record<string, string>): AskModel =>
    async ({ schema }) => ({ kind: 'answer', value: schema.parse(form) })
  const night = (days: number, ask: AskModel) =>
    aNight(bench(), { now: new Date(LATER.getTime() + days * 24 * 3_600_000), ask })

  test('takes what stands in the conversation, and its topic', async () => {
    const ask = answering({
      problem: 'Customer sees a wrong address.',
      tried: '',
      next_step: 'Correct the address.',
      topic: 'billing',
    })
    const { make, today } = night(10, ask)
    const { items } = digestOf(await make({ date: today }))
    expect(itemOf(items, 'open')).toMatchObject({
      problem: 'Customer sees a wrong address.',
      tried: 'Nothing yet.',
      by: 'model',
      topic: 'billing',
    })
  })

  test('takes the summary by rules where a number was never said, and says so', async () => {
    const ask = answering({
      problem: 'Customer sees a wrong address on invoice 2042.',
      tried: '',
      next_step: 'Correct it.',
      topic: 'other',
    })
    const { make, today } = night(11, ask)
    const { items } = digestOf(await make({ date: today }))
    expect(itemOf(items, 'open')).toMatchObject({
      problem: 'My invoice 2041 shows the wrong address.',
      by: 'extractive',
      fellBack: 'value_not_said',
    })
  })

  test('leaves a model alone that is down', async () => {
    const asked: string[] = []
    const ask: AskModel = async ({ prompt }) => {
      asked.push(prompt)
      return { kind: 'failed', because: 'unreachable' }
    }
    const { make, today } = night(12, ask)
    const { items } = digestOf(await make({ date: today }))
    expect(items.every(({ by }) => by === 'extractive')).toBe(true)
    expect(asked.length).toBeLessThan(items.length)
    expect(asked.length).toBeGreaterThanOrEqual(3)
  })
})
