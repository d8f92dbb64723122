import { expect, test } from 'vitest'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PERSON, aMind, plainMind } from '../support/a-mind.ts'

const bench = aBench()

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
  let reads = 0
  const second = sitDown({
    adaptIntercom: (own) => ({
      ...own,
      // The second worker stands before its fence, its reply planned and not sent, when the first one decides.
      readConversation: async (id) => {
        reads += 1
        if (reads === 2) release()
        if (reads === 2) await firstRun
        return own.readConversation(id)
      },
    }),
  })
  expect(await second.wake(talk)).toBe(false)
  expect(await talk.story()).toEqual(['contact source', 'bot comment'])
})

test('nobody is woken twice by two sweeps of what is done', async () => {
  const { sitDown, start } = bench()
  const desk = sitDown()
  const talk = await start(ASK_EXPORT)
  await desk.finish(talk)
  await Promise.all([desk.finish(talk), desk.finish(talk)])
  expect(await talk.story()).toEqual(['contact source', 'bot comment'])
})
