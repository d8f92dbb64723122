import type { Effect } from '../domain/effect.ts'
import { laneOf } from '../domain/effect-rules.ts'
import type { AdminId } from '../domain/ids.ts'
import type { Turn } from '../domain/turn.ts'
import type { IntercomFor } from '../intercom/create-intercom.ts'
import type { Db } from '../store/db.ts'
import { claimSending, type SendingTerms } from './claim-sending.ts'
import { callIntercom, type OnEffect, recordWritten } from './perform.ts'

export type PerformDeps = {
  readonly db: Db
  readonly intercomFor: IntercomFor
  readonly botAdminId: AdminId
  readonly readLagMs?: number
  /** Told what became of each effect (metrics). */
  readonly onEffect?: OnEffect
  /** Told the seconds between the answer to the fence's read and the answer to the first write (metrics). */
  readonly onFenceWindow?: (seconds: number) => void
}

export type PerformTerms = SendingTerms & {
  /** When Intercom had answered the fence's read, by `performance.now()`. */
  readonly fencedAtMs: number
}

/**
 * `all_sent`, or what stopped the group: a newer run, something heard of that was not read, the kill switch, or an
 * outcome that must be settled first.
 */
export type Performed = 'all_sent' | 'superseded' | 'heard_more' | 'mode_changed' | 'unknown'

/** Does effects one after the other. A refusal that may pass is thrown: the job comes again, later, or after the reset. */
export const createPerformEffects =
  ({ db, intercomFor, botAdminId, readLagMs, onEffect, onFenceWindow }: PerformDeps) =>
  async (turn: Turn, effects: readonly Effect[], terms: PerformTerms): Promise<Performed> => {
    let isStartedGroup = terms.isStartedGroup
    for (const [position, effect] of effects.entries()) {
      const claim = await claimSending(db, turn, effect, {
        ...terms,
        isStartedGroup,
        ...(readLagMs !== undefined && { readLagMs }),
      })
      if (claim.kind !== 'go') return claim.kind
      const written = await callIntercom(intercomFor(laneOf(effect)), botAdminId, turn, effect)
      if (position === 0) onFenceWindow?.((performance.now() - terms.fencedAtMs) / 1000)
      const became = await recordWritten(db, turn, effect, written)
      onEffect?.(effect.kind, became)
      if (became === 'unknown') return 'unknown'
      if (became === 'refused' && written.kind === 'refused') throw written.error
      isStartedGroup = true
    }
    return 'all_sent'
  }

export type PerformEffects = ReturnType<typeof createPerformEffects>
