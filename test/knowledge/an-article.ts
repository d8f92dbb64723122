import { createHash } from 'node:crypto'
import { type Article, blocksText } from '../../src/domain/article.ts'
import { markdownBlocks } from '../../src/knowledge/read-markdown.ts'
import { readPlainText } from '../../src/knowledge/read-plain-text.ts'

type Overrides = Partial<Omit<Article, 'version' | 'blocks'>> & {
  /** Instead of a plain text. */
  readonly markdown?: string
}

const TEXT = 'You can ask for a refund within 14 days of a charge. Refunds arrive within 5 working days.'

/** An article whose version follows from its content, as `readArticles` makes it. */
export function anArticle({ markdown, text = TEXT, ...overrides }: Overrides = {}): Article {
  const blocks = markdown === undefined ? readPlainText(text) : markdownBlocks(markdown)
  const content = {
    path: 'billing/refunds.md',
    topic: 'billing',
    title: 'Refunds',
    audience: 'public' as const,
    locale: 'en',
    sample: false,
    text: blocksText(blocks),
    blocks,
    ...overrides,
  }
  return { ...content, version: createHash('sha256').update(JSON.stringify(content)).digest('hex') }
}
