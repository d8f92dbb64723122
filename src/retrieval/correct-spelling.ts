import type { Db } from '../store/db.ts'
import { findSimilarWords, type Shelf } from '../store/shelves.ts'
import { isOneEditAway } from './is-one-edit-away.ts'

/** Shorter words have too many neighbours. */
const SHORTEST_WORD = 4
/** A message full of foreign words is no typing error; looking each of them up would only cost time. */
const MOST_WORDS = 12

/**
 * For words (stems) that no visible chunk holds: the most frequent word of the vocabulary that is one edit away and
 * begins with the same letter (benchmarks.md, section 3, step 6). Words without such a neighbour are absent.
 */
export async function correctSpelling(
  db: Db,
  shelves: readonly Shelf[],
  unknown: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const corrections = new Map<string, string>()
  for (const word of unknown.filter(isCorrectable).slice(0, MOST_WORDS)) {
    const similar = await findSimilarWords(db, shelves, word)
    const neighbour = similar.find((known) => isOneEditAway(word, known))
    if (neighbour) corrections.set(word, neighbour)
  }
  return corrections
}

const isCorrectable = (word: string): boolean => [...word].length >= SHORTEST_WORD && !/\p{N}/u.test(word)
