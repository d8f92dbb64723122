import type { Draft, Verdict, VerdictProblem } from '../../domain/draft.ts'
import type { Passage } from '../../domain/passage.ts'
import type { Understanding } from '../../domain/understanding.ts'
import type { AskModel, ModelAnswer } from '../../model/ask-model.ts'
import { VerifiedForm } from './forms.ts'
import { claimsBlock, questionBlock } from './prompt-blocks.ts'
import type { CallContext } from './understand-with-model.ts'

export type VerifyAsk = {
  readonly draft: Draft
  readonly passages: readonly Passage[]
  readonly understanding: Understanding
  /** What the checks in code said: `grounded`, or there is nothing to ask a model about. */
  readonly byCode: Extract<Verdict, { kind: 'grounded' }>
}

/** A claim that another reader found fully supported may be in words that share little with its quote. */
const SUPPORTED = 0.9
const PARTLY = 0.5

/** A second reader, who sees the claims and their passages and nothing else. It can only take confidence away from a draft that code let through, or vouch for other words. */
export const createVerifyWithModel =
  (ask: AskModel) =>
  async (
    { draft, passages, understanding, byCode }: VerifyAsk,
    context: CallContext,
  ): Promise<ModelAnswer<Verdict>> => {
    const claims = draft.claims.flatMap(({ text, citation }) =>
      passages.filter(({ chunkId }) => chunkId === citation.chunkId).map((passage) => ({ text, passage })),
    )
    const answer = await ask({
      prompt: 'verify-reply',
      variables: {
        language: understanding.language,
        question: questionBlock(understanding.question),
        claims: claimsBlock(claims),
      },
      schema: VerifiedForm,
      ...context,
    })
    if (answer.kind === 'failed') return answer
    return { kind: 'answer', value: toVerdict(answer.value, draft, byCode) }
  }

export type VerifyWithModel = ReturnType<typeof createVerifyWithModel>

/** A claim that the reader passed over counts as not supported. */
function toVerdict(form: VerifiedForm, draft: Draft, byCode: VerifyAsk['byCode']): Verdict {
  const verdicts = draft.claims.map(
    (_, index) => form.claims.find(({ number }) => number === index + 1)?.supported ?? 'no',
  )
  const whole: readonly (VerdictProblem['code'] | false)[] = [
    !form.answers_question && 'beside_the_question',
    form.promises_action && 'promises_action',
    form.leaks && 'speaks_of_itself',
    !form.right_language && 'wrong_language',
  ]
  const problems = [
    ...verdicts.flatMap((verdict, claim) =>
      verdict === 'no' ? [{ claim, code: 'claim_not_supported' } as const] : [],
    ),
    ...whole.flatMap((code) => (code ? [{ claim: 0, code }] : [])),
  ]
  if (problems.length > 0) return { kind: 'ungrounded', problems }
  if (verdicts.includes('partly')) {
    return { kind: 'grounded', groundedness: Math.min(byCode.groundedness, PARTLY) }
  }
  return { kind: 'grounded', groundedness: Math.max(byCode.groundedness, SUPPORTED) }
}
