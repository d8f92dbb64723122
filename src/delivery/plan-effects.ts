import type { PlannedEffect } from '../domain/effect.ts'
import type { Language } from '../domain/language.ts'
import type { Mode } from '../domain/mode.ts'
import type { TagId } from '../domain/ids.ts'
import type { HandOffReason, Outcome } from '../domain/outcome.ts'
import { handOffMessage, questionFor } from './own-words/own-words.ts'
import { escapeHtml, paragraph, renderDisclosure, renderReply } from './render.ts'
import { type NoteContext, renderHandOff, renderSuggestion } from './render-note.ts'

export type Voice = {
  readonly botName: string
  readonly disclosure: boolean
  /** Setting `handoff.messages`: own words per reason and language. */
  readonly messages: Readonly<Partial<Record<HandOffReason, Readonly<Record<string, string>>>>>
  /** Setting `tags`: what an answered or a handed-off conversation is tagged with. */
  readonly tags: { readonly answered?: TagId; readonly handedOff?: TagId }
}

export type PlanContext = NoteContext & {
  readonly mode: Mode
  readonly language: Language
  /** Nothing that we wrote has reached the contact in this conversation yet. */
  readonly isFirstMessage: boolean
  /** Tags that the conversation has. */
  readonly tags: readonly TagId[]
  /** Setting `suggest_note`, already weighed against the notes that are there. */
  readonly noteWanted: boolean
}

/** An outcome as effects, in the order in which they are done. `shadow` has none. */
export function planEffects(outcome: Outcome, context: PlanContext, voice: Voice): readonly PlannedEffect[] {
  if (context.mode === 'shadow') return []
  const discloseAs = voice.disclosure && context.isFirstMessage ? voice.botName : undefined
  switch (outcome.kind) {
    case 'stay_silent':
      return []
    case 'reply':
      return [
        { kind: 'reply', target: 'contact', body: renderReply(outcome.draft, { discloseAs }) },
        ...tagging(voice.tags.answered, context),
      ]
    case 'clarify': {
      const text = outcome.text ?? questionFor(outcome.question, context.language)
      const question = paragraph(escapeHtml(text))
      const ending = discloseAs ? renderDisclosure(discloseAs, context.language) : ''
      return [{ kind: 'question', target: 'contact', body: question + ending }]
    }
    case 'propose':
      return context.noteWanted
        ? [{ kind: 'note', target: 'draft', body: renderSuggestion(outcome, context) }]
        : []
    case 'hand_off':
      return handOffGroup(outcome, context, voice)
    case 'close':
      return [{ kind: 'close', target: 'conversation' }]
  }
}

/** Last in its group, so that nothing waits for it. */
const tagging = (tag: TagId | undefined, { tags }: PlanContext): readonly PlannedEffect[] =>
  tag && !tags.includes(tag) ? [{ kind: 'tag', target: tag }] : []

/** One group: message to the contact, note, assignment, tag. A contact who may have had an answer twice gets no third text. */
function handOffGroup(
  outcome: Extract<Outcome, { kind: 'hand_off' }>,
  context: PlanContext,
  voice: Voice,
): readonly PlannedEffect[] {
  const text =
    voice.messages[outcome.reason]?.[context.language] ?? handOffMessage(outcome.reason, context.language)
  const message: PlannedEffect = {
    kind: 'handoff_message',
    target: 'contact',
    body: paragraph(escapeHtml(text)),
  }
  return [
    ...(outcome.reason === 'delivery_unknown' ? [] : [message]),
    { kind: 'note', target: 'handoff', body: renderHandOff(outcome, context) },
    { kind: 'assignment', target: outcome.team },
    ...tagging(voice.tags.handedOff, context),
  ]
}
