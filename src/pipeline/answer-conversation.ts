import type { ConversationRef } from '../domain/ids.ts'
import { again, OVER, type RunEnd } from '../domain/turn.ts'
import { type BeginTurn, LOOK_AGAIN_MS } from './begin-turn.ts'
import type { DecideTurn } from './decide-turn.ts'
import type { DeliverTurn } from './deliver-turn.ts'
import type { EndTurn } from './end-turn.ts'
import type { ReadView } from './read-view.ts'
import type { RecordDecision } from './record-decision.ts'

export type AnswerSteps = {
  readonly beginTurn: BeginTurn
  readonly readView: ReadView
  readonly decideTurn: DecideTurn
  readonly recordDecision: RecordDecision
  readonly deliverTurn: DeliverTurn
  readonly endTurn: EndTurn
}

/**
 * One turn, from waking up to the reply: read ▶ understand ▶ retrieve ▶ draft ▶ verify ▶ decide ▶ deliver.
 * It may be run twice, late, or after a crash; what is true stands in the database and in Intercom.
 */
export const createAnswerConversation =
  (steps: AnswerSteps) =>
  async (ref: ConversationRef): Promise<RunEnd> => {
    const beginning = await steps.beginTurn(ref)
    if (beginning.kind === 'end') return beginning.end
    const { turn } = beginning

    const reading = await steps.readView(turn, { lane: 'turn', writesAhead: 0 })
    if (reading.kind === 'lagging') return again(LOOK_AGAIN_MS)
    if (reading.kind === 'deleted') return steps.endTurn.deleted(turn)
    const { view } = reading

    const decided = await steps.decideTurn(turn, view)
    if (decided.kind === 'judged_before') return steps.endTurn.needless(turn)
    if (decided.kind === 'newer') return again(0)
    if (decided.kind === 'overtaken') return OVER
    const recorded = await steps.recordDecision(decided)
    if (recorded.kind === 'overtaken') return OVER

    return steps.deliverTurn(decided, recorded.effects)
  }
