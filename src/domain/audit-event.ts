import type { TurnId } from './ids.ts'

/**
 * What happened, in ids, codes, numbers and salted hashes: never text or names, so that the chain stays valid
 * when a person is forgotten.
 */
export type AuditFact = {
  readonly kind: AuditKind
  readonly turnId?: TurnId
  readonly facts: Readonly<Record<string, AuditValue>>
}

export type AuditValue =
  | string
  | number
  | boolean
  | null
  | readonly AuditValue[]
  | { readonly [key: string]: AuditValue }

export type AuditKind =
  | 'conversation_read'
  | 'understood'
  | 'retrieved'
  | 'drafted'
  | 'decided'
  | 'effect_planned'
  | 'effect_sending'
  | 'effect_sent'
  | 'effect_unknown'
  | 'effect_refused'
  | 'effect_superseded'
  | 'effect_failed'
  | 'fence_stopped'
  | 'turn_ended'
  | 'part_redacted'
  | 'conversation_deleted'
  | 'contact_forgotten'
