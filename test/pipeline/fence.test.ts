import { afterEach, describe, expect, test } from 'vitest'
import { modeSwitch } from '../../src/store/schema/conversations.ts'
import { ASK_EXPORT, ASK_PASSWORD, aMind } from '../support/a-mind.ts'
import { aStage } from '../support/a-stage.ts'
import type { Talk } from '../support/a-talk.ts'

const mind = aMind()
const stage = aStage({ settings: { mode: 'auto' }, adaptMind: mind.adapt })

afterEach(() => stage().app.store.db.delete(modeSwitch))

/** The contact asks, and something happens between the two reads of the turn. */
async function whileThinking(happens: (talk: Talk) => Promise<unknown>) {
  const { thinking, release } = mind.hold()
  const talk = await stage().start(ASK_EXPORT)
  await thinking
  await happens(talk)
  release()
  await stage().rest(talk)
  return talk
}

/** A webhook that never comes: only the fence's own read can tell. */
const UNHEARD = { deliver: { drop: true } } as const

describe('starts a fresh turn for', () => {
  test('a newer message, which answers all of them once', async () => {
    const talk = await whileThinking(({ contact }) => contact(ASK_PASSWORD))
    expect(await talk.story()).toEqual(['contact source', 'contact comment', 'bot comment'])
    expect(await talk.replies()).toEqual([expect.stringContaining('password')])
  })

  test('a newer message whose webhook is lost', async () => {
    const talk = await whileThinking(({ contact }) => contact({ body: ASK_PASSWORD, ...UNHEARD }))
    expect(await talk.story()).toEqual(['contact source', 'contact comment', 'bot comment'])
    expect(await talk.replies()).toEqual([expect.stringContaining('password')])
  })

  test("a teammate's note, and answers then", async () => {
    const talk = await whileThinking(({ teammate }) =>
      teammate('a good customer', { kind: 'note', ...UNHEARD }),
    )
    expect(await talk.story()).toEqual(['contact source', 'maya note', 'bot comment'])
    expect(await stage().countTurns(talk)).toBe(2)
  })

  test("another program's note, once and not for ever", async () => {
    const { cast } = stage()
    const first = mind.hold()
    const second = mind.hold()
    const talk = await stage().start(ASK_EXPORT)
    await first.thinking
    await talk.programNote(cast.bot, 'synchronised')
    first.release()
    await second.thinking
    await talk.programNote(cast.bot, 'synchronised again')
    second.release()
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot note', 'bot note', 'bot comment'])
    expect(await stage().countTurns(talk)).toBe(2)
  })

  test("an integration's notes in a teammate's name, and answers in the end", async () => {
    const { cast } = stage()
    const holds = Array.from({ length: 4 }, () => mind.hold())
    const talk = await stage().start(ASK_EXPORT)
    for (const { thinking, release } of holds) {
      await thinking
      await talk.programNote(cast.tom, 'synchronised')
      release()
    }
    await stage().rest(talk)
    expect((await talk.story()).at(-1)).toBe('bot comment')
    expect(await stage().countTurns(talk)).toBe(4)
  })

  test('an assignee that is still ours to answer', async () => {
    const { cast } = stage()
    const talk = await whileThinking(({ assign }) => assign(cast.toBot))
    expect(await talk.story()).toEqual(['contact source', 'maya assignment to Lumi (bot)', 'bot comment'])
    expect(await talk.replies()).toHaveLength(1)
  })
})

describe('lets nothing through after', () => {
  const stoppers: readonly (readonly [string, string, (talk: Talk) => Promise<unknown>])[] = [
    ["a teammate's comment", 'taken_over', ({ teammate }) => teammate('I am on it', UNHEARD)],
    [
      "a comment with the bot's id that is not ours",
      'taken_over',
      ({ teammate }) => teammate('Typed by hand', UNHEARD, stage().cast.bot),
    ],
    [
      "a teammate's text on an assignment",
      'taken_over',
      ({ teammate }) =>
        teammate('Tom knows', { with: { assign: stage().cast.toTom }, deliver: { drop: true } }),
    ],
    [
      "a teammate's text on a close",
      'closed',
      ({ teammate }) => teammate('Solved', { with: { close: true }, deliver: { drop: true } }),
    ],
    [
      "a teammate's text that opens what was closed",
      'taken_over',
      async ({ teammate, close }) => {
        await close()
        await teammate('One more thing', UNHEARD)
      },
    ],
    ['an assignment to a teammate', 'taken_over', ({ assign }) => assign(stage().cast.toTom)],
    [
      "a workflow's assignment to a team that is not ours",
      'not_ours',
      ({ assign }) => assign(stage().cast.toBilling, 'workflow'),
    ],
    ['a close', 'closed', ({ close }) => close()],
    ['a snooze', 'snoozed', ({ snooze }) => snooze()],
    ['Fin has begun to work', 'fin_at_work', ({ fin }) => fin()],
    ['the text was redacted', 'redacted', ({ redact, sourceId }) => redact(sourceId, { drop: true })],
  ]
  test.each(stoppers)('%s', async (_name, reason, happens) => {
    const talk = await whileThinking(happens)
    expect((await talk.story()).filter((entry) => entry.startsWith('bot'))).toEqual(
      reason === 'taken_over' && (await talk.replies()).includes('Typed by hand') ? ['bot comment'] : [],
    )
    expect(await stage().lastTurn(talk)).toMatchObject({
      state: 'stopped',
      endedBy: reason,
      outcome: { kind: 'reply' },
    })
  })

  test('the conversation was deleted', async () => {
    const talk = await whileThinking(({ remove }) => remove())
    expect(await talk.state()).toBeUndefined()
  })
})

describe('the kill switch', () => {
  test('acts on the very next effect, also when it is thrown while the mind thinks', async () => {
    const { sandbox, app } = stage()
    const talk = await whileThinking(() =>
      app.store.db
        .insert(modeSwitch)
        .values({ appId: sandbox.appId, topic: '*', mode: 'suggest', who: 'maya' }),
    )
    expect(await talk.story()).toEqual(['contact source', 'bot note'])
  })

  test('stops everything when it is off', async () => {
    const { sandbox, app } = stage()
    const talk = await whileThinking(() =>
      app.store.db.insert(modeSwitch).values({ appId: sandbox.appId, topic: '*', mode: 'off', who: 'maya' }),
    )
    expect(await talk.story()).toEqual(['contact source'])
  })

  test('of another topic stops nothing', async () => {
    const { sandbox, app } = stage()
    await app.store.db
      .insert(modeSwitch)
      .values({ appId: sandbox.appId, topic: 'billing', mode: 'off', who: 'maya' })
    const talk = await stage().start(ASK_EXPORT)
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot comment'])
  })
})
