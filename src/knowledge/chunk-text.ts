import type { Language } from '../domain/language.ts'

/** The recipe of benchmarks.md, section 3: 180 words, of which 30 overlap. */
const CHUNK_WORDS = 180
const OVERLAP_WORDS = 30

/** Cuts a text into pieces of about 180 words at the ends of sentences. Each piece stands in the text as it is. */
export async function chunkText(text: string, language: Language): Promise<readonly string[]> {
  if (countWords(text) <= CHUNK_WORDS) return [text]
  // Loading it costs 0.2 s, which a start without changes does not pay.
  const { RecursiveCharacterTextSplitter } = await import('@langchain/textsplitters')
  const splitter = new RecursiveCharacterTextSplitter({
    chunkSize: CHUNK_WORDS,
    chunkOverlap: OVERLAP_WORDS,
    lengthFunction: countWords,
  })
  const sentences = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)
  const pieces = await Promise.all(
    [...sentences].map(async ({ segment }) =>
      countWords(segment) < CHUNK_WORDS ? [segment] : splitter.splitText(segment),
    ),
  )
  return splitter.mergeSplits(pieces.flat(), '')
}

/** Words between white space; scripts without spaces count two letters as a word. */
const countWords = (text: string): number => {
  const unspaced =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0
  return (text.match(/\S+/g)?.length ?? 0) + Math.ceil(unspaced / 2)
}
