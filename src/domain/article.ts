import type { Language } from './language.ts'
import type { Audience } from './passage.ts'

/**
 * A piece of an article's structure, in reading order. Its parts are the sentences' paragraph or heading (one part), the
 * items of a list, the rows of a table, the lines of code: whoever cuts a block cuts between them.
 */
export type Block = {
  readonly kind: 'heading' | 'prose' | 'list' | 'table' | 'code'
  /** 1 to 6, of a heading that begins a section; one inside of a quotation, or that was only guessed, begins none. */
  readonly level?: number
  /** Joined by line ends they are the block's text; parts may hold line ends themselves. */
  readonly parts: readonly string[]
}

/** What stands between two blocks in the text of an article. */
export const BLOCK_GAP = '\n\n'

export const blockText = ({ parts }: Block): string => parts.join('\n')

/** An article's text, from its blocks. */
export const blocksText = (blocks: readonly Block[]): string => blocks.map(blockText).join(BLOCK_GAP)

/** One file of the knowledge folder, parsed and checked. */
export type Article = {
  /** Path below the knowledge folder, with forward slashes: `billing/refunds.md`. */
  readonly path: string
  /** The folder: `billing`. */
  readonly topic: string
  readonly title: string
  readonly url?: string
  readonly audience: Audience
  readonly locale: Language
  /** `YYYY-MM-DD`. */
  readonly reviewed?: string
  readonly owner?: string
  readonly sample: boolean
  /** Plain text with paragraphs kept: what may be quoted to a contact. */
  readonly text: string
  /** The same text as headings, paragraphs, lists, tables and code: where it may be cut. */
  readonly blocks: readonly Block[]
  /** sha256 of everything above; the same content is the same version. */
  readonly version: string
}
