import { and, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { readLastTurn } from '../../src/store/last-turn.ts'
import { part } from '../../src/store/schema/conversations.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PERSON } from '../support/a-mind.ts'

const bench = aBench()

const HANDED_OFF = ['bot comment', 'bot note', 'bot assignment to Support']

test('a second hand-off holds before a read shows it, although the first was given back', async () => {
  const desk = bench().sitDown()
  const talk = await bench().start(ASK_PERSON)
  await desk.finish(talk)
  await talk.trouble({ call: 'write', times: 2, late_ms: 3_000 }, { call: 'assign', late_ms: 3_000 })
  await talk.assign(bench().cast.toBot)
  await bench().heard(talk)
  await desk.wake(talk)
  await bench().heard(talk)
  // The webhooks of what we have just written are lost.
  await bench()
    .db.delete(part)
    .where(and(ofConversation(part, talk.ref), isNull(part.readAt)))
  await talk.contact(ASK_EXPORT)
  await bench().heard(talk)
  await expect.poll(() => desk.wake(talk)).toBe(false)
  expect(await talk.story()).toEqual([
    'contact source',
    ...HANDED_OFF,
    'maya assignment to Lumi (bot)',
    ...HANDED_OFF,
    'contact comment',
  ])
  expect(await readLastTurn(bench().db, talk.ref)).toMatchObject({ outcome: { reason: 'handed_off' } })
})
