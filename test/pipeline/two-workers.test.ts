import { expect, test } from 'vitest'
import type { Intercom } from '../../src/intercom/create-intercom.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PERSON, aMind, plainMind } from '../support/a-mind.ts'

const bench = aBench()

/** Something happens when a run reads its conversation for the second time: it stands before its fence. */
const atSecondRead =
  (happens: () => Promise<unknown>) =>
  (own: Intercom): Intercom => {
    let reads = 0
    return {
      ...own,
      readConversation: async (id) => {
        reads += 1
        if (reads === 2) await happens()
        return own.readConversation(id)
      },
    }
  }

test.each([
  ['a question', ASK_EXPORT, ['bot comment']],
  ['a demand for a person', ASK_PERSON, ['bot comment', 'bot note', 'bot assignment to Support']],
])('eight workers who are woken for %s at once do what is due once', async (_name, question, due) => {
  const { sitDown, start } = bench()
  const desk = sitDown()
  const talk = await start(question)
  await Promise.all(Array.from({ length: 8 }, () => desk.wake(talk)))
  await desk.finish(talk)
  expect(await talk.story()).toEqual(['contact source', ...due])
})

test('a worker who thinks longer than the next one undoes nothing of what that one decided', async () => {
  const { sitDown, start } = bench()
  const slow = aMind()
  slow.replace({ draft: () => ({ kind: 'nothing_found' }) })
  const { thinking, release } = slow.hold()
  const first = sitDown({ mind: slow.adapt(plainMind) })
  const talk = await start(ASK_EXPORT)
  const firstRun = first.wake(talk)
  await thinking
  const second = sitDown({
    // The second worker stands before its fence, its reply planned and not sent, when the first one decides.
    adaptIntercom: atSecondRead(async () => {
      release()
      await firstRun
    }),
  })
  expect(await second.wake(talk)).toBe(false)
  expect(await talk.story()).toEqual(['contact source', 'bot comment'])
})

test('a worker who was overtaken while it stood before its fence sends nothing any more', async () => {
  const { sitDown, start } = bench()
  const firstAtFence = Promise.withResolvers<void>()
  const secondAtFence = Promise.withResolvers<void>()
  const firstIsOver = Promise.withResolvers<void>()
  const reworded = aMind()
  reworded.replace({
    draft: (ask) => {
      const drafting = plainMind.draft(ask)
      if (drafting.kind !== 'draft') return drafting
      const claims = drafting.draft.claims.map((claim) => ({
        ...claim,
        text: 'Settings > Data: choose Export.',
      }))
      return { kind: 'draft', draft: { ...drafting.draft, claims } }
    },
    verify: () => ({ kind: 'grounded', groundedness: 0.99 }),
  })
  const first = sitDown({
    mind: reworded.adapt(plainMind),
    adaptIntercom: atSecondRead(async () => {
      firstAtFence.resolve()
      await secondAtFence.promise
    }),
  })
  const second = sitDown({
    adaptIntercom: atSecondRead(async () => {
      secondAtFence.resolve()
      await firstIsOver.promise
    }),
  })
  const talk = await start(ASK_EXPORT)
  const firstRun = first.wake(talk)
  await firstAtFence.promise
  const secondRun = second.wake(talk)
  await firstRun
  firstIsOver.resolve()
  await secondRun
  expect(await talk.replies()).toEqual([expect.stringContaining('Open Settings > Data and choose Export.')])
})

test('nobody is woken twice by two sweeps of what is done', async () => {
  const { sitDown, start } = bench()
  const desk = sitDown()
  const talk = await start(ASK_EXPORT)
  await desk.finish(talk)
  await Promise.all([desk.finish(talk), desk.finish(talk)])
  expect(await talk.story()).toEqual(['contact source', 'bot comment'])
})
