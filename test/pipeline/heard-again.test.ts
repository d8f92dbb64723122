import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effect, turn } from '../../src/store/schema/turns.ts'
import { isAtRest } from '../../src/store/last-turn.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { watchFetch } from '../contract/watch-fetch.ts'
import { aBench, type Desk } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON } from '../support/a-mind.ts'
import type { Talk } from '../support/a-talk.ts'

const bench = aBench()

/** All that Firstline has, and all that the workspace shows, of one conversation. */
async function stateOf(talk: Talk) {
  const { db } = bench()
  return {
    story: await talk.story(),
    turns: await db.$count(turn, ofConversation(turn, talk.ref)),
    effects: await db.$count(effect, ofConversation(effect, talk.ref)),
  }
}

/** A conversation with a burst, an answer, a takeover, a hand-back, another answer and a hand-off. */
async function live(desk: Desk): Promise<Talk> {
  const { start, heard, cast } = bench()
  const step = async (...happens: readonly (() => Promise<unknown>)[]) => {
    for (const happen of happens) await happen()
    await heard(talk)
    await desk.finish(talk)
  }
  const talk = await start(ASK_EXPORT)
  await step(() => talk.contact('Please!'))
  await step(
    () => talk.teammate('Let me look'),
    () => talk.contact(ASK_PASSWORD),
  )
  await step(() => talk.assign(cast.toBot))
  await step(() => talk.contact(ASK_PERSON))
  return talk
}

test('every notification twice and in any order changes nothing, also under ids that are new', async () => {
  const { sitDown, hearAgain, db } = bench()
  const desk = sitDown()
  const bodies: string[] = []
  const watch = watchFetch((seen) => void (seen.kind === 'webhook' && bodies.push(seen.body)))
  const talk = await live(desk)
  await watch.settled()
  watch.stop()
  const before = await stateOf(talk)
  expect(before.story.filter((entry) => entry === 'bot comment')).toHaveLength(3)
  expect(bodies.length).toBeGreaterThan(9)

  const underNewIds = bodies.map((body) =>
    JSON.stringify({ ...JSON.parse(body), id: `notif_${randomUUID()}` }),
  )
  const again = [...bodies, ...bodies, ...underNewIds]
  const anyOrder = fc.shuffledSubarray(again, { minLength: again.length })
  for (const order of fc.sample(anyOrder, { numRuns: 2, seed: 20_261_125 })) {
    const statuses = await Promise.all(order.map(hearAgain))
    expect(new Set(statuses)).toEqual(new Set([200]))
    await desk.finish(talk)
  }
  expect(await stateOf(talk)).toEqual(before)
  expect(await isAtRest(db, talk.ref)).toBe(true)
})

describe('a conversation that became a ticket announces each entry twice, with different ids', () => {
  test('the contact is answered once, and nothing waits for the other id', async () => {
    const { sitDown, start, heard } = bench()
    const desk = sitDown()
    const talk = await start(ASK_EXPORT)
    await desk.finish(talk)
    await talk.convert()
    await talk.contact(ASK_PASSWORD)
    await heard(talk)
    expect(await desk.wake(talk)).toBe(false)
    await heard(talk)
    expect(await desk.wake(talk)).toBe(false)
    expect(await talk.story()).toEqual(['contact source', 'bot comment', 'contact comment', 'bot comment'])
  })

  test("a teammate's reply silences, and our own is not taken for one", async () => {
    const { sitDown, start, heard } = bench()
    const desk = sitDown()
    const talk = await start(ASK_EXPORT)
    await talk.convert()
    await desk.finish(talk)
    await talk.teammate('I have it')
    await talk.contact(ASK_PASSWORD)
    await heard(talk)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot comment', 'maya comment', 'contact comment'])
  })
})
