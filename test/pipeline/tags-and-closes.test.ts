import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readAudit } from '../../src/store/audit.ts'
import { readLastTurn } from '../../src/store/last-turn.ts'
import { effect } from '../../src/store/schema/turns.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { SENT_BY_TEST } from '../contract/watch-fetch.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON, aMind, plainMind } from '../support/a-mind.ts'
import type { Talk } from '../support/a-talk.ts'

const bench = aBench()
const ids: { answered: string; handedOff: string } = { answered: '', handedOff: '' }

async function createTag(name: string): Promise<string> {
  const { url, accessToken } = bench().sandbox
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ name })
  const made = await fetch(`${url}/tags`, { method: 'POST', headers: { ...headers, ...SENT_BY_TEST }, body })
  return z.object({ id: z.string() }).parse(await made.json()).id
}

beforeAll(async () => {
  ids.answered = await createTag('bot answered')
  ids.handedOff = await createTag('bot handed off')
})

const tagging = () => ({ tags: { answered: ids.answered, handed_off: ids.handedOff } })
const tagsOf = async (talk: Talk) => (await talk.state())?.tags
const effectsOf = (talk: Talk) =>
  bench().db.select().from(effect).where(ofConversation(effect, talk.ref)).orderBy(effect.position)

describe('tags', () => {
  test.each([
    ['an answer', ASK_EXPORT, ['bot answered']],
    ['a hand-off', ASK_PERSON, ['bot handed off']],
  ])('tell %s apart in the inbox', async (_name, question, tags) => {
    const desk = bench().sitDown({ settings: tagging() })
    const talk = await bench().start(question)
    await desk.finish(talk)
    expect(await tagsOf(talk)).toEqual(tags)
  })

  test('are not asked for again when they are there', async () => {
    const desk = bench().sitDown({ settings: tagging() })
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    await talk.contact(ASK_PASSWORD)
    await bench().heard(talk)
    await desk.finish(talk)
    expect(await talk.replies()).toHaveLength(2)
    expect((await effectsOf(talk)).filter(({ kind }) => kind === 'tag')).toHaveLength(1)
  })

  test('are set by nobody where no setting names one', async () => {
    const desk = bench().sitDown()
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    expect(await tagsOf(talk)).toEqual([])
  })

  test.each([
    ['is there: it is not asked for again', 'done', 1],
    ['is not there: it is asked for once more', 'none', 2],
  ] as const)('of unknown outcome are looked for: what %s', async (_name, happened, attempts) => {
    const desk = bench().sitDown({ settings: tagging() })
    const talk = await bench().start(ASK_EXPORT)
    await talk.trouble({ call: 'tag', status: 500, effect: happened })
    expect(await desk.wake(talk)).toBe(true)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    expect(await tagsOf(talk)).toEqual(['bot answered'])
    expect(await talk.story()).toEqual(['contact source', 'bot comment'])
    expect((await effectsOf(talk)).at(-1)).toMatchObject({ kind: 'tag', state: 'sent', attempts })
  })

  test('that do not exist are given up, and hold nothing else up', async () => {
    const desk = bench().sitDown({ settings: { tags: { answered: '404' } } })
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    expect((await effectsOf(talk)).at(-1)).toMatchObject({ state: 'failed', problem: 'refused_404' })
    const audit = await readAudit(bench().db, talk.ref)
    expect(audit.map(({ kind }) => kind)).toContain('effect_failed')
    await talk.contact(ASK_PASSWORD)
    await bench().heard(talk)
    await desk.finish(talk)
    expect(await talk.replies()).toHaveLength(2)
  })
})

describe('close_when_thanked', () => {
  const CLOSING = { settings: { close_when_thanked: true } }

  /** The contact has been answered, and says thank you. */
  async function thanked(settings: object, thanks = 'Thank you!') {
    const desk = bench().sitDown({ settings })
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    await talk.contact(thanks)
    await bench().heard(talk)
    return { desk, talk }
  }
  const ANSWERED = ['contact source', 'bot comment', 'contact comment']

  test('closes after thanks for an answer, without a word', async () => {
    const { desk, talk } = await thanked(CLOSING.settings)
    await desk.finish(talk)
    expect(await talk.story()).toEqual([...ANSWERED, 'bot close'])
    expect((await talk.state())?.state).toBe('closed')
    expect(await readLastTurn(bench().db, talk.ref)).toMatchObject({ outcome: { kind: 'close' } })
  })

  test('is off unless somebody sets it', async () => {
    const { desk, talk } = await thanked({})
    await desk.finish(talk)
    expect(await talk.story()).toEqual(ANSWERED)
  })

  test.each(['suggest', 'shadow'] as const)('closes nothing in %s', async (mode) => {
    const { talk } = await thanked(CLOSING.settings)
    await bench()
      .sitDown({ settings: { ...CLOSING.settings, mode } })
      .finish(talk)
    expect(await talk.story()).toEqual(ANSWERED)
  })

  test('closes nothing when the thanks are for a person', async () => {
    const desk = bench().sitDown(CLOSING)
    const talk = await bench().start(ASK_PERSON)
    await desk.finish(talk)
    await talk.contact('Thank you!')
    await bench().heard(talk)
    await desk.finish(talk)
    expect((await talk.state())?.state).toBe('open')
  })

  test('closes nothing that was thanked for in advance', async () => {
    const desk = bench().sitDown(CLOSING)
    const talk = await bench().start('Thank you!')
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source'])
  })

  test('is fenced: what the contact still wants to say is answered instead', async () => {
    const { talk } = await thanked(CLOSING.settings)
    const mind = aMind()
    const desk = bench().sitDown({
      ...CLOSING,
      adaptIntercom: (own) => {
        let reads = 0
        return {
          ...own,
          readConversation: async (id) => {
            reads += 1
            if (reads === 2) await talk.contact({ body: ASK_PASSWORD, deliver: { drop: true } })
            return own.readConversation(id)
          },
        }
      },
      mind: mind.adapt(plainMind),
    })
    await desk.finish(talk)
    expect(await talk.story()).toEqual([...ANSWERED, 'contact comment', 'bot comment'])
  })

  test('leaves an ordinary conversation behind: who comes back is answered', async () => {
    const { desk, talk } = await thanked(CLOSING.settings)
    await desk.finish(talk)
    await talk.contact(ASK_PASSWORD)
    await bench().heard(talk)
    await desk.finish(talk)
    expect((await talk.story()).slice(4)).toEqual(['contact open', 'bot comment'])
  })

  test.each([
    ['was done', 'done'],
    ['was not done', 'none'],
  ] as const)('closes once when nobody knows whether it %s', async (_name, happened) => {
    const { desk, talk } = await thanked(CLOSING.settings)
    await talk.trouble({ call: 'assign', status: 500, effect: happened })
    expect(await desk.wake(talk)).toBe(true)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    expect(await talk.story()).toEqual([...ANSWERED, 'bot close'])
  })
})
