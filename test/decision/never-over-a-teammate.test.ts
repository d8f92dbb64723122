import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeFence } from '../../src/decision/judge-fence.ts'
import { mayAct } from '../../src/decision/may-act.ts'
import type { OwnIdentity } from '../../src/decision/own-identity.ts'
import { readSituation } from '../../src/decision/read-situation.ts'
import { type Conversation, type Entry, isComment } from '../../src/domain/conversation.ts'
import type { BoundPart } from '../../src/domain/effect.ts'
import { MODES } from '../../src/domain/mode.ts'
import {
  aBoundPart,
  aConversation,
  anIdentity,
  BILLING,
  BOT,
  BOT_TEAM,
  bot,
  contact,
  MAYA,
  operator,
  SUPPORT,
  TOM,
  teammate,
} from '../support/builders.ts'

const text = fc.constantFrom('', 'some words')
const assignee = fc.constantFrom<Entry['assignedTo']>(
  { kind: 'nobody' },
  { kind: 'admin', id: BOT },
  { kind: 'admin', id: TOM },
  { kind: 'team', id: BOT_TEAM },
  { kind: 'team', id: SUPPORT },
  { kind: 'team', id: BILLING },
)
const someone = fc.constantFrom<Entry['author']>(contact, bot, teammate(MAYA), teammate(TOM), operator)
const anyPart: fc.Arbitrary<Partial<Entry>> = fc.oneof(
  fc.record({
    author: someone,
    kind: fc.constantFrom<Entry['kind']>('comment', 'note', 'open', 'close'),
    text,
  }),
  fc
    .record({
      author: fc.constantFrom<Entry['author']>(teammate(MAYA), operator),
      assignedTo: assignee,
      text,
    })
    .map(({ assignedTo, ...part }) => ({
      ...part,
      kind: 'assignment' as const,
      ...(assignedTo && { assignedTo }),
    })),
)

/** A conversation that began, and the same one with more in it; some of the bot's comments are ours. */
const histories = fc.record({
  parts: fc.array(anyPart, { maxLength: 6 }),
  more: fc.array(anyPart, { maxLength: 4 }),
  ours: fc.array(fc.nat(5), { maxLength: 2 }),
  state: fc.constantFrom<Conversation['state']>('open', 'open', 'open', 'closed', 'snoozed'),
  mode: fc.constantFrom(...MODES),
  answers: fc.record({
    unassigned: fc.boolean(),
    admins: fc.subarray([TOM]),
    teams: fc.subarray([SUPPORT, BILLING]),
  }),
})

function boundOf({ entries }: Conversation, positions: readonly number[]): readonly BoundPart[] {
  return positions.flatMap((position) => {
    const part = entries[position + 1]
    const answered = entries.slice(0, position + 1).findLast((entry) => entry.author.kind === 'contact')
    if (part?.author !== bot || part.kind !== 'comment' || !answered) return []
    return [aBoundPart({ partId: part.id, asOf: answered.id })]
  })
}

const teammateWrote = (entries: readonly Entry[], bound: readonly BoundPart[]): boolean =>
  entries.some(
    (entry) =>
      entry.author.kind === 'admin' && isComment(entry) && !bound.some((part) => part.partId === entry.id),
  )

function look(conversation: Conversation, bound: readonly BoundPart[], own: OwnIdentity) {
  return { conversation, situation: readSituation(conversation, bound, own) }
}

test('whatever happened before, nobody is answered over a comment of a teammate', () => {
  fc.assert(
    fc.property(histories, ({ parts, ours, state, mode, answers }) => {
      const conversation = aConversation(parts, { state })
      const bound = boundOf(conversation, ours)
      const { situation } = look(conversation, bound, anIdentity({ answers }))
      if (mayAct(conversation, situation, { mode, email: 'auto' }).kind !== 'all') return
      const [oldest] = situation.unanswered
      const after = conversation.entries.findIndex((entry) => entry.id === oldest?.id)
      expect(oldest).toBeDefined()
      expect(teammateWrote(conversation.entries.slice(after), bound)).toBe(false)
    }),
    { numRuns: 2_000 },
  )
})

test('whatever happens while the mind thinks, the fence lets nothing through over a comment of a teammate', () => {
  let stopped = 0
  fc.assert(
    fc.property(histories, ({ parts, more, ours, state, mode, answers }) => {
      const own = anIdentity({ answers })
      const limits = { mode, email: 'auto' } as const
      const began = aConversation(parts)
      const bound = boundOf(began, ours)
      const start = look(began, bound, own)
      const startPermission = mayAct(began, start.situation, limits)
      if (startPermission.kind !== 'all') return
      const now = look(aConversation([...parts, ...more], { state }), bound, own)
      const verdict = judgeFence({
        start,
        startPermission,
        now,
        permission: mayAct(now.conversation, now.situation, limits),
        restarts: { program_note: 1, teammate_note: 3 },
      })
      const isTakenOver = teammateWrote(now.conversation.entries.slice(began.entries.length), bound)
      if (isTakenOver) stopped += 1
      expect(verdict.kind === 'go' && (isTakenOver || state !== 'open')).toBe(false)
    }),
    { numRuns: 4_000 },
  )
  expect(stopped).toBeGreaterThan(50)
})
