import { BLOCK_GAP, type Block, blockText } from '../domain/article.ts'
import type { Language } from '../domain/language.ts'
import { segmenterOf } from '../domain/segmenter-of.ts'
import { countWords } from './count-words.ts'
import { fits, type PieceLimits, splitLong } from './split-long.ts'

/** The smallest thing that is not cut: a sentence, a heading, or a list, a table or code as far as it fits into a chunk. */
export type Piece = {
  readonly kind: Block['kind']
  /** Where it stands in the text of its article, with the white space after it. */
  readonly start: number
  readonly end: number
  readonly words: number
  /** None where there are no words: blanks alone fill nothing. */
  readonly letters: number
  /** It says what comes next: a heading, or a sentence that ends in a colon. */
  readonly announces: boolean
  /** Of a heading that begins a section. */
  readonly level?: number
  /** The headings that it stands below, the outermost first. */
  readonly path: readonly string[]
}

/** What is longer is taken apart: a list between items, a table between rows, code between lines. */
export type PieceCutting = PieceLimits & { readonly language: Language }

/** The pieces of an article in reading order. Side by side they are its text. */
export async function toPieces(blocks: readonly Block[], cutting: PieceCutting): Promise<readonly Piece[]> {
  const pieces: Piece[] = []
  let open: readonly Heading[] = []
  let start = 0
  for (const block of blocks) {
    open = stillOpen(open, block)
    const path = open.map(({ text }) => text)
    // One by one: code of half a million lines has more of them than a call takes arguments.
    for (const piece of await cutBlock(block, { start, path }, cutting)) pieces.push(piece)
    start += blockText(block).length + BLOCK_GAP.length
    if (block.level !== undefined) open = [...open, { level: block.level, text: block.parts.join(' ') }]
  }
  return pieces
}

type Heading = { readonly level: number; readonly text: string }

/** A heading ends the sections of its own level and below. */
const stillOpen = (open: readonly Heading[], { level }: Block): readonly Heading[] =>
  level === undefined ? open : open.filter((above) => above.level < level)

type Place = Pick<Piece, 'start' | 'path'>

async function cutBlock(block: Block, place: Place, cutting: PieceCutting): Promise<readonly Piece[]> {
  const { kind, level } = block
  const texts = await textsOf(block, cutting)
  let { start } = place
  return texts.map((text, index) => {
    const isLast = index === texts.length - 1
    const end = start + text.length + (isLast ? BLOCK_GAP.length : 0)
    const announces = isLast && (kind === 'heading' || (kind === 'prose' && COLON.test(text)))
    const words = countWords(text)
    const letters = words === 0 ? 0 : text.length
    const piece = { kind, path: place.path, start, end, words, letters, announces }
    start = end
    return { ...piece, ...(level !== undefined && { level }) }
  })
}

const COLON = /[:：]\s*$/

async function textsOf(block: Block, cutting: PieceCutting): Promise<readonly string[]> {
  const text = blockText(block)
  const isShort = fits(text, cutting)
  if (isShort && block.kind !== 'prose') return [text]
  const texts = block.kind === 'prose' ? splitSentences(text, cutting.language) : splitParts(block)
  if (isShort) return texts
  const short = await Promise.all(
    texts.map((part) => (fits(part, cutting) ? [part] : splitLong(part, cutting))),
  )
  return short.flat()
}

const splitParts = ({ parts }: Block): readonly string[] =>
  parts.map((part, index) => (index < parts.length - 1 ? `${part}\n` : part))

const splitSentences = (text: string, language: Language): readonly string[] =>
  [...segmenterOf(language, 'sentence').segment(text)].map(({ segment }) => segment)
