import { describe, expect, test } from 'vitest'
import type { Intercom } from '../../src/intercom/create-intercom.ts'
import type { Db } from '../../src/store/db.ts'
import { isAtRest, readLastTurn } from '../../src/store/last-turn.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON, aMind, plainMind } from '../support/a-mind.ts'
import { type Talk, until } from '../support/a-talk.ts'

const bench = aBench()

/** Something happens right before, or right after, the bot's text is written. */
const around =
  (moment: 'before' | 'after', happens: () => Promise<unknown>) =>
  (own: Intercom): Intercom => {
    let isFirst = true
    return {
      ...own,
      writeComment: async (...written) => {
        const isNow = isFirst
        isFirst = false
        if (isNow && moment === 'before') await happens()
        const done = await own.writeComment(...written)
        if (isNow && moment === 'after') await happens()
        return done
      },
    }
  }

/** Something happens after Intercom has answered the fence's read, and so many of our transactions later. */
function aLateComment(transactions: number, happens: () => Promise<unknown>) {
  let reads = 0
  let left = transactions
  return {
    adaptIntercom: (own: Intercom): Intercom => ({
      ...own,
      readConversation: async (id) => {
        const conversation = await own.readConversation(id)
        reads += 1
        if (reads === 2 && transactions === 0) await happens()
        return conversation
      },
    }),
    adaptDb: (own: Db): Db =>
      new Proxy(own, {
        get: (target, name) => {
          if (name !== 'transaction') return Reflect.get(target, name, target)
          const transaction: Db['transaction'] = async (work, config) => {
            if (reads >= 2 && left > 0) {
              left -= 1
              if (left === 0) await happens()
            }
            return target.transaction(work, config)
          }
          return transaction
        },
      }),
  }
}

describe('a message that comes while the answer to the one before is written', () => {
  test.each(['before', 'after'] as const)('right %s it still waits, and is answered', async (moment) => {
    const { sitDown, start, heard } = bench()
    const talk = await start(ASK_EXPORT)
    const happens = async () => {
      await talk.contact(ASK_PASSWORD)
      await heard(talk)
    }
    const desk = sitDown({ adaptIntercom: around(moment, happens) })
    await desk.finish(talk)
    await desk.finish(talk)
    const between = ['contact comment', 'bot comment']
    expect(await talk.story()).toEqual([
      'contact source',
      ...(moment === 'before' ? between : between.toReversed()),
      'bot comment',
    ])
    expect(await talk.replies()).toEqual([
      expect.stringContaining('Export'),
      expect.stringContaining('password'),
    ])
  })
})

test('our own part is not taken for a takeover, although its echo is heard before its answer', async () => {
  const { sitDown, start, heard } = bench()
  const talk = await start(ASK_EXPORT)
  const other = sitDown()
  const desk = sitDown({
    adaptIntercom: around('after', async () => {
      await heard(talk)
      expect(await other.wake(talk)).toBe(true)
    }),
  })
  await desk.finish(talk)
  await other.finish(talk)
  expect(await talk.story()).toEqual(['contact source', 'bot comment'])
  await talk.contact(ASK_PASSWORD)
  await heard(talk)
  await desk.finish(talk)
  expect(await talk.replies()).toHaveLength(2)
})

describe('a part that was heard of and cannot be seen yet', () => {
  const HIDDEN = { deliver: { visible_after_ms: 700 } }

  test('is waited for before anything is said', async () => {
    const { sitDown, start, heard } = bench()
    const desk = sitDown()
    const talk = await start(ASK_EXPORT)
    await talk.contact({ body: ASK_PASSWORD, ...HIDDEN })
    await heard(talk)
    expect(await desk.wake(talk)).toBe(true)
    expect(await talk.replies()).toEqual([])
    await until('it is seen', async () => !(await desk.wake(talk)))
    expect(await talk.replies()).toEqual([expect.stringContaining('password')])
  })

  test('is waited for at the fence too: it may be the comment of a teammate', async () => {
    const mind = aMind()
    const { sitDown, start, heard } = bench()
    const desk = sitDown({ mind: mind.adapt(plainMind) })
    const { thinking, release } = mind.hold()
    const talk = await start(ASK_EXPORT)
    const run = desk.wake(talk)
    await thinking
    await talk.teammate('I am on it', HIDDEN)
    await heard(talk)
    release()
    expect(await run).toBe(true)
    await until('it is seen', async () => !(await desk.wake(talk)))
    expect(await talk.story()).toEqual(['contact source', 'maya comment'])
  })

  test.each([
    ['while the fence reads', 0],
    ['after it, and before anything is sent', 1],
  ])('is waited for when it is heard of %s', async (_name, transactions) => {
    const { sitDown, start, heard } = bench()
    const talk = await start(ASK_EXPORT)
    const late = aLateComment(transactions, async () => {
      await talk.teammate('I am on it')
      await heard(talk)
    })
    const desk = sitDown(late)
    expect(await desk.wake(talk)).toBe(true)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', 'maya comment'])
  })

  test('is given up after 30 s', async () => {
    const { sitDown, start, heard, letPass } = bench()
    const desk = sitDown()
    const talk = await start(ASK_EXPORT)
    await talk.contact({ body: ASK_PASSWORD, deliver: { visible_after_ms: 600_000 } })
    await heard(talk)
    expect(await desk.wake(talk)).toBe(true)
    await letPass(talk, 31)
    await desk.finish(talk)
    expect(await talk.replies()).toEqual([expect.stringContaining('Export')])
  })

  test('is a whole conversation: it is not taken for deleted', async () => {
    const { sitDown, start } = bench()
    const desk = sitDown()
    const talk = await start({ body: ASK_EXPORT, ...HIDDEN })
    expect(await desk.wake(talk)).toBe(true)
    await until('it is seen', async () => !(await desk.wake(talk)))
    expect(await talk.story()).toEqual(['contact source', 'bot comment'])
  })

  test('is a whole conversation whose beginning was redacted at once: it is not taken for deleted, either', async () => {
    const { sitDown, start, heard } = bench()
    const desk = sitDown()
    const talk = await start({ body: ASK_EXPORT, ...HIDDEN })
    await talk.redact(talk.sourceId)
    await heard(talk)
    expect(await desk.wake(talk)).toBe(true)
    await until('it is seen', async () => !(await desk.wake(talk)))
    await talk.contact(ASK_PASSWORD)
    await heard(talk)
    await desk.finish(talk)
    expect(await talk.replies()).toEqual([expect.stringContaining('password')])
  })
})

describe('after a hand-back', () => {
  const giveTo = async (talk: Talk, to: Parameters<Talk['assign']>[0]) => {
    await talk.assign(to)
    await bench().heard(talk)
  }

  test("to a team of the bot's, what is open is answered", async () => {
    const { cast, sitDown, start, heard } = bench()
    const desk = sitDown({ settings: { answers: { bot_teams: [cast.toBotTeam.id] } } })
    const talk = await start(ASK_PERSON)
    await desk.finish(talk)
    await talk.teammate('Here I am')
    await talk.contact(ASK_EXPORT)
    await heard(talk)
    await desk.finish(talk)
    expect((await talk.story()).slice(4)).toEqual(['maya comment', 'contact comment'])
    await giveTo(talk, cast.toBotTeam)
    await desk.finish(talk)
    expect((await talk.story()).slice(6)).toEqual(['maya assignment to Bot', 'bot comment'])
  })

  test('the very same message may be judged once more, and once only', async () => {
    const { cast, sitDown, start, heard } = bench()
    const desk = sitDown()
    const talk = await start(ASK_PERSON)
    await desk.finish(talk)
    await giveTo(talk, cast.toBot)
    await desk.finish(talk)
    const again = ['bot comment', 'bot note', 'bot assignment to Support']
    expect((await talk.story()).slice(4)).toEqual(['maya assignment to Lumi (bot)', ...again])
    await talk.contact('Hello?')
    await heard(talk)
    await desk.finish(talk)
    expect((await talk.story()).slice(8)).toEqual(['contact comment'])
  })

  test('by a workflow nothing changes: only a person ends a takeover', async () => {
    const { cast, sitDown, start, heard } = bench()
    const desk = sitDown()
    const talk = await start({ body: ASK_EXPORT, assign_on_arrival: cast.toSupport })
    await talk.teammate('I am on it')
    await talk.contact(ASK_PASSWORD)
    await talk.assign(cast.toBot, 'workflow')
    await heard(talk)
    await desk.finish(talk)
    expect(await talk.replies()).toEqual([])
    expect(await readLastTurn(bench().db, talk.ref)).toMatchObject({ outcome: { reason: 'taken_over' } })
  })
})

test('silence leaves nothing to do, and a conversation that woke up again is looked at anew', async () => {
  const { sitDown, start, heard, db } = bench()
  const desk = sitDown()
  const talk = await start(ASK_EXPORT)
  await talk.snooze()
  await heard(talk)
  await desk.finish(talk)
  expect(await talk.story()).toEqual(['contact source', 'maya snoozed'])
  expect(await isAtRest(db, talk.ref)).toBe(true)
  await talk.contact(ASK_PASSWORD)
  await heard(talk)
  await desk.finish(talk)
  expect((await talk.story()).slice(2)).toEqual(['contact comment', 'bot comment'])
})
