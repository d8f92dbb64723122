import type { View } from '../decision/judge-fence.ts'
import { mayAct } from '../decision/may-act.ts'
import { isInPilot, withinPilot } from '../decision/pilot.ts'
import { planEffects } from '../delivery/plan-effects.ts'
import type { Turn } from '../domain/turn.ts'
import type { Db } from '../store/db.ts'
import { countNotes, hasUnknownDelivery } from '../store/conversation-effects.ts'
import { readSwitches } from '../store/switches.ts'
import { isJudged } from '../store/turns.ts'
import { type Decision, decide, loosestMode } from './decide.ts'
import type { DecidedTurn } from './record-decision.ts'
import { NO_THOUGHTS, type Think, type Thoughts } from './think.ts'
import { type Interruption, watchTurn } from './watch-turn.ts'
import type { Workspace } from './workspace.ts'

export type DecideTurnDeps = {
  readonly db: Db
  readonly think: Think
  readonly workspace: Workspace
  readonly now: () => Date
}

export type Decided =
  | (DecidedTurn & { readonly kind: 'decided' })
  | { readonly kind: 'judged_before' }
  /** Something happened while we were thinking, so that the answer is not wanted any more. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'overtaken' }

/** Thinks, where there is anything to think about, decides, and plans the effects. Writes nothing. */
export const createDecideTurn =
  ({ db, think, workspace, now }: DecideTurnDeps) =>
  async (turn: Turn, view: View): Promise<Decided> => {
    const { policy } = workspace
    const { asOf, handBack, unanswered } = view.situation
    const waiting = { unanswered: unanswered.map((entry) => entry.id), handBack }
    const [judged, switches, deliveryUnknown] = await Promise.all([
      asOf && isJudged(db, turn, { asOf, handBack }),
      readSwitches(db, turn.appId),
      hasUnknownDelivery(db, turn, waiting),
    ])
    if (judged) return { kind: 'judged_before' }
    const inPilot = isInPilot(policy.pilot, view.conversation.contactIds)
    const mode = withinPilot(loosestMode(policy, switches), inPilot)
    const atBest = mayAct(view.conversation, view.situation, { mode, email: policy.email })
    const thoughts = atBest.kind === 'nothing' ? NO_THOUGHTS : await thinkWatched({ db, think }, turn, view)
    if (thoughts === 'newer' || thoughts === 'overtaken') return { kind: thoughts }
    const decision = decide({ view, thoughts, switches, deliveryUnknown, now: now() }, policy)
    const planned = await plan({ db, workspace }, turn, { view, thoughts, decision })
    return { kind: 'decided', turn, view, thoughts, decision, planned }
  }

export type DecideTurn = ReturnType<typeof createDecideTurn>

async function thinkWatched(
  { db, think }: Pick<DecideTurnDeps, 'db' | 'think'>,
  turn: Turn,
  view: View,
): Promise<Thoughts | Interruption> {
  const watch = watchTurn(db, turn)
  try {
    const thoughts = await think(view, { turn, signal: watch.signal })
    return watch.interruption() ?? thoughts
  } finally {
    watch.stop()
  }
}

type Planning = { readonly view: View; readonly thoughts: Thoughts; readonly decision: Decision }

async function plan(
  { db, workspace }: Pick<DecideTurnDeps, 'db' | 'workspace'>,
  turn: Turn,
  { view, thoughts, decision }: Planning,
) {
  const { suggestNote } = workspace.policy
  const isFirstNote = suggestNote !== 'first' || (await countNotes(db, turn, turn.turnId)) === 0
  const context = {
    mode: decision.mode,
    question: thoughts.understanding.question,
    passages: thoughts.retrieval.passages,
    ...(decision.facts.staleSource && { staleSource: decision.facts.staleSource }),
    language: thoughts.understanding.language,
    tags: view.conversation.tags,
    isFirstMessage: view.situation.ownMessages.length === 0,
    noteWanted: suggestNote !== 'never' && isFirstNote,
  }
  return planEffects(decision.outcome, context, workspace.voice)
}
