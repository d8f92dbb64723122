import { randomUUID } from 'node:crypto'
import type { View } from '../decision/judge-fence.ts'
import type { PerformEffects } from '../delivery/perform-effects.ts'
import type { SettleEffect } from '../delivery/settle-effect.ts'
import { type ConversationRef, TurnId } from '../domain/ids.ts'
import type { SilentReason } from '../domain/outcome.ts'
import { type Policy, policyFor } from '../domain/policy.ts'
import { again, OVER, type RunEnd, type Turn } from '../domain/turn.ts'
import { appendAudit } from '../store/audit.ts'
import { inConversation, type Run, takeConversation } from '../store/conversations.ts'
import type { Db } from '../store/db.ts'
import { startedGroup } from '../store/conversation-effects.ts'
import { supersedeEffects } from '../store/effect-states.ts'
import { pendingEffects } from '../store/effects.ts'
import { readSwitches } from '../store/switches.ts'
import { endTurn, topicOf } from '../store/turns.ts'
import { loosestMode } from './decide.ts'
import type { EndTurn } from './end-turn.ts'
import type { ReadView } from './read-view.ts'

export type Beginning =
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'end'; readonly end: RunEnd }

export type BeginDeps = {
  readonly db: Db
  readonly settleEffect: SettleEffect
  readonly performEffects: PerformEffects
  readonly readView: ReadView
  readonly endTurn: EndTurn
  readonly policy: Policy
}

const end = (runEnd: RunEnd): Beginning => ({ kind: 'end', end: runEnd })

/** After an unknown outcome, or while another run's POST is in flight, we look at our own row this often. */
export const LOOK_AGAIN_MS = 1_000

/**
 * Takes the conversation, and before anything else is judged finishes what an earlier run left: an effect whose
 * outcome is unknown, then a hand-off that was begun. A turn starts only if something waits and the contact has
 * stopped typing; where everything is off, nothing is even read.
 */
export const createBeginTurn = (deps: BeginDeps) => {
  const finishGroup = createFinishGroup(deps)
  return async (ref: ConversationRef): Promise<Beginning> => {
    const run = await takeConversation(deps.db, ref)
    if (!run || run.deleted) return end(OVER)
    if (run.sending) {
      const settled = await deps.settleEffect(ref, run.sending)
      if (settled.kind === 'wait') return end(again(settled.waitMs))
    }
    const [groupTurn, switches] = await Promise.all([
      startedGroup(deps.db, ref),
      readSwitches(deps.db, ref.appId),
    ])
    if (groupTurn) return end(await finishGroup(turnOf(ref, run, groupTurn)))
    if (run.asked === run.settled) return end(OVER)
    if (run.earlyMs > 0) return end(again(run.earlyMs))
    const turn = turnOf(ref, run, TurnId.parse(randomUUID()))
    if (loosestMode(deps.policy, switches) === 'off') return end(await deps.endTurn.unread(turn, 'mode_off'))
    return { kind: 'turn', turn }
  }
}

const turnOf = ({ appId, conversationId }: ConversationRef, { token, asked }: Run, turnId: TurnId): Turn => ({
  appId,
  conversationId,
  turnId,
  token,
  asked,
  startedAt: new Date(),
})

/** Who took, closed or snoozed the conversation since has dealt with it; a note would wake a snoozed one. */
function inHands({ conversation, situation }: View): SilentReason | undefined {
  if (situation.takenOver) return 'taken_over'
  return conversation.state === 'open' ? undefined : conversation.state
}

/** A note, an assignment and a tag. */
const MOST_OF_THE_REST = 3

/** The rest of a hand-off, unless somebody has dealt with the conversation in the meantime. */
const createFinishGroup =
  ({ db, performEffects, readView, endTurn: ends, policy }: BeginDeps) =>
  async (turn: Turn): Promise<RunEnd> => {
    const reading = await readView(turn, { lane: 'hand_off', writesAhead: MOST_OF_THE_REST })
    if (reading.kind === 'lagging') return again(LOOK_AGAIN_MS)
    if (reading.kind === 'deleted') return ends.deleted(turn)
    const stopped = inHands(reading.view)
    const effects = stopped ? [] : await pendingEffects(db, turn.turnId)
    const topic = await topicOf(db, turn.turnId)
    const { mode: fileMode } = policyFor(policy, topic)
    const terms = { fileMode, topic, isStartedGroup: true, fencedAtMs: reading.answeredAtMs }
    const performed = await performEffects(turn, effects, terms)
    if (performed === 'superseded') return OVER
    if (performed === 'unknown' || performed === 'heard_more') return again(LOOK_AGAIN_MS)
    await inConversation(db, turn, async (tx) => {
      await supersedeEffects(tx, turn.turnId, stopped ?? 'mode_changed')
      await endTurn(tx, turn.turnId, 'done', 'finished_later')
      await appendAudit(tx, turn, [
        { kind: 'turn_ended', turnId: turn.turnId, facts: { by: 'finished_later' } },
      ])
    })
    return again(0)
  }
export type BeginTurn = ReturnType<typeof createBeginTurn>
