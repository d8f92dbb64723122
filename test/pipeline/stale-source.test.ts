import { expect, test } from 'vitest'
import { readLastTurn } from '../../src/store/last-turn.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, plainMind } from '../support/a-mind.ts'

const bench = aBench()

/** The plain mind, whose articles nobody has looked at for years. */
const longAgo: typeof plainMind = {
  ...plainMind,
  retrieve: async (ask) => {
    const retrieval = await plainMind.retrieve(ask)
    return {
      ...retrieval,
      passages: retrieval.passages.map((passage) => ({ ...passage, reviewed: '2020-01-01' })),
    }
  },
}

test('an answer from an article that is stale goes to the team as a draft, and the contact is told', async () => {
  const desk = bench().sitDown({ mind: longAgo })
  const talk = await bench().start(ASK_EXPORT)
  await desk.finish(talk)
  expect(await talk.story()).toEqual([
    'contact source',
    'bot comment',
    'bot note',
    'bot assignment to Support',
  ])
  expect((await talk.replies()).join()).not.toContain('Export')
  const [note] = await talk.notes()
  expect(note).toContain('reviewed too long ago')
  expect(note).toContain('To review: ')
  expect(note).toContain('last reviewed 2020-01-01')
  expect(note).toContain('choose Export')
  expect(await readLastTurn(bench().db, talk.ref)).toMatchObject({
    outcome: { kind: 'hand_off', rule: 'stale-source', reason: 'source_stale' },
  })
})

test('where the bot may only suggest, the note says why it needs a look', async () => {
  const desk = bench().sitDown({ settings: { mode: 'suggest' }, mind: longAgo })
  const talk = await bench().start(ASK_EXPORT)
  await desk.finish(talk)
  expect(await talk.story()).toEqual(['contact source', 'bot note'])
  expect((await talk.notes()).join()).toContain('reviewed too long ago')
})

test('the same article is answered from where review_days is long enough', async () => {
  const desk = bench().sitDown({ settings: { review_days: 36_500 }, mind: longAgo })
  const talk = await bench().start(ASK_EXPORT)
  await desk.finish(talk)
  expect(await talk.replies()).toHaveLength(1)
})
