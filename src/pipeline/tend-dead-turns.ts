import { setTimeout as wait } from 'node:timers/promises'
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
        if (!isOutage && (await waitsForTurn(db, ref))) await giveUpWholly(giveUp, ref)
        if (!(await waitsForTurn(db, ref))) await forgetDeadTurns(db, ref)
      } catch (error) {
        log.error({ err: error, conversationId }, 'a dead turn could not be handed off')
      }
    }
  }

const MOST_RUNS = 10
/** What takes longer than this, such as an outcome that has to be looked for, is gone on with in the next round. */
const LONGEST_WAIT_MS = 2_000

/** A run that comes back soon is gone on with here: a dead turn has no job that would wake it. */
async function giveUpWholly(giveUp: TendDeadTurnsDeps['giveUp'], ref: ConversationRef): Promise<void> {
  for (let run = 0; run < MOST_RUNS; run++) {
    const end = await giveUp(ref)
    if (end.kind === 'over' || end.waitMs > LONGEST_WAIT_MS) return
    await wait(end.waitMs)
  }
}
