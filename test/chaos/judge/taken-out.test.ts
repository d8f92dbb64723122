import { expect, test } from 'vitest'
import type { Intercom } from '../../../src/intercom/create-intercom.ts'
import { aBench } from '../../support/a-bench.ts'
import { ASK_EXPORT } from '../../support/a-mind.ts'
import type { Talk, Trouble } from '../../support/a-talk.ts'
import { collectFacts } from '../collect-facts.ts'
import { judge } from './judge.ts'

const bench = aBench()

type AdaptIntercom = (own: Intercom) => Intercom
const asItIs: AdaptIntercom = (own) => own

/** Every run gets what its first read showed, however often it reads. */
const withoutFence: AdaptIntercom = (own) => {
  let first: Awaited<ReturnType<Intercom['readConversation']>>
  return {
    ...own,
    readConversation: async (id) => {
      const read = await own.readConversation(id)
      first ??= read
      return first
    },
  }
}

/** Whoever looks for the bot's own comments finds none. */
const withoutSettlement: AdaptIntercom = (own) => ({
  ...own,
  readConversation: async (id) => {
    const read = await own.readConversation(id)
    return read && { ...read, entries: read.entries.filter(({ author }) => author.kind !== 'admin') }
  },
})

async function verdictOn(adaptIntercom: AdaptIntercom, troubles: (talk: Talk) => readonly Trouble[]) {
  const { db, sandbox, sitDown, start, heard, letPass } = bench()
  const desk = sitDown({ adaptIntercom })
  const talk = await start(ASK_EXPORT)
  await talk.trouble(...troubles(talk))
  await desk.wake(talk)
  await heard(talk)
  await letPass(talk, 31)
  await desk.finish(talk)
  const { url: sandboxUrl, botAdminId, appId } = sandbox
  const facts = await collectFacts({ sandboxUrl, botAdminId, appId, db }, talk.id)
  return judge(facts).map(({ kind }) => kind)
}

/** A teammate answers right before the fence reads. */
const teammate = (): readonly Trouble[] => {
  const race = { moment: 'before', act: 'admin', body: { admin_id: bench().cast.maya, body: 'Me!' } } as const
  return [
    { call: 'read', delay_ms: 1 },
    { call: 'read', race },
  ]
}

/** The comment is written, and nobody is told. */
const lostAnswer = (): readonly Trouble[] => [{ call: 'write', status: 500, effect: 'done' }]

test.each([
  ['a teammate’s answer', teammate],
  ['a lost answer', lostAnswer],
])('the judge has nothing to say about %s', async (_name, troubles) => {
  expect(await verdictOn(asItIs, troubles)).toEqual([])
})

test('the judge finds the talk-over of a walk without its fence', async () => {
  expect(await verdictOn(withoutFence, teammate)).toContain('talk_over')
})

test('the judge finds the double of a walk without settlement', async () => {
  expect(await verdictOn(withoutSettlement, lostAnswer)).toContain('double')
})
