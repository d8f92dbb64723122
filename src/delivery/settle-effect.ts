import type { Effect } from '../domain/effect.ts'
import { EFFECT_RULES, hasText, laneOf } from '../domain/effect-rules.ts'
import type { AdminId, ConversationRef } from '../domain/ids.ts'
import type { Lane } from '../domain/lane.ts'
import type { Patience } from '../domain/patience.ts'
import { bodyText } from '../intercom/body-text.ts'
import type { Intercom } from '../intercom/create-intercom.ts'
import { appendAudit } from '../store/audit.ts'
import { inConversation } from '../store/conversations.ts'
import type { Db } from '../store/db.ts'
import { boundParts, OUTCOME_AMBIGUOUS, UNKNOWN_TWICE } from '../store/conversation-effects.ts'
import { forgetSending, isSameAttempt, markSent, markUnsent } from '../store/effect-states.ts'
import { type EffectNow, readEffect } from '../store/effects.ts'
import { type Found, findOwnPart } from './find-own-part.ts'
import type { OnEffect } from './perform.ts'

const NEXT_LOOK_MS = 1_000

export type SettleDeps = {
  readonly db: Db
  readonly intercomFor: (lane: Lane) => Pick<Intercom, 'readConversation'>
  readonly botAdminId: AdminId
  readonly patience: Patience
  /** Told what turned out (metrics). */
  readonly onEffect?: OnEffect
}

/** `settled`: nothing is on its way any more. `wait`: look again after so many milliseconds. */
export type Settled = { readonly kind: 'settled' } | { readonly kind: 'wait'; readonly waitMs: number }

const SETTLED: Settled = { kind: 'settled' }
const WAIT: Settled = { kind: 'wait', waitMs: NEXT_LOOK_MS }

/**
 * Finds out what became of an effect left in `sending`: by a crash, a timeout, a 5xx, or because its POST is still
 * in flight in another run. Looks, never sends.
 */
export const createSettleEffect =
  (deps: SettleDeps) =>
  async (ref: ConversationRef, key: string): Promise<Settled> => {
    const { db, patience } = deps
    const effect = await readEffect(db, key)
    if (effect?.state !== 'sending') return forget(db, ref, key)
    if (effect.ageMs < patience.lookFromMs) return WAIT
    const found = await look(deps, ref, effect)
    if (found.kind === 'not_there' && effect.ageMs < patience.lookUntilMs) return WAIT
    const became = await conclude(db, ref, effect, found)
    if (became === 'settled_since') return WAIT
    if (became) deps.onEffect?.(effect.kind, became)
    return SETTLED
  }

export type SettleEffect = ReturnType<typeof createSettleEffect>

/**
 * The conversation named an effect that is settled by now. Another run has done it, and may be sending it again; or somebody
 * has repaired rows by hand.
 */
async function forget(db: Db, ref: ConversationRef, key: string): Promise<Settled> {
  await inConversation(db, ref, (tx) => forgetSending(tx, ref, key))
  return SETTLED
}

async function look(
  { db, intercomFor, botAdminId }: SettleDeps,
  ref: ConversationRef,
  effect: Effect,
): Promise<Found> {
  const conversation = await intercomFor(laneOf(effect)).readConversation(ref.conversationId)
  if (!conversation) return { kind: 'not_there' }
  const bound = await boundParts(db, ref)
  return findOwnPart({
    conversation,
    effect,
    text: bodyText(effect.body).text,
    botAdminId,
    taken: new Set(bound.map((part) => part.partId)),
  })
}

/** It did not happen: it is done once more, unless its text was erased meanwhile. */
const afterAll = ({ kind, body }: Effect) => (hasText(kind) && body === undefined ? 'superseded' : 'pending')

/**
 * Answers how it ended; nothing when it is to be done once more. What was seen is about the attempt that was looked for: where
 * another run has settled that one meanwhile, and perhaps sent the next, nothing follows from it.
 */
const conclude = (
  db: Db,
  ref: ConversationRef,
  effect: EffectNow,
  found: Found,
): Promise<'sent' | 'failed' | 'settled_since' | undefined> =>
  inConversation(db, ref, async (tx) => {
    const { turnId, kind, target, attempts } = effect
    if (!(await isSameAttempt(tx, effect))) return 'settled_since'
    const about = { effect: kind, target, attempts, settled: found.kind }
    if (found.kind === 'found') {
      await markSent(tx, ref, effect.key, found.partId)
      await appendAudit(tx, ref, [{ kind: 'effect_sent', turnId, facts: { ...about, part: found.partId } }])
      return 'sent'
    }
    const to =
      found.kind === 'not_there' && attempts < EFFECT_RULES[kind].mostAttempts ? afterAll(effect) : 'failed'
    const problem =
      found.kind === 'ambiguous' ? OUTCOME_AMBIGUOUS : to === 'failed' ? UNKNOWN_TWICE : 'not_there'
    await markUnsent(tx, ref, { key: effect.key, to, problem })
    await appendAudit(tx, ref, [
      { kind: to === 'failed' ? 'effect_failed' : 'effect_unknown', turnId, facts: { ...about, problem } },
    ])
    return to === 'failed' ? to : undefined
  })
