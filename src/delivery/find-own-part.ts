import { type Conversation, type Entry, isComment } from '../domain/conversation.ts'
import type { Effect } from '../domain/effect.ts'
import { EFFECT_RULES } from '../domain/effect-rules.ts'
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
  const { settledBy } = EFFECT_RULES[search.effect.kind]
  const candidates = after(search.conversation, search.effect.asOf).filter((entry) => couldBe(entry, search))
  if (settledBy === 'state') return foundState(search, candidates)
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
  switch (EFFECT_RULES[effect.kind].becomes) {
    case 'comment':
      return isComment(entry)
    case 'note':
      return entry.kind === 'note'
    case 'assignment':
      return entry.assignedTo?.kind === 'team' && entry.assignedTo.id === effect.target
    case 'close':
      return entry.kind === 'close' && !isComment(entry)
    case 'tag':
      return false
  }
}

/**
 * If the state is as it was wanted, it is done, whoever did it. If it is not and a part of ours tells that it was, somebody
 * has changed it since: doing it again would undo what a person did.
 */
function foundState({ conversation, effect }: Search, candidates: readonly Entry[]): Found {
  const partId = candidates.at(-1)?.id ?? null
  return partId !== null || isSo(conversation, effect) ? { kind: 'found', partId } : { kind: 'not_there' }
}

function isSo(conversation: Conversation, { kind, target }: Effect): boolean {
  const { becomes } = EFFECT_RULES[kind]
  if (becomes === 'tag') return conversation.tags.some((tag) => tag === target)
  return becomes === 'close' ? conversation.state === 'closed' : conversation.teamAssignee === target
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
