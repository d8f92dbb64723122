import { z } from 'zod'
import { ConversationId } from './ids.ts'

/** Why a conversation needs a person before others do, the gravest first. */
export const URGENCIES = [
  'self_harm',
  'legal_threat',
  'account_security',
  'data_deletion',
  'delivery_unknown',
  'person_requested',
  'angry',
  'handed_off_unanswered',
  'waits_long',
] as const
export type Urgency = (typeof URGENCIES)[number]

/** Who has a conversation: the assigned teammate, else the assigned team. */
export const Owner = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['admin', 'team']), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('nobody') }),
])
export type Owner = z.infer<typeof Owner>

/** Open, or snoozed until a moment that has passed. */
export const UnresolvedState = z.enum(['open', 'snooze_over'])
export type UnresolvedState = z.infer<typeof UnresolvedState>

/** What a summary knows of a conversation in codes, ids and times. */
export const DigestFacts = z.object({
  state: UnresolvedState,
  /** When the contact's oldest unanswered message came; null = nothing waits for an answer. */
  waitingSince: z.coerce.date().nullable(),
  owner: Owner,
  topic: z.string(),
  urgencies: z.array(z.enum(URGENCIES)),
  /** Whether it is among the ten that need a person first. */
  first: z.boolean(),
  /** Why a model's summary was not taken, where one was asked for. */
  fellBack: z.string().optional(),
})
export type DigestFacts = z.infer<typeof DigestFacts>

/** What a colleague reads of a conversation. */
export type Summary = {
  readonly problem: string
  readonly tried: string
  readonly nextStep: string
  /** Which mind wrote it. */
  readonly by: 'extractive' | 'model'
}

const text = z.string().nullable()

/** One unresolved conversation. Its texts are null once the conversation was erased. */
export const DigestItem = DigestFacts.extend({
  conversationId: ConversationId,
  contactName: text,
  problem: text,
  tried: text,
  nextStep: text,
  by: z.enum(['extractive', 'model']),
}).readonly()
export type DigestItem = z.infer<typeof DigestItem>

const Count = z.object({ name: z.string(), count: z.number() })
const Unread = z.object({ conversationId: ConversationId, because: z.string() })

export const DigestTotals = z.object({
  open: z.number(),
  snoozeOver: z.number(),
  unassigned: z.number(),
  /** Conversations in which something waits for an answer. */
  waiting: z.number(),
  byOwner: z.array(Count),
  byTopic: z.array(Count),
  longest: z.object({ conversationId: ConversationId, since: z.coerce.date() }).nullable(),
  /** The contact said thanks after the last answer: resolved, so that they are counted and not listed. */
  thanked: z.number(),
  /** Conversations that could not be read. */
  unread: z.array(Unread),
  /** `false`: there are more unresolved conversations than were looked at. */
  isComplete: z.boolean(),
})
export type DigestTotals = z.infer<typeof DigestTotals>
export type UnreadConversation = z.infer<typeof Unread>

/** The summary of one day. */
export const Digest = z
  .object({
    /** The day in the digest's time zone: `2026-11-24`. */
    date: z.string(),
    timezone: z.string(),
    createdAt: z.coerce.date(),
    totals: DigestTotals,
    /** Most urgent first. */
    items: z.array(DigestItem).readonly(),
  })
  .readonly()
export type Digest = z.infer<typeof Digest>
