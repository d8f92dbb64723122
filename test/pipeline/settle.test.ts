import { describe, expect, test } from 'vitest'
import { readAudit } from '../../src/store/audit.ts'
import { effect } from '../../src/store/schema/turns.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON } from '../support/a-mind.ts'
import type { Written } from '../../src/intercom/to-written.ts'
import type { Talk, Trouble } from '../support/a-talk.ts'

const bench = aBench()

const ANSWERED = ['contact source', 'bot comment']
const HANDED_OFF = ['contact source', 'bot comment', 'bot note', 'bot assignment to Support']
const LOST = { call: 'write', status: 500, effect: 'none' } as const
const DONE = { call: 'write', status: 500, effect: 'done' } as const

/** A conversation in which something goes wrong with the bot's writing; the first run has ended. */
async function troubled(question: string, ...troubles: readonly Trouble[]) {
  const desk = bench().sitDown({ postTimeoutMs: 400 })
  const talk = await bench().start(question)
  await talk.trouble(...troubles)
  expect(await desk.wake(talk)).toBe(true)
  return { desk, talk }
}

/** A walk whose first read takes until it may go on: by then much has happened. */
function slowReader() {
  const read = Promise.withResolvers<void>()
  const free = Promise.withResolvers<void>()
  const slow = bench().sitDown({
    adaptIntercom: (own) => ({
      ...own,
      readConversation: async (...asked) => {
        const conversation = await own.readConversation(...asked)
        read.resolve()
        await free.promise
        return conversation
      },
    }),
  })
  return { slow, hasRead: read.promise, goOn: free.resolve }
}

const effectsOf = (talk: Talk) =>
  bench().db.select().from(effect).where(ofConversation(effect, talk.ref)).orderBy(effect.position)

describe('an answer whose outcome is unknown', () => {
  test.each([
    ['it timed out after it was written', { call: 'write', timeout: 'after' }],
    ['it was written and a 500 was answered', DONE],
    ['it was written and a 408 was answered', { call: 'write', status: 408, effect: 'done' }],
  ] as const)('is found and not written again: %s', async (_name, trouble) => {
    const { desk, talk } = await troubled(ASK_EXPORT, trouble)
    await bench().letPass(talk, 21)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(ANSWERED)
    expect(await effectsOf(talk)).toMatchObject([{ state: 'sent', attempts: 1, partId: expect.any(String) }])
  })

  test.each([
    ['it timed out before it was written', { call: 'write', timeout: 'before' }],
    ['a 500 was answered and nothing written', LOST],
    ['a proxy answered with a page', { call: 'write', status: 502, effect: 'none' }],
  ] as const)('is written once more when it is nowhere after 30 s: %s', async (_name, trouble) => {
    const { desk, talk } = await troubled(ASK_EXPORT, trouble)
    expect(await desk.wake(talk)).toBe(true)
    await bench().letPass(talk, 25)
    expect(await desk.wake(talk)).toBe(true)
    expect(await talk.story()).toEqual(['contact source'])
    await bench().letPass(talk, 6)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(ANSWERED)
  })

  test('is not looked for before 20 s: it may still be under way', async () => {
    const { desk, talk } = await troubled(ASK_EXPORT, DONE)
    await bench().letPass(talk, 18)
    expect(await desk.wake(talk)).toBe(true)
    expect(await effectsOf(talk)).toMatchObject([{ state: 'sending' }])
  })

  test('is found although it becomes visible late', async () => {
    const { desk, talk } = await troubled(ASK_EXPORT, { ...DONE, late_ms: 600 })
    await bench().letPass(talk, 21)
    expect(await desk.wake(talk)).toBe(true)
    await expect.poll(() => desk.wake(talk)).toBe(false)
    expect(await talk.story()).toEqual(ANSWERED)
  })

  test('is not written a third time because somebody looked before it was written again', async () => {
    const { desk, talk } = await troubled(ASK_EXPORT, LOST, DONE)
    await bench().letPass(talk, 31)
    const { slow, hasRead, goOn } = slowReader()
    const looking = slow.wake(talk)
    await hasRead
    expect(await desk.wake(talk)).toBe(true)
    expect(await desk.wake(talk)).toBe(true)
    goOn()
    expect(await looking).toBe(true)
    expect(await effectsOf(talk)).toMatchObject([{ state: 'sending', attempts: 2 }])
    await bench().letPass(talk, 21)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(ANSWERED)
    expect(await effectsOf(talk)).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  test('twice ends in a hand-off that says so, without another text to the contact', async () => {
    const { desk, talk } = await troubled(ASK_EXPORT, LOST, LOST)
    await bench().letPass(talk, 31)
    expect(await desk.wake(talk)).toBe(true)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot note', 'bot assignment to Support'])
    expect(await talk.notes()).toEqual([
      expect.stringMatching(/may have reached|not known|unknown|nobody can tell/i),
    ])
  })

  test('twice ends in that hand-off also when the contact has written again by then', async () => {
    const { desk, talk } = await troubled(ASK_EXPORT, LOST, LOST)
    await bench().letPass(talk, 31)
    expect(await desk.wake(talk)).toBe(true)
    await talk.contact(ASK_PASSWORD)
    await bench().heard(talk)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    expect((await talk.story()).slice(2)).toEqual(['bot note', 'bot assignment to Support'])
  })

  test('twice does not keep the bot from answering once a teammate has handed the conversation back', async () => {
    const { desk, talk } = await troubled(ASK_EXPORT, LOST, LOST)
    await bench().letPass(talk, 31)
    expect(await desk.wake(talk)).toBe(true)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    await talk.assign(bench().cast.toBot)
    await bench().heard(talk)
    await desk.finish(talk)
    expect((await talk.story()).slice(3)).toEqual(['maya assignment to Lumi (bot)', 'bot comment'])
  })

  test('stays unknown only once when another try before it was refused', async () => {
    const desk = bench().sitDown()
    const talk = await bench().start(ASK_EXPORT)
    await talk.trouble({ call: 'write', status: 429, effect: 'none' }, LOST)
    expect(await desk.wake(talk)).toBe(true)
    expect(await desk.wake(talk)).toBe(true)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(ANSWERED)
  })

  test('is fenced anew before it is written once more', async () => {
    const { desk, talk } = await troubled(ASK_EXPORT, LOST)
    await talk.teammate('I am on it')
    await bench().heard(talk)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', 'maya comment'])
  })

  test('is settled before a newer message is answered', async () => {
    const { desk, talk } = await troubled(ASK_EXPORT, DONE)
    await talk.contact(ASK_PASSWORD)
    await bench().heard(talk)
    expect(await desk.wake(talk)).toBe(true)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    expect(await talk.story()).toEqual([...ANSWERED, 'contact comment', 'bot comment'])
    expect((await talk.replies()).at(-1)).toContain('password')
  })
})

describe('an answer of Intercom that does not show yet what was written', () => {
  test('is not taken for what was written before', async () => {
    const earlier: Written[] = []
    const desk = bench().sitDown({
      adaptIntercom: (own) => ({
        ...own,
        writeComment: async (...args) => {
          earlier.push(await own.writeComment(...args))
          return earlier[0] ?? own.writeComment(...args)
        },
      }),
    })
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    await talk.contact(ASK_PASSWORD)
    await bench().heard(talk)
    expect(await desk.wake(talk)).toBe(true)
    await bench().letPass(talk, 21)
    await desk.finish(talk)
    const parts = (await effectsOf(talk)).map(({ partId }) => partId)
    expect(new Set(parts).size).toBe(2)
    expect(await talk.story()).toEqual([...ANSWERED, 'contact comment', 'bot comment'])
  })
})

describe('what somebody types by hand as the bot', () => {
  test('beside our answer is told apart by its words', async () => {
    const { desk, talk } = await troubled(ASK_EXPORT, DONE)
    await talk.teammate('Typed by hand, about something else', {}, bench().cast.bot)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    const [ours] = await effectsOf(talk)
    const [, written] = await talk.entries()
    expect(ours).toMatchObject({ state: 'sent', partId: `part:${written?.id}` })
  })

  test('twice in the window is not taken for ours: it counts as a takeover', async () => {
    const { desk, talk } = await troubled(ASK_EXPORT, LOST)
    await talk.teammate('Typed by hand', {}, bench().cast.bot)
    await talk.teammate('Typed by hand again', {}, bench().cast.bot)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    expect(await effectsOf(talk)).toMatchObject([{ state: 'failed', problem: 'outcome_ambiguous' }])
    expect((await talk.story()).filter((entry) => entry === 'bot comment')).toHaveLength(2)
  })
})

describe('a hand-off', () => {
  test.each([
    ['message', [{ call: 'write', status: 500, effect: 'done' }]],
    ['message, which was not written', [{ call: 'write', status: 500, effect: 'none' }]],
    [
      'note',
      [
        { call: 'write', delay_ms: 1 },
        { call: 'write', status: 500, effect: 'done' },
      ],
    ],
    ['assignment', [{ call: 'assign', status: 500, effect: 'done' }]],
    ['assignment, which was not done', [{ call: 'assign', status: 500, effect: 'none' }]],
  ] as const)('is done whole and once when the outcome of its %s is unknown', async (_name, troubles) => {
    const { desk, talk } = await troubled(ASK_PERSON, ...troubles)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(HANDED_OFF)
  })

  test('that has begun is ended although the contact writes again', async () => {
    const { desk, talk } = await troubled(ASK_PERSON, { call: 'write', delay_ms: 1 }, LOST)
    await talk.contact('And quickly, please')
    await bench().heard(talk)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    expect((await talk.story()).filter((entry) => entry.startsWith('bot'))).toEqual(HANDED_OFF.slice(1))
  })

  test.each([
    ['answered it', (talk: Talk) => talk.teammate('I have it')],
    ['closed it', (talk: Talk) => talk.close()],
    ['snoozed it', (talk: Talk) => talk.snooze()],
  ])('that has begun goes no further when a teammate %s', async (_name, happens) => {
    const { desk, talk } = await troubled(ASK_PERSON, { call: 'write', delay_ms: 1 }, LOST)
    await happens(talk)
    await bench().heard(talk)
    await bench().letPass(talk, 31)
    await desk.finish(talk)
    expect((await talk.story()).filter((entry) => entry.startsWith('bot'))).toEqual(['bot comment'])
  })
})

describe('a refusal', () => {
  test('is tried again by the next run, and can be seen until then', async () => {
    const desk = bench().sitDown()
    const talk = await bench().start(ASK_EXPORT)
    await talk.trouble({ call: 'write', status: 403, effect: 'none' })
    await expect(desk.wake(talk)).rejects.toMatchObject({ name: 'IntercomError', status: 403 })
    expect(await effectsOf(talk)).toMatchObject([{ state: 'pending', problem: 'refused_403' }])
    const audit = await readAudit(bench().db, talk.ref)
    expect(audit.map(({ kind }) => kind)).toContain('effect_refused')
    await desk.finish(talk)
    expect(await talk.story()).toEqual(ANSWERED)
  })
})
