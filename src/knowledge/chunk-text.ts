import type { Language } from '../domain/language.ts'
import { isHeading, isItem } from './text-lines.ts'

/** The recipe of benchmarks.md, section 3: 180 words, of which 30 overlap. */
const CHUNK_WORDS = 180
const OVERLAP_WORDS = 30

/**
 * Cuts a text into pieces of about 180 words at the ends of sentences. A list stays whole and a heading stays with what
 * it is about, because a reply is quoted from one piece. Each piece stands in the text as it is.
 */
export async function chunkText(text: string, language: Language): Promise<readonly string[]> {
  if (countWords(text) <= CHUNK_WORDS) return [text]
  // Loading it costs 0.2 s, which a start without changes does not pay.
  const { RecursiveCharacterTextSplitter } = await import('@langchain/textsplitters')
  const splitter = new RecursiveCharacterTextSplitter({
    chunkSize: CHUNK_WORDS,
    chunkOverlap: OVERLAP_WORDS,
    lengthFunction: countWords,
  })
  const pieces = await Promise.all(
    splitParagraphs(text, language).map(async (piece) =>
      countWords(piece) < CHUNK_WORDS ? [piece] : splitter.splitText(piece),
    ),
  )
  return splitter.mergeSplits(keepTogether(pieces.flat()), '')
}

/** Sentences and whole lists, with the white space after them: together they are the text. */
function splitParagraphs(text: string, language: Language): readonly string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  const paragraphs = text.split(/(?<=\n[ \t]*\n\s*)(?=\S)/)
  return paragraphs.flatMap((paragraph) =>
    isItem(paragraph) && countWords(paragraph) < CHUNK_WORDS
      ? [paragraph]
      : [...segmenter.segment(paragraph)].map(({ segment }) => segment),
  )
}

/** Joins a heading, and a sentence that ends in a colon, to what follows. */
function keepTogether(pieces: readonly string[]): string[] {
  const joined: string[] = []
  for (const piece of pieces) {
    const before = joined.at(-1)
    const together = (before ?? '') + piece
    if (before && announces(before) && countWords(together) < CHUNK_WORDS) joined.splice(-1, 1, together)
    else joined.push(piece)
  }
  return joined
}

const announces = (piece: string): boolean =>
  /\n\s*$/.test(piece) && (isHeading(lastLine(piece)) || /[:：]\s*$/.test(piece))

const lastLine = (piece: string): string => piece.trim().split('\n').at(-1) ?? ''

/** Words between white space; scripts without spaces count two letters as a word. */
const countWords = (text: string): number => {
  const unspaced =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0
  return (text.match(/\S+/g)?.length ?? 0) + Math.ceil(unspaced / 2)
}
