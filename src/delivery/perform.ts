import type { Effect } from '../domain/effect.ts'
import { type AdminId, type ConversationRef, TeamId } from '../domain/ids.ts'
import type { Intercom, Written } from '../intercom/create-intercom.ts'
import { appendAudit } from '../store/audit.ts'
import { inConversation } from '../store/conversations.ts'
import type { Db } from '../store/db.ts'
import { markRefused, markSent } from '../store/effects.ts'

/** `refused`: comes again later. `unknown`: is looked for. `failed`: was given up. */
export type OnEffect = (kind: Effect['kind'], became: 'sent' | 'refused' | 'unknown' | 'failed') => void

/** The one place where something is written into a conversation. Nothing is remembered here. */
export function callIntercom(
  intercom: Intercom,
  botAdminId: AdminId,
  ref: ConversationRef,
  effect: Effect,
): Promise<Written> {
  const { conversationId } = ref
  switch (effect.kind) {
    case 'reply':
    case 'question':
    case 'handoff_message':
      return intercom.writeComment(conversationId, botAdminId, effect.body ?? '')
    case 'note':
      return intercom.writeNote(conversationId, botAdminId, effect.body ?? '')
    case 'assignment':
      return intercom.assignTeam(conversationId, botAdminId, TeamId.parse(effect.target))
  }
}

/** Writes down what became of an effect. An unknown outcome stays `sending`: it is settled by looking. */
export async function recordWritten(
  db: Db,
  ref: ConversationRef,
  effect: Effect,
  written: Written,
): Promise<void> {
  const about = { effect: effect.kind, target: effect.target }
  const fact = (facts: Record<string, string | number>) => ({
    turnId: effect.turnId,
    facts: { ...about, ...facts },
  })
  await inConversation(db, ref, async (tx) => {
    switch (written.kind) {
      case 'written':
        await markSent(tx, ref, effect.key, written.partId)
        return appendAudit(tx, ref, [{ kind: 'effect_sent', ...fact({ part: written.partId }) }])
      case 'refused':
        await markRefused(tx, ref, effect.key, `refused_${written.error.status}`)
        return appendAudit(tx, ref, [
          { kind: 'effect_refused', ...fact({ status: written.error.status, code: written.error.code }) },
        ])
      case 'unknown':
        return appendAudit(tx, ref, [{ kind: 'effect_unknown', ...fact({ status: written.error.status }) }])
    }
  })
}
