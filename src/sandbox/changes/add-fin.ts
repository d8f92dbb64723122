import type { Change, Stamp } from '../change.ts'
import type { Conversation } from '../conversation.ts'
import { appendEntry } from './append-entry.ts'
import { newEntry } from './new-entry.ts'

/** What Fin does: it may answer, and may have reached a state such as `escalated`. */
export type FinTurn = { readonly bodyHtml: string | null; readonly resolutionState: string | null }

/** Fin takes part. An answer is announced as the operator's reply; a mere change of its state isn't announced. */
export const addFin = (conversation: Conversation, turn: FinTurn, stamp: Stamp): Change => {
  const answered = turn.bodyHtml !== null || conversation.aiAgent?.answered === true
  const aiAgent = { resolutionState: turn.resolutionState, answered }
  if (turn.bodyHtml === null) {
    const next = { ...conversation, aiAgent, updatedAt: Math.max(conversation.updatedAt, stamp.createdAt) }
    return { conversation: next, entry: null, topic: null }
  }
  const stateAfter = conversation.state === 'closed' ? 'closed' : 'open'
  const entry = newEntry(
    { kind: 'comment', author: { kind: 'fin' }, bodyHtml: turn.bodyHtml, stateAfter },
    stamp,
  )
  return {
    conversation: { ...appendEntry(conversation, entry), aiAgent, waitingSince: null },
    entry,
    topic: 'conversation.operator.replied',
  }
}
