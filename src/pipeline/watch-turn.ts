import type { Turn } from '../domain/turn.ts'
import type { Db } from '../store/db.ts'
import { conversation } from '../store/schema/conversations.ts'
import { isConversation } from '../store/sql-conditions.ts'

/** Long beside a query, short beside a model. */
const LOOK_EVERY_MS = 300

/** `newer`: the contact wrote on. `overtaken`: another run has the conversation, and does all that is to be done. */
export type Interruption = 'newer' | 'overtaken'

export type Watch = {
  readonly signal: AbortSignal
  /** What has happened meanwhile, if anything. */
  readonly interruption: () => Interruption | undefined
  readonly stop: () => void
}

/**
 * Looks at the conversation's row while a turn thinks: as soon as something newer was asked, or a newer run has taken the
 * conversation, the signal aborts, so that no money is spent on an answer that cannot be sent.
 */
export function watchTurn(db: Db, turn: Turn): Watch {
  const stopping = new AbortController()
  let isLooking = false
  let interruption: Interruption | undefined
  const look = async () => {
    if (isLooking) return
    isLooking = true
    const now = await readRow(db, turn).catch(() => undefined)
    isLooking = false
    if (!now || (now.token === turn.token && now.asked === turn.asked)) return
    interruption = now.token === turn.token ? 'newer' : 'overtaken'
    stopping.abort()
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  return {
    signal: stopping.signal,
    interruption: () => interruption,
    stop: () => clearInterval(timer),
  }
}

async function readRow(db: Db, turn: Turn) {
  const [row] = await db
    .select({ token: conversation.token, asked: conversation.asked })
    .from(conversation)
    .where(isConversation(turn))
  return row
}
