import type { Db } from '../store/db.ts'
import type { WeightedTerm } from '../store/search-postings.ts'
import { countTermChunks, type Shelf } from '../store/shelves.ts'
import { correctSpelling } from './correct-spelling.ts'
import type { ReadTurn } from './read-turns.ts'
import { type WeighedTerm, weighTerms } from './weigh-terms.ts'

/** A turn whose misspelled words are put right, and whose words are weighed, the heaviest first. */
export type WeighedTurn = ReadTurn & {
  readonly meant: readonly string[]
  readonly terms: readonly WeighedTerm[]
}

/** The rarest words of a turn decide; the many common ones of a long text only cost time. */
const MOST_TERMS = { question: 200, before: 50 }

/** Weighs the words of all turns against what the shelves hold; typing errors are sought in the question only. */
export async function weighAsked(
  db: Db,
  shelves: readonly Shelf[],
  turns: readonly [ReadTurn, ...ReadTurn[]],
): Promise<{
  readonly turns: readonly [WeighedTurn, ...WeighedTurn[]]
  readonly corrections: ReadonlyMap<string, string>
}> {
  const [question, ...before] = turns
  const asWritten = await countTermChunks(db, shelves, [...new Set(turns.flatMap(({ words }) => words))])
  const unknown = question.words.filter((word) => !asWritten.has(word))
  const corrections = await correctSpelling(db, shelves, unknown)
  const put = await countTermChunks(db, shelves, [...corrections.values()])
  const collection = {
    locale: shelves[0]?.locale ?? '',
    chunks: shelves.reduce((sum, shelf) => sum + shelf.chunks, 0),
    termChunks: new Map([...asWritten, ...put]),
  }
  const weigh = (turn: ReadTurn, most: number): WeighedTurn => {
    const meant = turn.words.map((word) => corrections.get(word) ?? word)
    return { ...turn, meant, terms: weighTerms({ written: turn.words, meant }, collection).slice(0, most) }
  }
  return {
    turns: [weigh(question, MOST_TERMS.question), ...before.map((turn) => weigh(turn, MOST_TERMS.before))],
    corrections,
  }
}

/** Every word of any turn once, with its weight in each of them. */
export function mergeTurns(turns: readonly WeighedTurn[]): readonly WeightedTerm[] {
  const weighed = turns.map(({ terms }) => new Map(terms.map(({ term, weight }) => [term, weight])))
  const all = new Set(turns.flatMap(({ terms }) => terms.map(({ term }) => term)))
  return [...all].map((term) => ({ term, weights: weighed.map((weights) => weights.get(term) ?? 0) }))
}
