import type { FreshTurnBecause } from '../decision/judge-fence.ts'
import type { AuditFact } from '../domain/audit-event.ts'
import type { SilentReason } from '../domain/outcome.ts'
import { again, OVER, type RunEnd, type Turn } from '../domain/turn.ts'
import { appendAudit } from '../store/audit.ts'
import { forgetConversation, inConversation, settleConversation } from '../store/conversations.ts'
import type { Db, Tx } from '../store/db.ts'
import { supersedeEffects } from '../store/effect-states.ts'
import { endTurn, type TurnState } from '../store/turns.ts'

/** The ways a turn ends. Each is one transaction that also says what became of its effects. */
export const createEndTurn = (db: Db) => {
  const close = (
    turn: Turn,
    state: Exclude<TurnState, 'running'>,
    by: string,
    more?: (tx: Tx) => Promise<unknown>,
  ) =>
    inConversation(db, turn, async (tx) => {
      await more?.(tx)
      await endTurn(tx, turn.turnId, state, by)
      await appendAudit(tx, turn, [ended(turn, by)])
    })

  return {
    /** These very messages were judged before: nothing to add. */
    needless: async (turn: Turn): Promise<RunEnd> => {
      await db.transaction((tx) => settleConversation(tx, turn, turn.asked))
      return OVER
    },
    /** Nothing may be done, so that nothing is read either. */
    unread: async (turn: Turn, by: SilentReason): Promise<RunEnd> => {
      await db.transaction(async (tx) => {
        await settleConversation(tx, turn, turn.asked)
        await appendAudit(tx, turn, [{ kind: 'turn_ended', facts: { by } }])
      })
      return OVER
    },
    /** The outcome stands. */
    done: async (turn: Turn, by: string): Promise<RunEnd> => {
      await close(turn, 'done', by, (tx) => settleConversation(tx, turn, turn.asked))
      return OVER
    },
    /** The fence let nothing through; the draft stays stored. */
    stopped: async (turn: Turn, reason: SilentReason): Promise<RunEnd> => {
      await close(turn, 'stopped', reason, async (tx) => {
        await supersedeEffects(tx, turn.turnId, reason)
        await settleConversation(tx, turn, turn.asked)
        await appendAudit(tx, turn, [{ kind: 'fence_stopped', turnId: turn.turnId, facts: { reason } }])
      })
      return OVER
    },
    /** Something newer came: a fresh turn starts at once. */
    superseded: async (turn: Turn, because: FreshTurnBecause | 'mode_changed'): Promise<RunEnd> => {
      await close(turn, 'superseded', because, (tx) => supersedeEffects(tx, turn.turnId, because))
      return again(0)
    },
    /** Terminal: what people wrote is erased. */
    deleted: async (turn: Turn): Promise<RunEnd> => {
      await close(turn, 'stopped', 'deleted', async (tx) => {
        await supersedeEffects(tx, turn.turnId, 'deleted')
        await forgetConversation(tx, turn)
        await appendAudit(tx, turn, [{ kind: 'conversation_deleted', turnId: turn.turnId, facts: {} }])
      })
      return OVER
    },
  }
}

export type EndTurn = ReturnType<typeof createEndTurn>

const ended = (turn: Turn, by: string): AuditFact => ({
  kind: 'turn_ended',
  turnId: turn.turnId,
  facts: { by },
})
