import { asBase64, fromBase64 } from '../wire/embed-text.ts'
import type { EmbeddingsJson } from '../wire/embeddings.ts'
import type { EmbeddingTrouble } from './misbehaviour.ts'

type Spoil = (data: EmbeddingsJson['data']) => EmbeddingsJson['data']

/** The numbers of every vector, changed, in the encoding that was asked for. */
const changed =
  (change: (vector: readonly number[]) => readonly number[]): Spoil =>
  (data) =>
    data.map(({ embedding, ...rest }) => ({
      ...rest,
      embedding:
        typeof embedding === 'string' ? asBase64(change(fromBase64(embedding))) : change([...embedding]),
    }))

/** `NaN` as it is packed; JSON has no word for it and says null. */
const SPOILS: Readonly<Partial<Record<EmbeddingTrouble, Spoil>>> = {
  wrong_dimension: changed((vector) => vector.slice(1)),
  half_batch: (data) => data.slice(0, Math.floor(data.length / 2)),
  not_a_number: changed(([_first, ...rest]) => [Number.NaN, ...rest]),
  only_zeros: changed((vector) => vector.map(() => 0)),
  wrong_index: (data) => data.map((one) => ({ ...one, index: 7 })),
  shuffled: (data) => data.toReversed(),
}

/** Good embeddings with this trouble in them. */
export const spoilEmbeddings = (trouble: EmbeddingTrouble, json: EmbeddingsJson): EmbeddingsJson => ({
  ...json,
  data: SPOILS[trouble]?.(json.data) ?? json.data,
})
