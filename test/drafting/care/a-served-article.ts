import type { ServedArticle } from '../../../src/store/served-articles.ts'

export const aServedArticle = (overrides: Partial<ServedArticle> = {}): ServedArticle => ({
  path: 'billing/refunds.md',
  source: 'folder',
  version: 'v1',
  title: 'Refunds',
  audience: 'public',
  locale: 'en',
  texts: ['You can ask for a refund within 14 days.'],
  ...overrides,
})
