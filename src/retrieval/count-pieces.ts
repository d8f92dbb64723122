/** Pieces of four letters, over the ends of words: "the fee" holds " the", "the ", "he f", "e fe", " fee", "fee ". */
const PIECE_LETTERS = 4

/** The pieces of a text of folded words, in reading order. */
export function toPieces(words: string): readonly string[] {
  const text = padded(words)
  return Array.from({ length: countPieces(text) }, (_, index) => text.slice(index, index + PIECE_LETTERS))
}

/** How often each of the given pieces stands in a text, by its index, and how many pieces the text has. */
export type PieceCount = (words: string) => { readonly counts: Uint16Array; readonly pieces: number }

/**
 * Counts pieces in many texts. A hundred candidates have a hundred thousand pieces, nearly all of which nobody asked
 * for: four letters are two numbers, so that none of them is cut out of the text to be looked up.
 */
export function createPieceCount(asked: readonly string[]): PieceCount {
  const find = createPieceTable(asked)
  return (words) => {
    const text = padded(words)
    const counts = new Uint16Array(asked.length)
    let [first, last] = [0, 0]
    for (let end = 0; end < text.length; end++) {
      first = (first << LETTER_BITS) | (last >>> LETTER_BITS)
      last = (last << LETTER_BITS) | text.charCodeAt(end)
      const index = find(first, last)
      if (index !== NONE) counts[index] = (counts[index] ?? 0) + 1
    }
    return { counts, pieces: countPieces(text) }
  }
}

/** Two letters (UTF-16 units) fill 32 bits: a third pushes the first one out. */
const LETTER_BITS = 16
const NONE = -1
const SLOTS = 4_096
const SLOT_SHIFT = 20

/** The index of a piece by its first two and its last two letters; a hash table, its chains by index. */
function createPieceTable(pieces: readonly string[]): (first: number, last: number) => number {
  const firsts = Int32Array.from(pieces, (piece) => toNumber(piece, 0))
  const lasts = Int32Array.from(pieces, (piece) => toNumber(piece, 2))
  const heads = new Int16Array(SLOTS).fill(NONE)
  const nexts = new Int16Array(pieces.length)
  for (let index = 0; index < pieces.length; index++) {
    const slot = slotOf(firsts[index] ?? 0, lasts[index] ?? 0)
    nexts[index] = heads[slot] ?? NONE
    heads[slot] = index
  }
  return (first, last) => {
    let index = heads[slotOf(first, last)] ?? NONE
    while (index !== NONE && (firsts[index] !== first || lasts[index] !== last)) index = nexts[index] ?? NONE
    return index
  }
}

const toNumber = (piece: string, at: number): number =>
  (piece.charCodeAt(at) << LETTER_BITS) | piece.charCodeAt(at + 1)

/** Odd factors spread neighbouring letters over all slots (multiplicative hashing, Knuth 6.4). */
const slotOf = (first: number, last: number): number =>
  (Math.imul(first, 0x9e3779b1) ^ Math.imul(last, 0x85ebca6b)) >>> SLOT_SHIFT

const padded = (words: string): string => ` ${words} `

const countPieces = (text: string): number => Math.max(1, text.length - PIECE_LETTERS + 1)
