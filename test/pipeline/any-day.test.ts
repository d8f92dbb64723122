import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayAct } from '../../src/decision/may-act.ts'
import { readSituation } from '../../src/decision/read-situation.ts'
import { AdminId } from '../../src/domain/ids.ts'
import { createIntercom, type Intercom } from '../../src/intercom/create-intercom.ts'
import { toIntercomConfig } from '../../src/commands/sandbox-config.ts'
import { askTurn } from '../../src/store/conversations.ts'
import { boundParts } from '../../src/store/conversation-effects.ts'
import { isAtRest, readLastTurn } from '../../src/store/last-turn.ts'
import { verifyAudit } from '../../src/store/verify-audit.ts'
import { aBench, type Desk } from '../support/a-bench.ts'
import { aCrash, Crash } from '../support/a-crash.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON, ASK_UNKNOWN } from '../support/a-mind.ts'
import type { Talk } from '../support/a-talk.ts'

const bench = aBench()

/** Everything that the bot may do on its own is switched on. */
const BOLD = { close_when_thanked: true }

/** What may happen in a conversation; the bot is woken in between, or not. */
const anEvent = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      who: fc.constant('contact' as const),
      says: fc.constantFrom(ASK_EXPORT, ASK_PASSWORD, ASK_UNKNOWN, ASK_PERSON, 'Thank you!'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      who: fc.constant('teammate' as const),
      does: fc.constantFrom('comment', 'note', 'close', 'snooze', 'take', 'give back', 'redact'),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ who: 'program' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      who: fc.constant('network' as const),
      call: fc.constantFrom('write' as const, 'assign' as const),
      effect: fc.constantFrom('none' as const, 'done' as const),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ who: fc.constant('bot' as const), workers: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      who: fc.constant('slow bot' as const),
      read: fc.integer({ min: 1, max: 2 }),
      does: fc.constantFrom('comment', 'note', 'close', 'snooze', 'take', 'give back', 'redact', 'ask'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ who: fc.constant('crash' as const), at: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 4, arbitrary: fc.constant({ who: 'time' as const }) },
)
type Event = typeof anEvent extends fc.Arbitrary<infer T> ? T : never

async function happen(event: Event, talk: Talk, desk: Desk): Promise<unknown> {
  const { cast, sitDown, letPass } = bench()
  switch (event.who) {
    case 'contact':
      return talk.contact(event.says)
    case 'teammate':
      return act(event.does, talk)
    case 'program':
      return talk.programNote(cast.bot, 'synchronised')
    case 'network':
      return talk.trouble({ call: event.call, status: 500, effect: event.effect })
    case 'bot':
      return Promise.all(Array.from({ length: event.workers }, () => desk.wake(talk)))
    case 'slow bot':
      return sitDown({ settings: BOLD, adaptIntercom: before(event.read, () => act(event.does, talk)) }).wake(
        talk,
      )
    case 'crash': {
      const crash = aCrash(event.at, 'after')
      const dying = sitDown({ settings: BOLD, adaptIntercom: crash.adaptIntercom, adaptDb: crash.adaptDb })
      return dying.wake(talk).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error
      })
    }
    case 'time':
      return letPass(talk, 31)
  }
}

/** Something happens right before the conversation is read for the n-th time. */
const before =
  (read: number, happens: () => Promise<unknown>) =>
  (own: Intercom): Intercom => {
    let reads = 0
    return {
      ...own,
      readConversation: async (id) => {
        reads += 1
        if (reads === read) await happens()
        return own.readConversation(id)
      },
    }
  }

async function act(does: string, talk: Talk): Promise<unknown> {
  const { cast } = bench()
  if (does === 'comment') return talk.teammate('I am on it')
  if (does === 'note') return talk.teammate('a good customer', { kind: 'note' })
  if (does === 'ask') return talk.contact(ASK_PASSWORD)
  if (does === 'close') return talk.close()
  if (does === 'snooze') return talk.snooze()
  if (does === 'take') return talk.assign(cast.toMaya)
  if (does === 'give back') return talk.assign(cast.toBot)
  return talk.redact((await talk.entries()).findLast(({ author }) => author.type === 'user')?.id ?? '')
}

/** Lets everything come to its end; the sweep comes by once, as it does every five minutes. */
async function comeToRest(talk: Talk, desk: Desk): Promise<void> {
  await talk.calm()
  await bench().db.transaction((tx) => askTurn(tx, talk.ref, { quietMs: 0, quietMaxMs: 0 }))
  for (let looks = 0; looks < 6; looks += 1) {
    await bench().heard(talk)
    await bench().letPass(talk, 31)
    const isOver = !(await desk.wake(talk))
    await bench().heard(talk)
    if (isOver && (await isAtRest(bench().db, talk.ref))) return
  }
}

/** If they are so already, nobody can tell whose part made them so. */
const STATES = new Set(['assignment', 'close'])

/** What was wrong with anything the bot wrote, told from the sandbox's entries alone. */
function wrongs(story: readonly string[]): readonly string[] {
  let hands: 'ours' | 'a teammate’s' | 'a team’s' = 'ours'
  let state = 'open'
  return story.flatMap((entry, index) => {
    const found: string[] = []
    const isVisible = entry === 'bot comment'
    if (isVisible && hands !== 'ours') found.push(`${index}: spoke in ${hands} conversation`)
    if (entry.startsWith('bot ') && state !== 'open')
      found.push(`${index}: wrote into a ${state} conversation`)
    if (/^maya (comment|assignment to Maya)/.test(entry)) hands = 'a teammate’s'
    if (entry.startsWith('maya assignment to Lumi')) hands = 'ours'
    if (entry.startsWith('bot assignment')) hands = 'a team’s'
    if (/^(maya|bot) close$/.test(entry)) state = 'closed'
    else if (entry === 'maya snoozed') state = 'snoozed'
    else if (entry.startsWith('contact ') || (state === 'snoozed' && /note|comment/.test(entry)))
      state = 'open'
    return found
  })
}

test('whatever happens in whatever order, the bot keeps its rules', async () => {
  const property = fc.asyncProperty(fc.array(anEvent, { minLength: 3, maxLength: 12 }), async (events) => {
    const { db, sandbox, sitDown, start, heard } = bench()
    const desk = sitDown({ settings: BOLD })
    const talk = await start(ASK_EXPORT)
    for (const event of events) {
      await happen(event, talk, desk)
      await heard(talk)
    }
    await comeToRest(talk, desk)

    const story = await talk.story()
    // Notes of the other program carry the bot's id; it may write them whenever it likes.
    const bound = await boundParts(db, talk.ref)
    const entries = await talk.entries()
    const isProgram = (index: number) => entries[index]?.body_text === 'synchronised'
    expect(wrongs(story.map((entry, index) => (isProgram(index) ? 'operator note' : entry)))).toEqual([])
    const written = entries.filter(
      ({ author, kind, body_text }, index) =>
        String(author.id) === sandbox.botAdminId && !isProgram(index) && (!STATES.has(kind) || body_text),
    )
    const held = bound.map(({ partId }) => String(partId))
    for (const { id } of written) expect(held.filter((partId) => partId === `part:${id}`)).toHaveLength(1)
    expect(new Set(held).size).toBe(held.length)
    expect(await isAtRest(db, talk.ref)).toBe(true)
    await nothingIsLeft(talk)
  })
  await fc.assert(property, { numRuns: 30, seed: 20_261_124 })
  expect((await verifyAudit(bench().db)).problems).toEqual([])
}, 300_000)

/** Nothing that may be answered is left without an answer or a reason. */
async function nothingIsLeft(talk: Talk): Promise<void> {
  const { db, sandbox } = bench()
  const conversation = await createIntercom(toIntercomConfig(sandbox)).readConversation(
    talk.ref.conversationId,
  )
  if (!conversation) throw new Error('nobody deleted it')
  const own = {
    botAdminId: AdminId.parse(sandbox.botAdminId),
    botTeams: [],
    answers: { unassigned: true, admins: [], teams: [] },
  }
  const situation = readSituation(conversation, await boundParts(db, talk.ref), own)
  const permission = mayAct(conversation, situation, { mode: 'auto', email: 'suggest' })
  if (permission.kind !== 'all') return
  expect(await readLastTurn(db, talk.ref)).toMatchObject({ outcome: { reason: 'no_answer_needed' } })
}
