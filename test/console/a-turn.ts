import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Mind } from '../../src/decision/choose-outcome.ts'
import { readSituation } from '../../src/decision/read-situation.ts'
import { planEffects } from '../../src/delivery/plan-effects.ts'
import type { Conversation } from '../../src/domain/conversation.ts'
import { TurnId } from '../../src/domain/ids.ts'
import type { Audience, Passage } from '../../src/domain/passage.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import { decide } from '../../src/pipeline/decide.ts'
import { createRecordDecision } from '../../src/pipeline/record-decision.ts'
import { askTurn, takeConversation } from '../../src/store/conversations.ts'
import type { Db } from '../../src/store/db.ts'
import { boundParts } from '../../src/store/conversation-effects.ts'
import { rememberEntries } from '../../src/store/parts.ts'
import { articleVersion } from '../../src/store/schema/knowledge.ts'
import {
  aConversation,
  aDraft,
  anIdentity,
  anUnderstanding,
  aPassage,
  aPolicy,
  REF,
} from '../support/builders.ts'

export type TurnScript = {
  readonly conversation?: Conversation
  readonly understanding?: Partial<Understanding>
  readonly passages?: readonly Passage[]
  readonly audience?: Audience
  readonly mind?: Mind
  readonly policy?: Partial<Policy>
}

/** What drafting came to: grounded in `aPassage()`, unless told otherwise. */
export const aMind = (overrides: Partial<Extract<Mind, { kind: 'drafted' }>> = {}): Mind => ({
  kind: 'drafted',
  draft: aDraft(),
  verdict: { kind: 'grounded', groundedness: 0.97 },
  relevance: 0.93,
  ...overrides,
})

/** Judges a turn and writes it down with the pipeline's own parts; nothing is sent yet. */
export async function aTurn(db: Db, script: TurnScript = {}) {
  const { conversation = aConversation(), passages = [aPassage()], mind = aMind() } = script
  const ref = { ...REF, conversationId: conversation.id }
  await db.transaction(async (tx) => {
    await askTurn(tx, ref, { quietMs: 0, quietMaxMs: 0 })
    await rememberEntries(tx, ref, conversation.entries)
  })
  await know(db, passages, script.audience ?? 'public')
  const run = await takeConversation(db, ref)
  if (!run) throw new Error('the conversation was just asked for')
  const turn = { ...ref, ...run, turnId: TurnId.parse(randomUUID()), startedAt: new Date() }
  const view = {
    conversation,
    situation: readSituation(conversation, await boundParts(db, ref), anIdentity()),
  }
  const understanding = anUnderstanding(script.understanding)
  const retrieval = { question: understanding.question, passages, relevance: 0.93, features: { lead: 0.4 } }
  const thoughts = { understanding, retrieval, mind }
  const now = new Date((view.situation.asOfAt?.getTime() ?? 0) + 4_000)
  const decision = decide(
    { view, thoughts, switches: [], deliveryUnknown: false, now },
    aPolicy(script.policy),
  )
  const planned = planEffects(
    decision.outcome,
    {
      mode: decision.mode,
      question: understanding.question,
      passages,
      language: understanding.language,
      tags: [],
      isFirstMessage: true,
      noteWanted: true,
    },
    { botName: 'Lumen', disclosure: true, messages: {}, tags: {} },
  )
  const decided = { turn, view, thoughts, decision, planned }
  const recorded = await createRecordDecision({ db, settingsHash: 'abcdef0123456789' })(decided)
  if (recorded.kind === 'overtaken') throw new Error('nobody else has this conversation')
  return { turn, decided, effects: recorded.effects }
}

async function know(db: Db, passages: readonly Passage[], audience: Audience): Promise<void> {
  for (const { articleVersion: id, article: path, chunkId, text, rank, ...passage } of passages) {
    const row = { ...passage, id, path, audience, sample: true }
    await db.insert(articleVersion).values(row).onConflictDoNothing()
    await db.execute(
      sql`insert into chunk (id, article_version, position, text) values (${chunkId}, ${id}, ${rank}, ${text})
        on conflict do nothing`,
    )
  }
}
