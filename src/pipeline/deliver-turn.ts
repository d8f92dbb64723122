import { type FenceVerdict, judgeFence, type NoteRestarts, type View } from '../decision/judge-fence.ts'
import { mayAct, type Permission } from '../decision/may-act.ts'
import { isInPilot } from '../decision/pilot.ts'
import type { PerformEffects } from '../delivery/perform-effects.ts'
import type { Effect } from '../domain/effect.ts'
import { laneOf } from '../domain/effect-rules.ts'
import type { SilentReason } from '../domain/outcome.ts'
import { again, OVER, type RunEnd } from '../domain/turn.ts'
import type { Db } from '../store/db.ts'
import { countRestarts } from '../store/turns.ts'
import { LOOK_AGAIN_MS } from './begin-turn.ts'
import type { Decision } from './decide.ts'
import type { EndTurn } from './end-turn.ts'
import type { ReadFor, ReadView } from './read-view.ts'
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
    const [first] = effects
    if (!first) return endTurn.done(turn, noEffectBecause(decision))

    const fence = await passFence(deps, decided, { lane: laneOf(first), writesAhead: effects.length })
    if (fence === 'lagging') return again(LOOK_AGAIN_MS)
    if (fence === 'deleted') return endTurn.deleted(turn)
    const { verdict } = fence
    if (verdict.kind === 'stop') return endTurn.stopped(turn, verdict.reason)
    if (verdict.kind === 'fresh_turn') return endTurn.superseded(turn, verdict.because)

    const { fileMode, topic } = decision
    const terms = { fileMode, topic, isStartedGroup: false, fencedAtMs: fence.answeredAtMs }
    const performed = await deps.performEffects(turn, effects, terms)
    if (performed === 'all_sent') return endTurn.done(turn, 'delivered')
    if (performed === 'mode_changed') return endTurn.superseded(turn, 'mode_changed')
    return performed === 'superseded' ? OVER : again(LOOK_AGAIN_MS)
  }
}

export type DeliverTurn = ReturnType<typeof createDeliverTurn>

type Passing = { readonly verdict: FenceVerdict; readonly answeredAtMs: number }

/** Law 4: right before sending, the conversation is read again. */
async function passFence(
  deps: DeliverTurnDeps,
  decided: DecidedTurn,
  readFor: ReadFor,
): Promise<Passing | 'lagging' | 'deleted'> {
  const { turn, view: start, decision } = decided
  const reading = await deps.readView(turn, readFor)
  if (reading.kind !== 'view') return reading.kind
  const judge = (restarts: NoteRestarts) =>
    judgeFence({
      start,
      startPermission: decision.permission,
      now: reading.view,
      permission: permissionOf(reading.view, deps.workspace, decision.mode),
      restarts,
    })
  const atFirst = judge(NO_RESTARTS)
  // Only a new note asks how often there was one: what lies between the read and the write is time in which nobody looks.
  const verdict = isForNote(atFirst) ? judge(await countNoteRestarts(deps.db, decided)) : atFirst
  return { verdict, answeredAtMs: reading.answeredAtMs }
}

const NO_RESTARTS: NoteRestarts = { program_note: 0, teammate_note: 0 }

const isForNote = (verdict: FenceVerdict): boolean =>
  verdict.kind === 'fresh_turn' && (verdict.because === 'program_note' || verdict.because === 'teammate_note')

/** Whoever joined meanwhile would read it, too. */
function permissionOf(
  { conversation, situation }: View,
  { policy }: Workspace,
  mode: Decision['mode'],
): Permission {
  if (!isInPilot(policy.pilot, conversation.contactIds)) return { kind: 'nothing', reason: 'not_in_pilot' }
  return mayAct(conversation, situation, { mode, email: policy.email })
}

/** A silence that was chosen would have been one with everybody in the pilot, too. */
const noEffectBecause = ({ outcome, facts }: Decision): 'no_effect' | SilentReason =>
  facts.heldByPilot && outcome.kind !== 'stay_silent' ? 'not_in_pilot' : 'no_effect'

async function countNoteRestarts(db: Db, { turn, view }: DecidedTurn): Promise<NoteRestarts> {
  const { asOf } = view.situation
  if (!asOf) return NO_RESTARTS
  return {
    program_note: await countRestarts(db, turn, asOf, 'program_note'),
    teammate_note: await countRestarts(db, turn, asOf, 'teammate_note'),
  }
}
