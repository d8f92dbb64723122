import { confidenceOf } from '../decision/choose-outcome.ts'
import type { View } from '../decision/judge-fence.ts'
import type { AuditFact, AuditValue } from '../domain/audit-event.ts'
import type { Effect, PlannedEffect } from '../domain/effect.ts'
import type { EntryId } from '../domain/ids.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { Turn } from '../domain/turn.ts'
import { appendAudit } from '../store/audit.ts'
import { lockOnTheWay } from '../store/conversations.ts'
import type { Db, Tx } from '../store/db.ts'
import { planEffects } from '../store/effects.ts'
import { type KeptEntry, keptEntries } from '../store/parts.ts'
import { recordDraft, recordEvidence, recordTurn } from '../store/turns.ts'
import type { Decision } from './decide.ts'
import type { Thoughts } from './think.ts'

export type DecidedTurn = {
  readonly turn: Turn
  readonly view: View
  readonly thoughts: Thoughts
  readonly decision: Decision
  readonly planned: readonly PlannedEffect[]
}

/** `overtaken`: a newer run has the conversation, or what this one read is to be forgotten: nothing is written. */
export type RecordedDecision =
  | { readonly kind: 'recorded'; readonly effects: readonly Effect[] }
  | { readonly kind: 'overtaken' }

export type RecordDecisionDeps = {
  readonly db: Db
  readonly settingsHash: string
  /** Told each outcome once it is written down, with its reason or else its rule (metrics). */
  readonly onOutcome?: (outcome: string, reason: string) => void
}

/** Writes a turn down in one transaction, effects included, before any of them is done (laws 5 and 8). */
export const createRecordDecision =
  ({ db, settingsHash, onOutcome }: RecordDecisionDeps) =>
  async (decided: DecidedTurn): Promise<RecordedDecision> => {
    const recorded = await db.transaction((tx) => record(tx, decided, settingsHash))
    const { outcome } = decided.decision
    if (recorded.kind === 'recorded') onOutcome?.(outcome.kind, reasonOf(outcome) ?? outcome.rule)
    return recorded
  }

export type RecordDecision = ReturnType<typeof createRecordDecision>

async function record(tx: Tx, decided: DecidedTurn, settingsHash: string): Promise<RecordedDecision> {
  const { turn, view, thoughts, decision, planned } = decided
  const { situation } = view
  const readEntries = readable(view)
  const now = await lockOnTheWay(tx, turn)
  if (now?.token !== turn.token || now.deleted) return { kind: 'overtaken' }
  const kept = await keptEntries(
    tx,
    turn,
    view.conversation.entries.map(({ id }) => id),
  )
  if (readEntries.some((id) => kept.get(id)?.redacted !== false)) return { kind: 'overtaken' }
  await recordTurn(tx, turn, {
    asOf: situation.asOf ?? null,
    asOfAt: situation.asOfAt ?? null,
    handBack: situation.handBack ?? null,
    mode: decision.mode,
    topic: decision.topic,
    facts: decision.facts,
    outcome: decision.outcome,
    understanding: thoughts.understanding,
    readEntries,
    settingsHash,
  })
  await recordMind(tx, turn, thoughts)
  await appendAudit(tx, turn, auditOf(decided, kept))
  if (!situation.asOf) return { kind: 'recorded', effects: [] }
  const owner = {
    ...turn,
    asOf: situation.asOf,
    ...(situation.handBack && { handBack: situation.handBack }),
  }
  return { kind: 'recorded', effects: await planEffects(tx, owner, planned) }
}

const readable = ({ conversation }: View): readonly EntryId[] =>
  conversation.entries.filter((entry) => !entry.redacted).map((entry) => entry.id)

async function recordMind(tx: Tx, turn: Turn, { retrieval, mind }: Thoughts): Promise<void> {
  const drafted = mind.kind === 'drafted' ? mind.draft : undefined
  await recordEvidence(tx, turn.turnId, { retrieval, drafted })
  if (mind.kind !== 'drafted') return
  const { draft: body, verdict, relevance } = mind
  await recordDraft(tx, turn.turnId, { body, verdict, relevance, confidence: confidenceOf(mind) })
}

/** Ids, codes, numbers and salted hashes only: see `AuditFact`. */
function auditOf(
  { turn, view, thoughts, decision, planned }: DecidedTurn,
  kept: ReadonlyMap<string, KeptEntry>,
): readonly AuditFact[] {
  const { situation, conversation } = view
  const { understanding, retrieval, mind } = thoughts
  const { mode, topic } = decision
  const unanswered = Object.fromEntries(situation.unanswered.map(({ id }) => [id, kept.get(id)?.hash ?? '']))
  const facts: readonly (readonly [AuditFact['kind'], Record<string, AuditValue>])[] = [
    [
      'conversation_read',
      {
        asOf: situation.asOf ?? null,
        state: conversation.state,
        entries: conversation.entries.length,
        unanswered,
      },
    ],
    [
      'understood',
      {
        language: understanding.language,
        wantsPerson: understanding.wantsPerson,
        risks: understanding.risks,
        needsNoAnswer: understanding.needsNoAnswer,
        unreadable: understanding.unreadable,
      },
    ],
    [
      'retrieved',
      {
        relevance: retrieval.relevance,
        chunks: retrieval.passages.map((passage) => passage.chunkId),
        ...(retrieval.vectors && { vectors: retrieval.vectors }),
      },
    ],
    [
      'drafted',
      {
        mind: mind.kind,
        by: mind.kind === 'drafted' ? mind.draft.by : null,
        fellBack: thoughts.fellBack ?? null,
        passagesLeftOut: thoughts.leftOut ?? 0,
        confidence: confidenceOf(mind),
        verdict: mind.kind === 'drafted' ? mind.verdict.kind : null,
      },
    ],
    ['decided', { ...codesOf(decision), mode, topic, heldByPilot: decision.facts.heldByPilot }],
    ...planned.map(({ kind, target }) => ['effect_planned', { effect: kind, target }] as const),
  ]
  return facts.map(([kind, fact]) => ({ kind, turnId: turn.turnId, facts: fact }))
}

const codesOf = ({ outcome }: Decision): Record<string, AuditValue> => ({
  kind: outcome.kind,
  rule: outcome.rule,
  reason: reasonOf(outcome),
})

/** The code that says why, where an outcome has one. */
const reasonOf = (outcome: Outcome): string | null =>
  'reason' in outcome ? outcome.reason : 'because' in outcome ? outcome.because : null
