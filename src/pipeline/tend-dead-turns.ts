import type { AppId, ConversationRef } from '../domain/ids.ts'
import type { RunEnd } from '../domain/turn.ts'
import { forgetDeadTurns, readDeadTurns } from '../queue/dead-turns.ts'
import { waitsForTurn } from '../store/conversations.ts'
import type { Db } from '../store/db.ts'
import type { Log } from '../telemetry/create-log.ts'

export type TendDeadTurnsDeps = {
  readonly db: Db
  readonly appId: AppId
  /** A turn that no longer looks for an answer, and goes to people. */
  readonly giveUp: (ref: ConversationRef) => Promise<RunEnd>
  readonly log: Log
}

/**
 * Turns that have used up their attempts end with people (law 10). After an outage the sweep tries the whole turn again,
 * for as long as it takes; what failed by itself would fail again, and is handed off. Until either has happened, the
 * dead letter stays where operators see it.
 */
export const createTendDeadTurns =
  ({ db, appId, giveUp, log }: TendDeadTurnsDeps) =>
  async (): Promise<void> => {
    for (const { conversationId, isOutage } of await readDeadTurns(db, appId)) {
      const ref = { appId, conversationId }
      try {
        if (!isOutage && (await waitsForTurn(db, ref))) await giveUp(ref)
        if (!(await waitsForTurn(db, ref))) await forgetDeadTurns(db, ref)
      } catch (error) {
        log.error({ err: error, conversationId }, 'a dead turn could not be handed off')
      }
    }
  }
