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

test.each(['always', 'never'] as const)(
  'an answer from an article that is stale goes to teammates as a draft, with suggest_note: %s',
  async (suggest_note) => {
    const desk = bench().sitDown({ settings: { suggest_note }, mind: longAgo })
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    expect(await talk.replies()).toEqual([])
    expect(await talk.notes()).toEqual([expect.stringContaining('reviewed too long ago')])
    expect(await readLastTurn(bench().db, talk.ref)).toMatchObject({
      outcome: { kind: 'propose', rule: 'stale-source', because: 'source_stale' },
    })
  },
)

test('the same article is answered from where review_days is long enough', async () => {
  const desk = bench().sitDown({ settings: { review_days: 36_500 }, mind: longAgo })
  const talk = await bench().start(ASK_EXPORT)
  await desk.finish(talk)
  expect(await talk.replies()).toHaveLength(1)
})
