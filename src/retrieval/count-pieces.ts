/** Pieces of four letters, over the ends of words: "the fee" holds " the", "the ", "he f", "e fe", " fee", "fee ". */
const PIECE_LETTERS = 4
const SLOTS = 1 << 16

/** The pieces of a text of folded words, in reading order. */
export function toPieces(words: string): readonly string[] {
  const text = padded(words)
  return Array.from({ length: Math.max(1, text.length - PIECE_LETTERS + 1) }, (_, index) =>
    text.slice(index, index + PIECE_LETTERS),
  )
}

/** How often each of the given pieces stands in a text, by its index, and how many pieces the text has. */
export type PieceCount = (words: string) => { readonly counts: Uint16Array; readonly pieces: number }

/**
 * Counts pieces in many texts. A hundred candidates have a hundred thousand pieces, nearly all of which nobody asked
 * for: a table of their hashes rules those out without cutting a string (0.7 ms instead of 10).
 */
export function createPieceCount(asked: readonly string[]): PieceCount {
  const indexes = new Map(asked.map((piece, index) => [piece, index]))
  const isAsked = new Uint8Array(SLOTS)
  for (const piece of asked) isAsked[slotOf(piece, 0)] = 1
  return (words) => {
    const text = padded(words)
    const pieces = Math.max(1, text.length - PIECE_LETTERS + 1)
    const counts = new Uint16Array(asked.length)
    for (let start = 0; start < pieces; start++) {
      if (isAsked[slotOf(text, start)] === 0) continue
      const index = indexes.get(text.slice(start, start + PIECE_LETTERS))
      if (index !== undefined) counts[index] = (counts[index] ?? 0) + 1
    }
    return { counts, pieces }
  }
}

const padded = (words: string): string => ` ${words} `

const slotOf = (text: string, start: number): number =>
  (text.charCodeAt(start) * 29_791 +
    text.charCodeAt(start + 1) * 961 +
    text.charCodeAt(start + 2) * 31 +
    text.charCodeAt(start + 3)) &
  (SLOTS - 1)
