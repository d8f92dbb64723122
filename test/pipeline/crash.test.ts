import { expect, test } from 'vitest'
import { aBench } from '../support/a-bench.ts'
import { aCrash, Crash, type Moment } from '../support/a-crash.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON } from '../support/a-mind.ts'
import type { Talk } from '../support/a-talk.ts'

const bench = aBench()

type Scene = {
  readonly question: string
  readonly settings?: { readonly mode: 'suggest' }
  /** What it comes back with, if not with the same. */
  readonly later?: { readonly mode: 'auto' }
  /** What happens while the service is down. */
  readonly meanwhile?: (talk: Talk) => Promise<unknown>
}

type When = { readonly at: number; readonly moment: Moment }

/** Dies at one step, comes back when every unknown outcome can be settled, and ends the turn. */
async function dieAndComeBack(scene: Scene, { at, moment }: When) {
  const { sitDown, start, heard, letPass } = bench()
  const crash = aCrash(at, moment)
  const settings = scene.settings ?? {}
  const dying = sitDown({ settings, adaptIntercom: crash.adaptIntercom, adaptDb: crash.adaptDb })
  const talk = await start(scene.question)
  await dying.finish(talk).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error
  })
  await scene.meanwhile?.(talk)
  await heard(talk)
  await letPass(talk, 31)
  await sitDown({ settings: scene.later ?? settings }).finish(talk)
  return { story: await talk.story(), happened: crash.happened(), replies: await talk.replies() }
}

/** Every step of a scene in turn, before it is done and right after. */
async function* everyDeath(scene: Scene) {
  for (let at = 1; ; at += 1) {
    for (const moment of ['before', 'after'] as const) {
      const end = await dieAndComeBack(scene, { at, moment })
      if (!end.happened) return
      yield { ...end, when: `${moment} step ${at}` }
    }
  }
}

const HAND_OFF = ['contact source', 'bot comment', 'bot note', 'bot assignment to Support']

test('a reply is written once, wherever the process dies', async () => {
  let deaths = 0
  for await (const { when, story } of everyDeath({ question: ASK_EXPORT })) {
    expect({ when, story }).toEqual({ when, story: ['contact source', 'bot comment'] })
    deaths += 1
  }
  expect(deaths).toBeGreaterThan(10)
})

test('a hand-off is done whole and once, wherever the process dies', async () => {
  for await (const { when, story } of everyDeath({ question: ASK_PERSON })) {
    expect({ when, story }).toEqual({ when, story: HAND_OFF })
  }
})

test('a suggestion is noted once, wherever the process dies', async () => {
  const scene = { question: ASK_EXPORT, settings: { mode: 'suggest' } } as const
  for await (const { when, story } of everyDeath(scene)) {
    expect({ when, story }).toEqual({ when, story: ['contact source', 'bot note'] })
  }
})

test('a suggestion that was noted is not answered as well when it comes back with another mode, wherever it dies', async () => {
  const ends = new Set<string>()
  const scene = { question: ASK_EXPORT, settings: { mode: 'suggest' }, later: { mode: 'auto' } } as const
  for await (const { story } of everyDeath(scene)) ends.add(story.join(', '))
  expect([...ends].toSorted()).toEqual(['contact source, bot comment', 'contact source, bot note'])
})

test('a message that comes while the process is dead is answered, and the one before not twice', async () => {
  const meanwhile = ({ contact }: Talk) => contact(ASK_PASSWORD)
  for await (const { when, story, replies } of everyDeath({ question: ASK_EXPORT, meanwhile })) {
    const wasAnswered = story[1] === 'bot comment'
    expect({ when, count: replies.length }).toEqual({ when, count: wasAnswered ? 2 : 1 })
    expect(replies.at(-1)).toContain('password')
  }
})

test('a teammate who answers while the process is dead is not talked over', async () => {
  const meanwhile = ({ teammate }: Talk) => teammate('I am on it')
  for await (const { when, story } of everyDeath({ question: ASK_PERSON, meanwhile })) {
    const after = story.slice(story.indexOf('maya comment') + 1)
    expect({ when, after }).toEqual({ when, after: [] })
  }
})
