import { countWords } from './count-words.ts'

/** Cuts a text without parts, such as a sentence that never ends, into pieces of so many words. Side by side they are it. */
export async function splitLong(text: string, mostWords: number): Promise<readonly string[]> {
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
