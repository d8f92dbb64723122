import { createHash } from 'node:crypto'
import type { Article } from '../../src/domain/article.ts'

/** An article whose version follows from its content, as `readArticles` makes it. */
export function anArticle(overrides: Partial<Omit<Article, 'version'>> = {}): Article {
  const content = {
    path: 'billing/refunds.md',
    topic: 'billing',
    title: 'Refunds',
    audience: 'public' as const,
    locale: 'en',
    sample: false,
    text: 'You can ask for a refund within 14 days of a charge. Refunds arrive within 5 working days.',
    ...overrides,
  }
  return { ...content, version: createHash('sha256').update(JSON.stringify(content)).digest('hex') }
}
