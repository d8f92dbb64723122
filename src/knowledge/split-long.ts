import { countWords } from './count-words.ts'

/** A text fits that has no more of either. Letters bind only where there are no words: in base64, in minified code. */
export type PieceLimits = { readonly mostWords: number; readonly mostLetters: number }

export const fits = (text: string, { mostWords, mostLetters }: PieceLimits): boolean =>
  text.length <= mostLetters && countWords(text) <= mostWords

/** Cuts a text without parts, such as a sentence that never ends, into pieces that fit. Side by side they are it. */
export async function splitLong(text: string, limits: PieceLimits): Promise<readonly string[]> {
  const pieces = countWords(text) > limits.mostWords ? await splitByWords(text, limits.mostWords) : [text]
  return pieces.flatMap((piece) => [...sliceLetters(piece, limits.mostLetters)])
}

function* sliceLetters(text: string, mostLetters: number): Iterable<string> {
  let start = 0
  while (text.length - start > mostLetters) {
    const end = beforeLetter(text, start + mostLetters)
    yield text.slice(start, end)
    start = end
  }
  yield text.slice(start)
}

async function splitByWords(text: string, mostWords: number): Promise<readonly string[]> {
  // Loading it costs 0.2 s, which nearly no text pays.
  const { RecursiveCharacterTextSplitter } = await import('@langchain/textsplitters')
  const splitter = new RecursiveCharacterTextSplitter({
    chunkSize: mostWords,
    chunkOverlap: 0,
    lengthFunction: countWords,
  })
  const starts: number[] = []
  let end = 0
  for (const piece of await splitter.splitText(text)) {
    const start = text.indexOf(piece, end)
    starts.push(starts.length === 0 ? 0 : beforeLetter(text, start))
    end = start + piece.length
  }
  return starts.map((start, index) => text.slice(start, starts[index + 1]))
}

/** It cuts letters that are two units long in the middle. */
const beforeLetter = (text: string, at: number): number =>
  /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at
