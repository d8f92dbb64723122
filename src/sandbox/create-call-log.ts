import type { Conversation, ConversationState, Entry } from './conversation.ts'

/** One call of the API about a conversation: what a read was shown, or which entry a write made. Times in unix ms. */
export type Call =
  | {
      readonly kind: 'read'
      readonly atMs: number
      /** In order; entries that are not visible yet are missing. */
      readonly entryIds: readonly string[]
      /** Those of them that were shown without their words. */
      readonly redactedIds: readonly string[]
      readonly state: ConversationState
    }
  | { readonly kind: 'write'; readonly atMs: number; readonly entryId: string }

type Shown = Pick<Entry, 'id' | 'redacted'>

/** What the API was asked about each conversation, in order: tells what a client can have known when it wrote. */
export type CallLog = {
  readonly addRead: (conversation: Conversation, shown: readonly Shown[]) => void
  readonly addWrite: (conversation: Conversation, entryId: string) => void
  readonly of: (conversationId: string) => readonly Call[]
}

/** An empty log. */
export const createCallLog = (now: () => number): CallLog => {
  const calls = new Map<string, Call[]>()
  const add = (id: string, call: Call) => {
    const known = calls.get(id)
    if (known) known.push(call)
    else calls.set(id, [call])
  }
  return {
    addRead: ({ id, state }, shown) => {
      const redactedIds = idsOf(shown.filter(({ redacted }) => redacted))
      add(id, { kind: 'read', atMs: now(), entryIds: idsOf(shown), redactedIds, state })
    },
    addWrite: ({ id }, entryId) => add(id, { kind: 'write', atMs: now(), entryId }),
    of: (id) => calls.get(id) ?? [],
  }
}

const idsOf = (shown: readonly Shown[]): readonly string[] => shown.map(({ id }) => id)
