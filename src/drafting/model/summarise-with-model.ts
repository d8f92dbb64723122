import type { Summary } from '../../domain/digest.ts'
import type { AskModel, ModelFailure } from '../../model/ask-model.ts'
import { fromData } from '../../model/untrusted-text.ts'
import { checkSummary, type SummaryProblem } from '../summary/check-summary.ts'
import { conversationBlock, type Transcript, transcriptLines } from '../summary/conversation-block.ts'
import { oneLine } from '../summary/one-line.ts'
import { SummaryForm } from './forms.ts'
import { type TopicChoice, topicsBlock } from './prompt-blocks.ts'
import type { CallContext } from './understand-with-model.ts'

/** A model's summary, or why there is none that may be shown. */
export type ModelSummary =
  | { readonly kind: 'summary'; readonly summary: Summary; readonly topic?: string }
  | { readonly kind: 'none'; readonly because: ModelFailure | SummaryProblem }

/** Names that may stand in a summary although nobody wrote them: of the contact, of teammates, teams and the bot. */
export type SummaryAsk = { readonly transcript: Transcript; readonly names: readonly string[] }

/** Lets a model summarise. What it states exactly must stand in the conversation, or its summary is not taken. */
export const createSummariseWithModel =
  (ask: AskModel, topics: readonly TopicChoice[]) =>
  async ({ transcript, names }: SummaryAsk, context: CallContext): Promise<ModelSummary> => {
    const answer = await ask({
      prompt: 'summarise-conversation',
      variables: { topics: topicsBlock(topics), conversation: conversationBlock(transcript) },
      schema: SummaryForm,
      ...context,
    })
    if (answer.kind === 'failed') return { kind: 'none', because: answer.because }
    const form = answer.value
    const texts = {
      problem: oneLine(fromData(form.problem), WHOLE),
      tried: oneLine(fromData(form.tried), WHOLE) || 'Nothing yet.',
      nextStep: oneLine(fromData(form.next_step), WHOLE),
    }
    const said = [...transcriptLines(transcript).map(({ at, text }) => `${at} ${text}`), ...names].join('\n')
    const problem = checkSummary(texts, said)
    if (problem) return { kind: 'none', because: problem }
    const isKnown = topics.some(({ name }) => name === form.topic)
    return { kind: 'summary', summary: { ...texts, by: 'model' }, ...(isKnown && { topic: form.topic }) }
  }

export type SummariseWithModel = ReturnType<typeof createSummariseWithModel>

/** Not cut before it was checked: what is too long is turned down. */
const WHOLE = Number.POSITIVE_INFINITY
