import type { Conversation } from '../../domain/conversation.ts'
import type { Claim, Draft, SourceLink } from '../../domain/draft.ts'
import { ChunkId } from '../../domain/ids.ts'
import type { Passage, Retrieval } from '../../domain/passage.ts'
import type { Understanding } from '../../domain/understanding.ts'
import type { AskModel, ModelAnswer } from '../../model/ask-model.ts'
import { fromData } from '../../model/untrusted-text.ts'
import { DraftForm } from './forms.ts'
import { isSafeQuestion } from './is-safe-question.ts'
import { beforeBlock, missingBlock, passageName, passagesBlock, questionBlock } from './prompt-blocks.ts'
import type { CallContext } from './understand-with-model.ts'

/** What a model made of a question and its passages. */
export type ModelDrafting =
  | { readonly kind: 'draft'; readonly draft: Draft }
  | { readonly kind: 'asks'; readonly question: string }
  | { readonly kind: 'cannot'; readonly reason: string }

/** How the bot writes. */
export type Manner = { readonly botName: string; readonly tone: string }

export type DraftAsk = {
  readonly understanding: Understanding
  readonly retrieval: Retrieval
  readonly channel: Conversation['channel']
  /** Why the draft before this one was turned down, in words; a retry sees reasons, never the rejected text. */
  readonly turnedDown: readonly string[]
}

/** Lets a model draft from passages. Whatever it writes is only a draft until it has been verified. */
export const createDraftWithModel =
  (ask: AskModel, manner: Manner) =>
  async (
    { understanding, retrieval, channel, turnedDown }: DraftAsk,
    context: CallContext,
  ): Promise<ModelAnswer<ModelDrafting>> => {
    const answer = await ask({
      prompt: 'draft-reply',
      variables: {
        bot_name: manner.botName,
        tone: manner.tone,
        channel: channel === 'email' ? 'e-mail' : 'chat',
        language: understanding.language,
        before: beforeBlock(understanding.earlier),
        passages: passagesBlock(retrieval.passages),
        question: questionBlock(understanding.question),
        missing: missingBlock(understanding.missing ?? []),
        again: againBlock(turnedDown),
      },
      schema: DraftForm,
      ...context,
    })
    if (answer.kind === 'failed') return answer
    return { kind: 'answer', value: toDrafting(answer.value, understanding, retrieval.passages) }
  }

export type DraftWithModel = ReturnType<typeof createDraftWithModel>

const againBlock = (turnedDown: readonly string[]): string =>
  turnedDown.length === 0
    ? ''
    : `\nAn earlier reply to this question was turned down, because:\n${turnedDown.map((why) => `- ${why}`).join('\n')}\n`

function toDrafting(
  form: DraftForm,
  understanding: Understanding,
  passages: readonly Passage[],
): ModelDrafting {
  const claims = form.claims.flatMap((claim) => toClaim(claim, passages))
  if (form.form === 'answer' && claims.length > 0) {
    const { language } = understanding
    return { kind: 'draft', draft: { language, claims, sources: sourcesOf(claims, passages), by: 'model' } }
  }
  const question = form.ask?.trim() ?? ''
  if (form.form === 'ask' && isSafeQuestion(question, understanding, passages))
    return { kind: 'asks', question }
  return { kind: 'cannot', reason: form.reason ?? 'no_claim' }
}

/** A passage that was not given to the model keeps its made-up name: verification turns it down. */
function toClaim(
  { text, passage, quote }: DraftForm['claims'][number],
  passages: readonly Passage[],
): Claim[] {
  const cited = passages.find((_, index) => passageName(index) === passage.trim())
  const said = fromData(text).trim()
  // Some models copy the data as it was escaped, some as it reads.
  const proof = cited?.text.includes(quote.trim()) ? quote.trim() : fromData(quote).trim()
  if (said === '') return []
  return [{ text: said, citation: { chunkId: cited?.chunkId ?? UNKNOWN, quote: proof || said } }]
}

const UNKNOWN = ChunkId.parse('no-such-passage')

/** Each public address once, in the order in which the articles are cited. */
function sourcesOf(claims: readonly Claim[], passages: readonly Passage[]): SourceLink[] {
  const cited = claims.flatMap(({ citation }) =>
    passages.filter(({ chunkId }) => chunkId === citation.chunkId),
  )
  const links = cited.flatMap(({ title, url }) => (url ? [{ title, url }] : []))
  return links.filter(({ url }, index) => links.findIndex((other) => other.url === url) === index)
}
