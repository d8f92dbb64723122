/** Pieces of four letters, over the ends of words: "the fee" holds " the", "the ", "he f", "e fe", " fee", "fee ". */
const PIECE_LETTERS = 4
const SLOT_BITS = 16
/** Four letters fill a slot's bits, so that a fifth pushes the first one out. */
const LETTER_BITS = SLOT_BITS / PIECE_LETTERS
const SLOT_MASK = (1 << SLOT_BITS) - 1

/** The pieces of a text of folded words, in reading order. */
export function toPieces(words: string): readonly string[] {
  const text = padded(words)
  return Array.from({ length: countPieces(text) }, (_, index) => text.slice(index, index + PIECE_LETTERS))
}

/** How often each of the given pieces stands in a text, by its index, and how many pieces the text has. */
export type PieceCount = (words: string) => { readonly counts: Uint16Array; readonly pieces: number }

/**
 * Counts pieces in many texts. A hundred candidates have a hundred thousand pieces, nearly all of which nobody asked
 * for: a table of their hashes rules those out without cutting a string, which takes a tenth of the time.
 */
export function createPieceCount(asked: readonly string[]): PieceCount {
  const indexes = new Map(asked.map((piece, index) => [piece, index]))
  const isAsked = new Uint8Array(SLOT_MASK + 1)
  for (const piece of asked) isAsked[slotOf(piece)] = 1
  return (words) => {
    const text = padded(words)
    const counts = new Uint16Array(asked.length)
    let slot = 0
    for (let end = 0; end < text.length; end++) {
      slot = nextSlot(slot, text.charCodeAt(end))
      if (isAsked[slot] === 0) continue
      const index = indexes.get(text.slice(end - PIECE_LETTERS + 1, end + 1))
      if (index !== undefined) counts[index] = (counts[index] ?? 0) + 1
    }
    return { counts, pieces: countPieces(text) }
  }
}

const padded = (words: string): string => ` ${words} `

const countPieces = (text: string): number => Math.max(1, text.length - PIECE_LETTERS + 1)

const nextSlot = (slot: number, letter: number): number => ((slot << LETTER_BITS) + letter) & SLOT_MASK

function slotOf(piece: string): number {
  let slot = 0
  for (let index = 0; index < piece.length; index++) slot = nextSlot(slot, piece.charCodeAt(index))
  return slot
}
