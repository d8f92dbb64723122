import type { EmbedAnswer } from '../model/embed-texts.ts'
import type { Vector } from '../model/read-embeddings.ts'
import type { EmbedFailure } from './embedding-problem.ts'

/** Embeds texts by one request. */
export type AskForVectors = (texts: readonly string[]) => Promise<EmbedAnswer>

/** In the order of the texts; null for a text that the model refuses. */
export type BatchAnswer =
  | { readonly kind: 'vectors'; readonly vectors: readonly (Vector | null)[] }
  | EmbedFailure

/** What servers say of a text that is too long, or that they cannot read. */
const ABOUT_THE_TEXT = [400, 413, 422]
/** Every server that works embeds this. */
const HARMLESS = 'Firstline'

/**
 * Embeds a batch. One that is refused is halved until the text is found which the model does not take, so that a single
 * one never holds up the others; where it refuses harmless words as well, the texts are not at fault.
 */
export async function embedBatch(ask: AskForVectors, texts: readonly string[]): Promise<BatchAnswer> {
  const answer = await ask(texts)
  if (answer.kind === 'vectors' || !ABOUT_THE_TEXT.includes(answer.status ?? 0)) return answer
  if (texts.length === 1) {
    const harmless = await ask([HARMLESS])
    return harmless.kind === 'vectors' ? { kind: 'vectors', vectors: [null] } : answer
  }
  const half = Math.ceil(texts.length / 2)
  const first = await embedBatch(ask, texts.slice(0, half))
  if (first.kind === 'failed') return first
  const second = await embedBatch(ask, texts.slice(half))
  if (second.kind === 'failed') return second
  return { kind: 'vectors', vectors: [...first.vectors, ...second.vectors] }
}
