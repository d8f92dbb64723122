import { expect, test } from 'vitest'
import { AppId } from '../../src/domain/ids.ts'
import { createLimiter, type Limiter } from '../../src/intercom/limit/create-limiter.ts'
import { readAudit } from '../../src/store/audit.ts'
import { effect } from '../../src/store/schema/turns.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { SENT_BY_TEST } from '../contract/watch-fetch.ts'
import { aBench, type Desk } from '../support/a-bench.ts'
import { aClock, track } from '../support/a-clock.ts'
import { ASK_EXPORT, ASK_PERSON } from '../support/a-mind.ts'
import { playState, type Talk } from '../support/a-talk.ts'

const PER_WINDOW = 12
const SHARE = 0.5
const MOST_WINDOWS = 12

const time = aClock()
const bench = aBench({ requestsPerWindow: PER_WINDOW, now: time.now })

const ANSWERED = ['contact source', 'bot comment']
const HANDED_OFF = ['contact source', 'bot comment', 'bot note', 'bot assignment to Support']

type NthCall = { readonly kind: 'read' | 'write'; readonly nth: number }

/** One more instance on the same database; right before one of its calls, somebody else may use up the window. */
function anInstance({ usedUpBefore }: { readonly usedUpBefore?: NthCall } = {}): Desk {
  const { db, sandbox, sitDown } = bench()
  const limiter = createLimiter({ db, share: SHARE, ...time })
  limiter.know(AppId.parse(sandbox.appId))
  const calls = { read: 0, write: 0 }
  const admit: Limiter['lane'] = (lane) => async (kind) => {
    calls[kind] += 1
    const entry = await limiter.lane(lane)(kind)
    if (kind === usedUpBefore?.kind && calls[kind] === usedUpBefore.nth) await useUp()
    return entry
  }
  return sitDown({ admit, now: () => new Date(time.now()) })
}

/** Requests that the workspace has counted, of everybody. */
const counted = async () =>
  Object.values((await playState(bench().sandbox)).requests).reduce((sum, times) => sum + times, 0)

/** Another integration uses up the window that is under way. */
async function useUp(): Promise<void> {
  const { url, accessToken } = bench().sandbox
  const headers = { authorization: `Bearer ${accessToken}`, ...SENT_BY_TEST }
  for (;;) if ((await fetch(`${url}/teams`, { headers })).status === 429) return
}

/** Wakes them all, on one instance or the other, and again in every window until nothing is left to do. */
async function finish(desks: readonly Desk[], talks: readonly Talk[]): Promise<readonly number[]> {
  const perWindow: number[] = []
  let open = talks.map((talk, position) => ({ talk, desk: desks[position % desks.length] }))
  while (open.length > 0 && perWindow.length < MOST_WINDOWS) {
    time.letPass(10_250)
    const before = await counted()
    const runs = open.map(({ talk, desk }) => track(desk?.wake(talk) ?? Promise.resolve(false)))
    await time.settled(runs)
    perWindow.push((await counted()) - before)
    // A first read waits where it is: it goes on in the next window.
    while (!runs.every((run) => run.isOver())) {
      time.letPass(10_250)
      const soFar = await counted()
      await time.settled(runs)
      perWindow.push((await counted()) - soFar)
    }
    const again = await Promise.all(runs.map(({ result }) => result))
    open = open.filter((_, position) => again[position])
  }
  return perWindow
}

const effectsOf = (talk: Talk) =>
  bench().db.select().from(effect).where(ofConversation(effect, talk.ref)).orderBy(effect.position)

test('two instances deal with more than a window holds: each message once, and no window beyond the share', async () => {
  const desks = [anInstance(), anInstance()]
  const talks = await Promise.all([
    ...Array.from({ length: 3 }, () => bench().start(ASK_EXPORT)),
    ...Array.from({ length: 2 }, () => bench().start(ASK_PERSON)),
  ])
  const perWindow = await finish(desks, talks)
  expect(perWindow.length).toBeGreaterThan(2)
  expect(perWindow.filter((calls) => calls > PER_WINDOW * SHARE)).toEqual([])
  expect(await Promise.all(talks.map((talk) => talk.story()))).toEqual([
    ...Array(3).fill(ANSWERED),
    ...Array(2).fill(HANDED_OFF),
  ])
})

const CASES = [
  ['the fence of a reply', ASK_EXPORT, { kind: 'read', nth: 2 }, ANSWERED, 0],
  ['a reply', ASK_EXPORT, { kind: 'write', nth: 1 }, ANSWERED, 1],
  ['the fence of a hand-off', ASK_PERSON, { kind: 'read', nth: 2 }, HANDED_OFF, 0],
  ['the note of a hand-off', ASK_PERSON, { kind: 'write', nth: 2 }, HANDED_OFF, 1],
] as const

test.each(CASES)(
  'nothing is lost and nothing doubled when others use up the window right before %s',
  async (_what, question, call, story, refusals) => {
    const desk = anInstance({ usedUpBefore: call })
    const talk = await bench().start(question)
    const windows = await finish([desk], [talk])
    expect(await talk.story()).toEqual(story)
    const effects = await effectsOf(talk)
    expect(effects.map(({ state, attempts }) => [state, attempts])).toEqual(effects.map(() => ['sent', 1]))
    const audit = await readAudit(bench().db, talk.ref)
    expect(audit.filter(({ kind }) => kind === 'effect_refused')).toHaveLength(refusals)
    // Beyond the limit: the last call of the others, and one of ours.
    expect(windows[0]).toBe(PER_WINDOW + 2)
  },
)
