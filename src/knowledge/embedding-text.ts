import { createHash } from 'node:crypto'

/** OpenAI's models take 8,191 tokens a text; a token is at least a letter, but for rare signs. */
const LONGEST_TEXT = 8_000

/** What is embedded of a chunk. The title says what a chunk in the middle of an article is about. */
export const embeddingText = ({ title, text }: { readonly title: string; readonly text: string }): string =>
  `${title}\n\n${text}`.slice(0, LONGEST_TEXT).toWellFormed()

/** The same text has the same hash, whatever chunk it stands in. */
export const hashOfText = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32)
