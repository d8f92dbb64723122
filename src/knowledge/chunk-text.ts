import type { Article } from '../domain/article.ts'
import { fits } from './split-long.ts'
import { type Piece, toPieces } from './to-pieces.ts'

/** A piece of an article as it is found and quoted. */
export type ArticleChunk = {
  /** Stands in the article's text as it is. */
  readonly text: string
  /** The headings above its beginning, the outermost first; one that it begins with stands in its text. */
  readonly headings: readonly string[]
}

/**
 * The recipe of benchmarks.md, section 3, in words. What announces something rides on top: a chunk may have so many words
 * more. From `section` on a chunk ends where a section does, as long as `rest` words of the article follow: a short article
 * is cut no oftener than it has to be.
 */
const WORDS = { chunk: 180, section: 70, rest: 210, overlap: 30, announcement: 40 }
/** Letters; seven times as many as 180 words have. A chunk must fit into a model's call, whatever stands in an article. */
const MOST_LETTERS = 8_000
const LIMITS = { mostWords: WORDS.chunk, mostLetters: MOST_LETTERS }
/** Deeper headings are labels of a paragraph more often than sections. */
const SECTION_LEVEL = 3
const DEEPER = 7

/**
 * Cuts an article into chunks of about 180 words: between sections where it is long enough, else between blocks, else between
 * sentences, of which the last ones are said again. A heading stays with what it is about, because a reply is quoted from
 * one chunk. A list, table or code that is longer than a chunk is cut between its items, rows or lines.
 */
export async function chunkText({
  text,
  blocks,
  locale,
}: Pick<Article, 'text' | 'blocks' | 'locale'>): Promise<readonly ArticleChunk[]> {
  if (fits(text, LIMITS)) return [{ text, headings: [] }]
  const pieces = await toPieces(blocks, { language: locale, ...LIMITS })
  return packPieces(pieces).map((packed) => toChunk(text, packed))
}

function toChunk(text: string, packed: readonly Piece[]): ArticleChunk {
  const [first, last] = [packed[0], packed.at(-1)]
  const own = text.slice(first?.start, last?.end)
  return { text: own.replace(/^\s*\n/, '').trimEnd(), headings: first?.path ?? [] }
}

function packPieces(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const chunks: Piece[][] = []
  let chunk: Piece[] = []
  let [words, letters] = [0, 0]
  let left = wordsOf(pieces)
  for (const piece of pieces) {
    if (isFull({ words, letters, left }, piece) && !isOnlyHeads(chunk)) {
      const heads = headsOf(chunk)
      chunks.push(chunk.slice(0, chunk.length - heads.length))
      chunk = heads.length > 0 ? heads : overlapOf(chunk, piece)
      words = wordsOf(chunk)
      letters = chunk.reduce((sum, piece) => sum + piece.letters, 0)
    }
    chunk.push(piece)
    words += piece.words
    letters += piece.letters
    left -= piece.words
  }
  if (isOnlyHeads(chunk)) chunks.at(-1)?.push(...chunk)
  return chunks.length > 0 && isOnlyHeads(chunk) ? chunks : [...chunks, chunk]
}

type Filling = { readonly words: number; readonly letters: number; readonly left: number }

const isFull = ({ words, letters, left }: Filling, next: Piece): boolean =>
  words + next.words > WORDS.chunk ||
  letters + next.letters > MOST_LETTERS ||
  (words >= WORDS.section && left >= WORDS.rest && (next.level ?? DEEPER) <= SECTION_LEVEL)

const isOnlyHeads = (chunk: readonly Piece[]): boolean => headsOf(chunk).length === chunk.length

/** The announcements at the end of a chunk, which go with what they announce. */
function headsOf(chunk: readonly Piece[]): Piece[] {
  const heads = chunk.slice(chunk.findLastIndex(({ announces }) => !announces) + 1)
  while (wordsOf(heads) > WORDS.announcement) heads.shift()
  return heads
}

/** The last sentences of a chunk within a section, as far as there is room for them beside what comes next. */
function overlapOf(chunk: readonly Piece[], next: Piece): Piece[] {
  if (next.kind === 'heading') return []
  const most = Math.min(WORDS.overlap, WORDS.chunk - next.words)
  const sentences = chunk.slice(Math.max(1, chunk.findLastIndex(({ kind }) => kind !== 'prose') + 1))
  while (wordsOf(sentences) > most) sentences.shift()
  return sentences
}

const wordsOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { words }) => sum + words, 0)
