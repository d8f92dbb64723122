import { z } from 'zod'
import type { Trail, TrailTurn } from '../store/trail.ts'

export type StoredEntry = Trail['entries'][number]
export type TurnEvent = Trail['audit'][number]

/** One turn with everything around it that its story needs. */
export type TurnStory = {
  readonly turn: TrailTurn
  /** What it read, oldest first. */
  readonly entries: readonly StoredEntry[]
  readonly unanswered: ReadonlySet<string>
  /** Entries that Firstline itself wrote, in this turn or an earlier one. */
  readonly own: ReadonlySet<string>
  /** How probable it was that the best passage answers; absent when nothing was looked up. */
  readonly relevance: number | undefined
  readonly features: Readonly<Record<string, number>>
  /** Whether vectors were searched, or why not; absent where no model for it is configured. */
  readonly vectors: string | undefined
  /** The turn's own links of the audit chain, oldest first. */
  readonly events: readonly TurnEvent[]
}

const ReadFacts = z
  .object({ unanswered: z.record(z.string(), z.string()).catch({}) })
  .catch({ unanswered: {} })

const RetrievedFacts = z
  .object({
    relevance: z.number().optional().catch(undefined),
    features: z.record(z.string(), z.number()).catch({}),
    vectors: z.string().optional().catch(undefined),
  })
  .catch({ relevance: undefined, features: {}, vectors: undefined })

/** Puts a turn's records together; the audit chain knows what the tables do not keep. */
export function tellStory(trail: Trail, turn: TrailTurn): TurnStory {
  const events = trail.audit.filter(({ turnId }) => turnId === turn.id)
  const factsOf = (kind: string) => events.find((event) => event.kind === kind)?.facts
  const { relevance, features, vectors } = RetrievedFacts.parse(factsOf('retrieved'))
  const wasLookedUp = turn.passages.length > 0 || turn.draft !== undefined
  return {
    turn,
    events,
    entries: turn.readEntries.flatMap((id) => trail.entries.find((entry) => entry.id === id) ?? []),
    unanswered: new Set(Object.keys(ReadFacts.parse(factsOf('conversation_read')).unanswered)),
    own: new Set(trail.turns.flatMap(({ effects }) => effects.flatMap(({ partId }) => partId ?? []))),
    relevance: wasLookedUp ? (turn.draft?.relevance ?? relevance) : undefined,
    features,
    vectors,
  }
}
