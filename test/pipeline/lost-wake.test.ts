import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { sourceEntry } from '../../src/domain/ids.ts'
import { storeNotifications } from '../../src/store/notifications.ts'
import { workspace } from '../../src/store/schema/conversations.ts'
import { ASK_PASSWORD } from '../support/a-mind.ts'
import { aStage } from '../support/a-stage.ts'
import { until } from '../support/a-talk.ts'

const stage = aStage()

// The sweep at the start would find the conversation too, by asking Intercom.
beforeAll(() =>
  until('the first sweep is over', async () => {
    const { db } = stage().app.store
    const [row] = await db.select().from(workspace).where(eq(workspace.appId, stage().sandbox.appId))
    return row?.sweptAt != null
  }),
)

test('answers, once, what a process recorded that died between the commit and the wake', async () => {
  const talk = await stage().start({ body: ASK_PASSWORD, deliver: { drop: true } })
  const heard = {
    ...talk.ref,
    id: randomUUID(),
    topic: 'conversation.user.created',
    entryIds: [sourceEntry(talk.sourceId)],
    createdAt: new Date(),
    attempt: 1,
    asks: true,
  }
  await storeNotifications(stage().app.store.db, [heard], { quietMs: 0, quietMaxMs: 0 })
  await stage().rest(talk)
  expect(await talk.story()).toEqual(['contact source', 'bot comment'])
  expect(await stage().countTurns(talk)).toBe(1)
})
