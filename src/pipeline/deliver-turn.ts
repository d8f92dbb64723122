import { type FenceVerdict, judgeFence, type View } from '../decision/judge-fence.ts'
import { mayAct } from '../decision/may-act.ts'
import type { PerformEffects } from '../delivery/perform-effects.ts'
import type { Effect } from '../domain/effect.ts'
import { again, OVER, type RunEnd } from '../domain/turn.ts'
import type { Db } from '../store/db.ts'
import { countRestarts } from '../store/turns.ts'
import { LOOK_AGAIN_MS } from './begin-turn.ts'
import type { EndTurn } from './end-turn.ts'
import type { ReadView } from './read-view.ts'
import type { DecidedTurn } from './record-decision.ts'
import type { Workspace } from './workspace.ts'

export type DeliverTurnDeps = {
  readonly db: Db
  readonly readView: ReadView
  readonly performEffects: PerformEffects
  readonly endTurn: EndTurn
  readonly workspace: Workspace
}

/** The fence, then the effects, then the end of the turn. */
export const createDeliverTurn = (deps: DeliverTurnDeps) => {
  const { endTurn } = deps
  return async (decided: DecidedTurn, effects: readonly Effect[]): Promise<RunEnd> => {
    const { turn, decision } = decided
    if (effects.length === 0) return endTurn.done(turn, 'no_effect')

    const fence = await passFence(deps, decided)
    if (fence === 'lagging') return again(LOOK_AGAIN_MS)
    if (fence === 'deleted') return endTurn.deleted(turn)
    if (fence.kind === 'stop') return endTurn.stopped(turn, fence.reason)
    if (fence.kind === 'fresh_turn') return endTurn.superseded(turn, fence.because)

    const terms = { fileMode: decision.fileMode, topic: decision.topic, isStartedGroup: false }
    const performed = await deps.performEffects(turn, effects, terms)
    if (performed === 'all_sent') return endTurn.done(turn, 'delivered')
    if (performed === 'mode_changed') return endTurn.superseded(turn, 'mode_changed')
    return performed === 'unknown' ? again(LOOK_AGAIN_MS) : OVER
  }
}

export type DeliverTurn = ReturnType<typeof createDeliverTurn>

/** Law 4: right before sending, the conversation is read again. */
async function passFence(
  deps: DeliverTurnDeps,
  decided: DecidedTurn,
): Promise<FenceVerdict | 'lagging' | 'deleted'> {
  const { turn, view: start, decision } = decided
  const reading = await deps.readView(turn)
  if (reading.kind !== 'view') return reading.kind
  return judgeFence({
    start,
    startPermission: decision.permission,
    now: reading.view,
    permission: permissionOf(reading.view, deps.workspace, decision.mode),
    restartedForProgramNote: await wasRestarted(deps.db, decided),
  })
}

const permissionOf = (
  { conversation, situation }: View,
  { policy }: Workspace,
  mode: DecidedTurn['decision']['mode'],
) => mayAct(conversation, situation, { mode, email: policy.email })

async function wasRestarted(db: Db, { turn, view }: DecidedTurn): Promise<boolean> {
  const { asOf } = view.situation
  return asOf !== undefined && (await countRestarts(db, turn, asOf, 'program_note')) > 0
}
