import { expect, test } from 'vitest'
import { readLastTurn } from '../../src/store/last-turn.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON } from '../support/a-mind.ts'
import type { Talk } from '../support/a-talk.ts'

const bench = aBench()

/**
 * So many notes that Intercom gives out nothing of what was before them but the first message. They take longer than
 * the 30 s in which a part that was heard of and cannot be read is waited for.
 */
async function flood(talk: Talk) {
  const { cast, heard, letPass } = bench()
  const note = () => talk.teammate('synchronised', { kind: 'note', deliver: { drop: true } }, cast.tom)
  for (let batch = 0; batch < 10; batch += 1) await Promise.all(Array.from({ length: 50 }, note))
  await heard(talk)
  await letPass(talk, 31)
}

const asks = async (talk: Talk, question: string) => {
  await talk.contact(question)
  await bench().heard(talk)
}

test('behind 500 parts, what was answered is not answered again, and a hand-back lets the bot speak', async () => {
  const { sitDown, start, heard, cast, db } = bench()
  const desk = sitDown()
  const talk = await start(ASK_EXPORT)
  await desk.finish(talk)
  await flood(talk)

  await asks(talk, ASK_PASSWORD)
  await desk.finish(talk)
  expect(await talk.replies()).toHaveLength(1)
  expect(await readLastTurn(db, talk.ref)).toMatchObject({
    outcome: { kind: 'propose', because: 'beginning_unseen' },
  })

  await talk.assign(cast.toBot)
  await heard(talk)
  await desk.finish(talk)
  expect(await talk.replies()).toEqual([
    expect.stringContaining('Export'),
    expect.not.stringContaining('Export'),
  ])
})

test('behind 500 parts, a conversation that was handed off stays with the team', async () => {
  const { sitDown, start, db } = bench()
  const desk = sitDown()
  const talk = await start(ASK_PERSON)
  await desk.finish(talk)
  await flood(talk)
  await asks(talk, ASK_EXPORT)
  await desk.finish(talk)
  expect(await talk.replies()).toHaveLength(1)
  expect(await readLastTurn(db, talk.ref)).toMatchObject({ outcome: { reason: 'handed_off' } })
})
