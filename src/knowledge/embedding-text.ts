import { createHash } from 'node:crypto'
import { HEADING_MARK } from '../domain/passage.ts'

/** OpenAI's models take 8,191 tokens a text; a token is at least a letter, but for rare signs. */
const LONGEST_TEXT = 8_000

/** What is embedded of a chunk. Title and headings say what a chunk in the middle of an article is about. */
export const embeddingText = ({ title, headings, text }: Embedded): string =>
  [[title, ...headings].join(HEADING_MARK), text].join('\n\n').slice(0, LONGEST_TEXT).toWellFormed()

type Embedded = { readonly title: string; readonly headings: readonly string[]; readonly text: string }

/** The same text has the same hash, whatever chunk it stands in. */
export const hashOfText = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32)
