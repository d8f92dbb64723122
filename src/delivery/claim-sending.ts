import { allowsEffect } from '../decision/allows-effect.ts'
import { effectiveMode } from '../decision/effective-mode.ts'
import type { Effect } from '../domain/effect.ts'
import type { Mode } from '../domain/mode.ts'
import type { Turn } from '../domain/turn.ts'
import { appendAfter } from '../store/audit.ts'
import type { Db, Tx } from '../store/db.ts'
import { markSending, markUnsent } from '../store/effect-states.ts'
import { readGate } from '../store/gate.ts'
import { conversation } from '../store/schema/conversations.ts'
import { isConversation } from '../store/sql-conditions.ts'

/** What the outcome was decided under; the switch is read again here, so that it acts on the very next effect. */
export type SendingTerms = {
  readonly fileMode: Mode
  readonly topic: string
  /** A hand-off whose first effect is sent: newer messages do not stop the rest. */
  readonly isStartedGroup: boolean
  /** How long a read may lag behind its webhook, in milliseconds. */
  readonly readLagMs?: number
}

export type Claim =
  | { readonly kind: 'go' }
  | { readonly kind: 'superseded' }
  /** A webhook told of something that the fence's read did not show: perhaps a teammate's comment. */
  | { readonly kind: 'heard_more' }
  | { readonly kind: 'mode_changed' }

/**
 * The gate: sets `sending` only if this run still has the conversation's token, nothing newer was asked or heard of, no
 * other effect is on its way, and the mode in force allows it. One transaction.
 */
export const claimSending = (db: Db, turn: Turn, effect: Effect, terms: SendingTerms): Promise<Claim> =>
  db.transaction(async (tx): Promise<Claim> => {
    if (!(await mayStillSend(tx, turn, terms))) return { kind: 'superseded' }
    const { hasUnread, switches, last } = await readGate(tx, turn, terms.readLagMs)
    if (hasUnread && !terms.isStartedGroup) return { kind: 'heard_more' }
    const mode = effectiveMode(terms.fileMode, terms.topic, switches)
    const fact = { turnId: turn.turnId, facts: { effect: effect.kind, target: effect.target, mode } }
    if (!allowsEffect(mode, effect.kind)) {
      await markUnsent(tx, turn, { key: effect.key, to: 'superseded', problem: `mode_${mode}` })
      await appendAfter(tx, turn, { events: [{ ...fact, kind: 'effect_superseded' }], last })
      return { kind: 'mode_changed' }
    }
    if (!(await markSending(tx, turn, effect.key))) return { kind: 'superseded' }
    await appendAfter(tx, turn, { events: [{ ...fact, kind: 'effect_sending' }], last })
    return { kind: 'go' }
  })

async function mayStillSend(tx: Tx, turn: Turn, terms: SendingTerms): Promise<boolean> {
  const [row] = await tx.select().from(conversation).where(isConversation(turn)).for('update')
  const isCurrent = row?.token === turn.token && row.sending === null && row.deletedAt === null
  return isCurrent && (terms.isStartedGroup || row.asked === turn.asked)
}
