import type { Effect } from '../domain/effect.ts'
import { EFFECT_RULES } from '../domain/effect-rules.ts'
import { type AdminId, type ConversationRef, TagId, TeamId } from '../domain/ids.ts'
import type { Intercom } from '../intercom/create-intercom.ts'
import type { Written } from '../intercom/to-written.ts'
import { appendAudit } from '../store/audit.ts'
import { inConversation } from '../store/conversations.ts'
import type { Db } from '../store/db.ts'
import { isHeldByAnother, isOnItsWay, markRefused, markSent, markUnsent } from '../store/effect-states.ts'

/** `refused`: comes again later. `unknown`: is looked for. `failed`: was given up. */
export type Became = 'sent' | 'refused' | 'unknown' | 'failed'
export type OnEffect = (kind: Effect['kind'], became: Became) => void

/** No answer, no token or no room: a later try may pass. Anything else is refused for what it is. */
const MAY_PASS_LATER = [0, 401, 429]

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
    case 'tag':
      return intercom.addTag(conversationId, botAdminId, TagId.parse(effect.target))
    case 'close':
      return intercom.close(conversationId, botAdminId)
  }
}

/** Writes down what became of an effect. An unknown outcome stays `sending`: it is settled by looking. */
export async function recordWritten(
  db: Db,
  ref: ConversationRef,
  effect: Effect,
  written: Written,
): Promise<Became> {
  const about = { effect: effect.kind, target: effect.target }
  const fact = (facts: Record<string, string | number>) => ({
    turnId: effect.turnId,
    facts: { ...about, ...facts },
  })
  return inConversation(db, ref, async (tx): Promise<Became> => {
    switch (written.kind) {
      case 'written':
        if (written.partId && (await isHeldByAnother(tx, ref, { ...effect, partId: written.partId }))) {
          await appendAudit(tx, ref, [{ kind: 'effect_unknown', ...fact({ status: 200 }) }])
          return 'unknown'
        }
        await markSent(tx, ref, effect.key, written.partId)
        await appendAudit(tx, ref, [
          { kind: 'effect_sent', ...fact(written.partId ? { part: written.partId } : {}) },
        ])
        return 'sent'
      case 'refused': {
        const { status, code } = written.error
        const problem = `refused_${status}`
        if (!(await isOnItsWay(tx, effect))) return 'refused'
        const goOn = EFFECT_RULES[effect.kind].whenRefused === 'go_on' && !MAY_PASS_LATER.includes(status)
        if (goOn) await markUnsent(tx, ref, { key: effect.key, to: 'failed', problem })
        else await markRefused(tx, ref, effect.key, problem)
        const kind = goOn ? 'effect_failed' : 'effect_refused'
        await appendAudit(tx, ref, [{ kind, ...fact({ status, code }) }])
        return goOn ? 'failed' : 'refused'
      }
      case 'unknown':
        await appendAudit(tx, ref, [{ kind: 'effect_unknown', ...fact({ status: written.error.status }) }])
        return 'unknown'
    }
  })
}
