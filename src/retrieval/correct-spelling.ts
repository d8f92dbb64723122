import type { Db } from '../store/db.ts'
import { findSimilarWords, type Misspelling, type Shelf } from '../store/shelves.ts'
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
  const words = [...new Set(unknown)].filter(isCorrectable).slice(0, MOST_WORDS)
  const similar = await findSimilarWords(db, shelves, words.map(toMisspelling))
  return new Map(
    words.flatMap((word) => {
      const neighbour = similar.find((near) => near.word === word && isNeighbour(word, near.term))
      return neighbour ? [[word, neighbour.term] as const] : []
    }),
  )
}

const isCorrectable = (word: string): boolean => [...word].length >= SHORTEST_WORD && !/\p{N}/u.test(word)

const isNeighbour = (word: string, known: string): boolean =>
  known.startsWith([...word][0] ?? '') && isOneEditAway(word, known)

/** One edit spares the first half of a word or the second, but for a swap in the middle: one letter less of each. */
function toMisspelling(word: string): Misspelling {
  const letters = [...word]
  const kept = Math.max(1, Math.floor(letters.length / 2) - 1)
  return { word, start: letters.slice(0, kept).join(''), end: letters.slice(-kept).join('') }
}
