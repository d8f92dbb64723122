import { type Conversation, type Entry, isComment } from '../../domain/conversation.ts'
import type { UnresolvedState } from '../../domain/digest.ts'

/**
 * Open, or snoozed past due; `undefined`: neither. Intercom wakes a conversation when its snooze is over, so that one that
 * is open again counts as past due until a person has done something.
 */
export function stateOf(
  { state, snoozedUntil, entries }: Conversation,
  now: Date,
): UnresolvedState | undefined {
  if (state === 'closed') return undefined
  if (state === 'snoozed') return snoozedUntil && snoozedUntil <= now ? 'snooze_over' : undefined
  const snoozedAt = entries.findLastIndex(({ kind }) => kind === 'snooze')
  const since = entries.slice(snoozedAt + 1)
  const isWoken = snoozedAt >= 0 && since.some(({ kind }) => kind === 'open')
  return isWoken && !since.some(isByPerson) ? 'snooze_over' : 'open'
}

const isByPerson = (entry: Entry): boolean =>
  entry.author.kind === 'admin' || (entry.author.kind === 'contact' && isComment(entry))
