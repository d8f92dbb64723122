import { rarity, saturate } from '../domain/bm25f.ts'
import { countEach } from '../knowledge/count-terms.ts'
import type { CandidateChunk } from '../store/search-postings.ts'
import { createPieceCount, toPieces } from './count-pieces.ts'
import { repetition } from './weigh-terms.ts'

/** Four letters prove little, so that repetitions count for longer than those of words do. */
const PIECE_K1 = 4
/** Letters; beyond this a turn is a document: its pieces are everywhere. */
const LONGEST_TURN = 2_000

/** One score per chunk, and what no chunk could exceed. */
export type PieceScores = { readonly all: readonly number[]; readonly most: number }

/**
 * BM25F of a turn's pieces of four letters over the candidates: it forgives what stemming and spelling repair do not,
 * and hears the small words and their order. Rarity and averages are those among the candidates.
 */
export function scorePieces(words: readonly string[], chunks: readonly CandidateChunk[]): PieceScores {
  const asked = countEach(toPieces(words.join(' ').slice(0, LONGEST_TURN)))
  const gains = gainsOf([...asked.keys()], chunks)
  const holders = new Uint32Array(asked.size)
  for (const chunk of gains) for (const [piece] of chunk) holders[piece] = (holders[piece] ?? 0) + 1
  const weights = [...asked.values()].map(
    (times, piece) => repetition(times) * rarity(chunks.length, holders[piece] ?? 0),
  )
  return {
    all: gains.map((chunk) => chunk.reduce((sum, [piece, gain]) => sum + gain * (weights[piece] ?? 0), 0)),
    most: (PIECE_K1 + 1) * weights.reduce((sum, weight) => sum + weight, 0),
  }
}

type Gain = readonly [piece: number, gain: number]

/** For each chunk the asked pieces that stand in it, and what each of them is worth there. */
function gainsOf(asked: readonly string[], chunks: readonly CandidateChunk[]): readonly (readonly Gain[])[] {
  const count = createPieceCount(asked)
  const read = chunks.map(({ title, body }) => ({ title: count(title), body: count(body) }))
  const averageOf = (field: 'title' | 'body') =>
    read.reduce((sum, chunk) => sum + chunk[field].pieces, 0) / Math.max(1, read.length)
  const averages = { title: averageOf('title'), body: averageOf('body') }
  return read.map(({ title, body }) => {
    const lengths = { titleLength: title.pieces / averages.title, bodyLength: body.pieces / averages.body }
    const found = asked.flatMap((_, piece) =>
      (title.counts[piece] ?? 0) + (body.counts[piece] ?? 0) > 0 ? [piece] : [],
    )
    return found.map((piece) => {
      const counts = { inTitle: title.counts[piece] ?? 0, inBody: body.counts[piece] ?? 0 }
      return [piece, saturate({ ...counts, ...lengths }, { k1: PIECE_K1 })]
    })
  })
}
