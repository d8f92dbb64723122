import { type Conversation, type Entry, isComment } from '../domain/conversation.ts'
import { type Effect, isVisibleToContact } from '../domain/effect.ts'
import type { AdminId, EntryId } from '../domain/ids.ts'

/** Where an effect with an unknown outcome ended up. `ambiguous`: several parts could be it, none clearly. */
export type Found =
  | { readonly kind: 'found'; readonly partId: EntryId | null }
  | { readonly kind: 'not_there' }
  | { readonly kind: 'ambiguous' }

export type Search = {
  readonly conversation: Conversation
  readonly effect: Effect
  /** The effect's body as plain text; only used when several parts could be it. */
  readonly text: string
  readonly botAdminId: AdminId
  /** Parts that other effects hold. */
  readonly taken: ReadonlySet<EntryId>
}

const CLEARLY_ALIKE = 0.8
const CLEAR_LEAD = 0.15

/** By place and author, not by body: the bot's comment (or note) after the as-of that no other effect holds. */
export function findOwnPart(search: Search): Found {
  const candidates = after(search.conversation, search.effect.asOf).filter((entry) => couldBe(entry, search))
  if (search.effect.kind === 'assignment') return foundAssignment(search, candidates)
  const [only, ...others] = candidates
  if (!only) return { kind: 'not_there' }
  if (others.length === 0) return { kind: 'found', partId: only.id }
  return nearest(candidates, search.text)
}

function after({ entries }: Conversation, asOf: EntryId): readonly Entry[] {
  return entries.slice(entries.findIndex((entry) => entry.id === asOf) + 1)
}

function couldBe(entry: Entry, { effect, botAdminId, taken }: Search): boolean {
  if (entry.author.kind !== 'admin' || entry.author.id !== botAdminId || taken.has(entry.id)) return false
  if (effect.kind === 'note') return entry.kind === 'note'
  if (isVisibleToContact(effect.kind)) return isComment(entry)
  return entry.assignedTo?.kind === 'team' && entry.assignedTo.id === effect.target
}

/** An assignment is a state: if it is so, it is done, whoever did it. */
function foundAssignment({ conversation, effect }: Search, candidates: readonly Entry[]): Found {
  if (conversation.teamAssignee !== effect.target) return { kind: 'not_there' }
  return { kind: 'found', partId: candidates.at(-1)?.id ?? null }
}

function nearest(candidates: readonly Entry[], text: string): Found {
  const [best, second] = candidates
    .map((entry) => ({ id: entry.id, alike: likeness(entry.text, text) }))
    .sort((a, b) => b.alike - a.alike)
  if (!best || best.alike < CLEARLY_ALIKE || best.alike - (second?.alike ?? 0) < CLEAR_LEAD)
    return { kind: 'ambiguous' }
  return { kind: 'found', partId: best.id }
}

/** Sørensen–Dice over words: 2·|A∩B| / (|A|+|B|). */
function likeness(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)]
  if (left.size + right.size === 0) return 1
  const shared = [...left].filter((word) => right.has(word)).length
  return (2 * shared) / (left.size + right.size)
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
