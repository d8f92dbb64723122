import { expect, test } from 'vitest'
import type { Settings } from '../../src/config/settings.ts'
import type { z } from 'zod'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT } from '../support/a-mind.ts'
import type { Assignee, Cast } from '../support/a-talk.ts'

const bench = aBench()

type Answers = NonNullable<z.input<typeof Settings>['answers']>

const cases: readonly (readonly [
  string,
  (cast: Cast) => Answers,
  (cast: Cast) => Assignee | undefined,
  boolean,
])[] = [
  ['nobody, by default', () => ({}), () => undefined, true],
  ['nobody, where unassigned ones are not ours', () => ({ unassigned: false }), () => undefined, false],
  ['a team that is not listed', () => ({}), (cast) => cast.toBilling, false],
  ['a listed team', (cast) => ({ teams: [cast.toBilling.id] }), (cast) => cast.toBilling, true],
  ['a teammate who is not listed', () => ({}), (cast) => cast.toTom, false],
  ['a listed teammate', (cast) => ({ admins: [cast.tom] }), (cast) => cast.toTom, true],
  ['the bot', () => ({ unassigned: false }), (cast) => cast.toBot, true],
  ["the bot's team", (cast) => ({ bot_teams: [cast.toBotTeam.id] }), (cast) => cast.toBotTeam, true],
]

test.each(cases)('assigned on arrival to %s', async (_name, answersOf, toOf, isOurs) => {
  const { sitDown, start, cast } = bench()
  const desk = sitDown({ settings: { answers: answersOf(cast) } })
  const to = toOf(cast)
  const talk = await start({ body: ASK_EXPORT, ...(to && { assign_on_arrival: to }) })
  await desk.finish(talk)
  expect(await talk.replies()).toHaveLength(isOurs ? 1 : 0)
})
