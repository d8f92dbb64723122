import type { View } from '../decision/judge-fence.ts'
import type { OwnIdentity } from '../decision/own-identity.ts'
import { readSituation } from '../decision/read-situation.ts'
import { type Conversation, forgetUntil } from '../domain/conversation.ts'
import type { ConversationRef } from '../domain/ids.ts'
import type { Lane } from '../domain/lane.ts'
import type { IntercomFor } from '../intercom/create-intercom.ts'
import { appendAudit } from '../store/audit.ts'
import { areKnownTogether, rememberContacts } from '../store/contacts.ts'
import { lockOnTheWay } from '../store/conversations.ts'
import type { Db, Tx } from '../store/db.ts'
import { boundParts } from '../store/conversation-effects.ts'
import {
  eraseEntries,
  freshlyHeard,
  isFreshlyHeard,
  type KnownEntry,
  knownEntries,
  knownUnredacted,
  rememberEntries,
} from '../store/parts.ts'

export type Reading =
  /** `answeredAtMs`: when Intercom had answered, by `performance.now()`. */
  | { readonly kind: 'view'; readonly view: View; readonly answeredAtMs: number }
  /** Something that we heard of, or wrote, cannot be seen yet: read again. */
  | { readonly kind: 'lagging' }
  | { readonly kind: 'deleted' }

/** What a conversation is read for: the lane, and how many writes follow at once. */
export type ReadFor = { readonly lane: Lane; readonly writesAhead: number }

export type ReadViewDeps = {
  readonly db: Db
  readonly intercomFor: IntercomFor
  readonly identity: OwnIdentity
  readonly readLagMs?: number
}

/**
 * Reads a conversation and says what stands in it. A read may lag behind its webhook, or our own write, for up to
 * `readLagMs`: until then a missing part, or a missing conversation, only means that it is too early.
 */
export const createReadView =
  ({ db, intercomFor, identity, readLagMs }: ReadViewDeps) =>
  async (ref: ConversationRef, { lane, writesAhead }: ReadFor): Promise<Reading> => {
    const read = await intercomFor(lane).readConversation(ref.conversationId, writesAhead)
    const answeredAtMs = performance.now()
    if (!read) return { kind: (await isFreshlyHeard(db, ref, readLagMs)) ? 'lagging' : 'deleted' }
    const [known, isKnownTogether, bound] = await Promise.all([
      knownEntries(db, ref, readLagMs),
      areKnownTogether(db, ref, read.contactIds),
      boundParts(db, ref, readLagMs),
    ])
    const seen = new Set<string>(read.entries.map((entry) => entry.id))
    const justWritten = bound.filter(({ isFresh }) => isFresh).map(({ partId }) => partId)
    if ([...freshlyHeard(known), ...justWritten].some((id) => !seen.has(id))) return { kind: 'lagging' }
    const isOld = isKnownTogether && hasNothingNew(read, known)
    const conversation = isOld ? read : await db.transaction((tx) => remember(tx, ref, read))
    if (!conversation) return { kind: 'deleted' }
    const situation = readSituation(conversation, bound, identity)
    return { kind: 'view', view: { conversation, situation }, answeredAtMs }
  }

/** What `rememberEntries` would leave as it is: the second read of a turn mostly. */
function hasNothingNew({ entries }: Conversation, known: readonly KnownEntry[]): boolean {
  const byId = new Map(known.map((entry) => [entry.id, entry]))
  return entries.every(({ id, redacted }) => {
    const before = byId.get(id)
    return before?.isRead === true && (before.redacted || !redacted)
  })
}

/**
 * What may be known of it; nothing when it was deleted while we read. What was redacted without our hearing of it is erased
 * here.
 */
async function remember(tx: Tx, ref: ConversationRef, read: Conversation): Promise<Conversation | undefined> {
  const locked = await lockOnTheWay(tx, ref)
  if (locked?.deleted) return undefined
  const conversation = forgetUntil(read, await rememberContacts(tx, ref, read.contactIds))
  const { entries } = conversation
  const redacted = entries.filter((entry) => entry.redacted).map((entry) => entry.id)
  const unheard = await knownUnredacted(tx, ref, redacted)
  if (unheard.length > 0) {
    await eraseEntries(tx, ref, unheard)
    await appendAudit(tx, ref, [{ kind: 'part_redacted', facts: { parts: unheard } }])
  }
  await rememberEntries(tx, ref, entries)
  return conversation
}

export type ReadView = ReturnType<typeof createReadView>
