import type { Understanding } from '../../domain/understanding.ts'
import type { AskModel, ModelAnswer, ModelRequest } from '../../model/ask-model.ts'
import { UnderstoodForm } from './forms.ts'
import { beforeBlock, messagesBlock, type TopicChoice, topicsBlock } from './prompt-blocks.ts'

/** Where a call belongs and what it may spend. */
export type CallContext = Pick<ModelRequest<never>, 'about' | 'allowance' | 'signal'>

const LONGEST_QUESTION = 2_000

/** Lets a model understand what rules have understood already. What the rules recognised stays recognised. */
export const createUnderstandWithModel =
  (ask: AskModel, topics: readonly TopicChoice[]) =>
  async (byRules: Understanding, context: CallContext): Promise<ModelAnswer<Understanding>> => {
    const answer = await ask({
      prompt: 'understand',
      variables: {
        topics: topicsBlock(topics),
        before: beforeBlock(byRules.earlier),
        messages: messagesBlock([byRules.text]),
      },
      schema: UnderstoodForm,
      ...context,
    })
    if (answer.kind === 'failed') return answer
    return { kind: 'answer', value: mergeUnderstanding(byRules, answer.value) }
  }

export type UnderstandWithModel = ReturnType<typeof createUnderstandWithModel>

/** A model may add a risk or a wish for a person, and never take one away; silence needs both to agree. */
function mergeUnderstanding(byRules: Understanding, form: UnderstoodForm): Understanding {
  const question = form.question.trim().slice(0, LONGEST_QUESTION)
  const language = /^[a-z]{2}$/.test(form.language) ? form.language : byRules.language
  return {
    ...byRules,
    language,
    question: question === '' ? byRules.question : question,
    topic: form.topic,
    sentiment: form.sentiment,
    missing: form.missing,
    wantsPerson: byRules.wantsPerson || form.wants_person,
    risks: [...new Set([...byRules.risks, ...form.risks])],
  }
}
