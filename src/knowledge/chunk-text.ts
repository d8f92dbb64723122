import type { Article } from '../domain/article.ts'
import { countWords } from './count-words.ts'
import { type Piece, toPieces } from './to-pieces.ts'

/** A piece of an article as it is found, and quoted. */
export type ArticleChunk = {
  /** Stands in the article's text as it is. */
  readonly text: string
  /** The headings above its beginning, the outermost first. */
  readonly headings: readonly string[]
}

/**
 * The recipe of benchmarks.md, section 3, in words. A list, a table or code that is longer than a chunk is cut between its
 * items, rows or lines. What announces something rides on top of it: a chunk may have so many words more.
 */
const WORDS = { chunk: 180, overlap: 30, announcement: 40 }

/**
 * Cuts an article into chunks of about 180 words: between sections where it can, else between blocks, else between
 * sentences, of which some are repeated. A heading stays with what it is about, because a reply is quoted from one chunk.
 */
export async function chunkText({
  text,
  blocks,
  locale,
}: Pick<Article, 'text' | 'blocks' | 'locale'>): Promise<readonly ArticleChunk[]> {
  if (countWords(text) <= WORDS.chunk) return [{ text, headings: [] }]
  const pieces = await toPieces(blocks, { language: locale, mostWords: WORDS.chunk, splitLong })
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
  for (const piece of pieces) {
    if (endsBefore(piece, chunk)) {
      const heads = headsOf(chunk)
      chunks.push(heads.length > 0 ? chunk.slice(0, -heads.length) : chunk)
      chunk = heads.length > 0 ? heads : piece.level !== undefined ? [] : overlapOf(chunk, piece)
    }
    chunk.push(piece)
  }
  return [...chunks, chunk]
}

const X = {
  level: Number(process.env['X_LEVEL'] ?? 2),
  min: Number(process.env['X_MIN'] ?? 90),
  overlap: Number(process.env['X_OVERLAP'] ?? 30),
}

function endsBefore(piece: Piece, chunk: readonly Piece[]): boolean {
  const words = wordsOf(chunk)
  const isSection = piece.level !== undefined && piece.level <= X.level
  if (isSection && words >= X.min && headsOf(chunk).length < chunk.length) return true
  if (words + piece.words <= WORDS.chunk) return false
  const heads = headsOf(chunk)
  return heads.length < chunk.length
}

/** The announcements at the end of a chunk, which go with what they announce. */
function headsOf(chunk: readonly Piece[]): Piece[] {
  const last = chunk.findLastIndex(({ announces }) => !announces)
  let heads = chunk.slice(last + 1)
  while (wordsOf(heads) > WORDS.announcement) heads = heads.slice(1)
  return heads
}

/** Some last sentences, as far as there is room for them beside what comes next. */
function overlapOf(chunk: readonly Piece[], next: Piece): Piece[] {
  const most = Math.min(X.overlap, WORDS.chunk - next.words)
  let sentences = chunk.slice(chunk.findLastIndex(({ kind }) => kind !== 'prose') + 1)
  if (sentences.length === chunk.length) sentences = sentences.slice(1)
  while (wordsOf(sentences) > most) sentences = sentences.slice(1)
  return sentences
}

const wordsOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { words }) => sum + words, 0)

/** Cuts a sentence that never ends. Loading the splitter costs 0.2 s, which nearly no text pays. */
async function splitLong(text: string): Promise<readonly string[]> {
  const { RecursiveCharacterTextSplitter } = await import('@langchain/textsplitters')
  const splitter = new RecursiveCharacterTextSplitter({
    chunkSize: WORDS.chunk,
    chunkOverlap: 0,
    lengthFunction: countWords,
  })
  const starts: number[] = []
  for (const piece of await splitter.splitText(text)) starts.push(text.indexOf(piece, starts.at(-1) ?? 0))
  return starts.map((start, index) => text.slice(index === 0 ? 0 : start, starts[index + 1]))
}
