import { describe, expect, test } from 'vitest'
import type { Intercom } from '../../src/intercom/create-intercom.ts'
import { part } from '../../src/store/schema/conversations.ts'
import { effect } from '../../src/store/schema/turns.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PERSON } from '../support/a-mind.ts'
import type { Talk } from '../support/a-talk.ts'

const bench = aBench()
const { stringify } = JSON

/** The webhook of a deletion may be lost: then only a read can tell. */
const UNHEARD = { drop: true } as const

/** Somebody deletes the conversation right before the bot asks for it for the so-manieth time. */
const deleteAtRead =
  (talk: () => Talk, number: number) =>
  (own: Intercom): Intercom => {
    let reads = 0
    return {
      ...own,
      readConversation: async (id) => {
        reads += 1
        if (reads === number) await talk().remove(UNHEARD)
        return own.readConversation(id)
      },
    }
  }

/** No text of the conversation is left, and nothing is to be done any more. */
async function expectForgotten(talk: Talk) {
  const { db } = bench()
  const texts = await db.select({ text: part.text }).from(part).where(ofConversation(part, talk.ref))
  expect(texts.filter(({ text }) => text !== null)).toEqual([])
  const open = await db.select().from(effect).where(ofConversation(effect, talk.ref))
  expect(stringify(open)).not.toMatch(/"(pending|sending)"/)
  expect(open.filter(({ body }) => body !== null)).toEqual([])
}

describe('deleted before', () => {
  test.each([
    ['the read that begins a turn', 1],
    ['the read of the fence', 2],
  ])('%s: nothing is said, and what was read is erased', async (_name, number) => {
    const { sitDown, start, letPass } = bench()
    const talk = await start(ASK_EXPORT)
    const desk = sitDown({ adaptIntercom: deleteAtRead(() => talk, number) })
    expect(await desk.wake(talk)).toBe(true)
    await letPass(talk, 31)
    await desk.finish(talk)
    expect(await talk.state()).toBeUndefined()
    await expectForgotten(talk)
  })

  test('an unknown outcome is looked for: it is given up', async () => {
    const { sitDown, start, heard, letPass } = bench()
    const talk = await start(ASK_EXPORT)
    const desk = sitDown()
    await talk.trouble({ call: 'write', status: 500, effect: 'done' })
    expect(await desk.wake(talk)).toBe(true)
    await heard(talk)
    await talk.remove(UNHEARD)
    await letPass(talk, 31)
    await desk.finish(talk)
    await expectForgotten(talk)
  })

  test('the rest of a hand-off: it goes no further', async () => {
    const { sitDown, start, heard, letPass } = bench()
    const talk = await start(ASK_PERSON)
    const desk = sitDown()
    await talk.trouble({ call: 'write', delay_ms: 1 }, { call: 'write', status: 500, effect: 'done' })
    expect(await desk.wake(talk)).toBe(true)
    await heard(talk)
    await letPass(talk, 31)
    const interrupted = sitDown({ adaptIntercom: deleteAtRead(() => talk, 2) })
    await interrupted.finish(talk)
    await expectForgotten(talk)
  })

  test('the bot writes: the refusal is a 404, and the next read says why', async () => {
    const { sitDown, start, letPass } = bench()
    const talk = await start(ASK_EXPORT)
    const desk = sitDown({
      adaptIntercom: (own) => ({
        ...own,
        writeComment: async (...written) => {
          await talk.remove(UNHEARD)
          return own.writeComment(...written)
        },
      }),
    })
    await expect(desk.wake(talk)).rejects.toMatchObject({ status: 404 })
    await letPass(talk, 31)
    await desk.finish(talk)
    await expectForgotten(talk)
  })
})

test('a deletion that is heard of while the mind thinks stops at once, at every later step', async () => {
  const { sitDown, start, heard } = bench()
  const talk = await start(ASK_EXPORT)
  const desk = sitDown({
    adaptIntercom: (own) => ({
      ...own,
      readConversation: async (id) => {
        const conversation = await own.readConversation(id)
        await talk.remove().catch(() => undefined)
        await heard(talk)
        return conversation
      },
    }),
  })
  expect(await desk.wake(talk)).toBe(false)
  await expectForgotten(talk)
})
