import type { ConversationRef } from '../domain/ids.ts'
import { PATIENCE, type Patience } from '../domain/patience.ts'
import { again, type RunEnd } from '../domain/turn.ts'
import type { OnEffect } from '../delivery/perform.ts'
import { createPerformEffects, type PerformDeps } from '../delivery/perform-effects.ts'
import { createSettleEffect } from '../delivery/settle-effect.ts'
import type { IntercomFor } from '../intercom/create-intercom.ts'
import { RateLimitedError } from '../intercom/rate-limited-error.ts'
import type { Db } from '../store/db.ts'
import { createAnswerConversation } from './answer-conversation.ts'
import { createBeginTurn } from './begin-turn.ts'
import { createDecideTurn } from './decide-turn.ts'
import { createDeliverTurn } from './deliver-turn.ts'
import { createEndTurn } from './end-turn.ts'
import { createReadView } from './read-view.ts'
import { createRecordDecision, type RecordDecisionDeps } from './record-decision.ts'
import type { Think } from './think.ts'
import type { Workspace } from './workspace.ts'

export type TurnsDeps = {
  readonly db: Db
  readonly intercomFor: IntercomFor
  readonly workspace: Workspace
  readonly think: Think
  /** Absent: as DESIGN 3 has it. */
  readonly patience?: Patience
  readonly now: () => Date
  /** Told what was decided and what was done (metrics). */
  readonly onOutcome?: RecordDecisionDeps['onOutcome']
  readonly onEffect?: OnEffect
  readonly onFenceWindow?: PerformDeps['onFenceWindow']
}

type AnswerConversation = (ref: ConversationRef) => Promise<RunEnd>

/** Puts the steps of a turn together. */
export function createTurns(deps: TurnsDeps): AnswerConversation {
  const {
    db,
    intercomFor,
    workspace,
    think,
    patience = PATIENCE,
    now,
    onOutcome,
    onEffect,
    onFenceWindow,
  } = deps
  const { identity, policy, settingsHash } = workspace
  const sender = { db, intercomFor, botAdminId: identity.botAdminId, ...(onEffect && { onEffect }) }
  const { readLagMs } = patience
  const readView = createReadView({ db, intercomFor, identity, readLagMs })
  const performEffects = createPerformEffects({
    ...sender,
    readLagMs,
    ...(onFenceWindow && { onFenceWindow }),
  })
  const endTurn = createEndTurn(db)
  const answer = createAnswerConversation({
    beginTurn: createBeginTurn({
      db,
      settleEffect: createSettleEffect({ ...sender, patience }),
      performEffects,
      readView,
      endTurn,
      policy,
    }),
    readView,
    decideTurn: createDecideTurn({
      db,
      think,
      workspace,
      now,
    }),
    recordDecision: createRecordDecision({ db, settingsHash, ...(onOutcome && { onOutcome }) }),
    deliverTurn: createDeliverTurn({ db, readView, performEffects, endTurn, workspace }),
    endTurn,
  })
  return comeBack(answer)
}

/**
 * Our share of the API is used up, or Intercom answered 429: nothing happened, and the run comes back after the reset
 * instead of waiting on a worker that others need.
 */
const comeBack =
  (answer: AnswerConversation): AnswerConversation =>
  async (ref) => {
    try {
      return await answer(ref)
    } catch (error) {
      if (error instanceof RateLimitedError) return again(error.waitMs)
      throw error
    }
  }
