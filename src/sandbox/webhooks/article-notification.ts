import { randomUUID } from 'node:crypto'
import type { Workspace } from '../create-workspace.ts'
import { articleJson } from '../json/library-json.ts'
import type { HelpArticle } from '../library/library.ts'
import type { Notification } from './notification.ts'

/** What is told of an article (reference, 1.5 and 10). */
export type ArticleNews = 'created' | 'updated' | 'published' | 'unpublished' | 'deleted'

/** The notification of it; a deletion only says which article it was. */
export const articleNotification = (
  { company, now }: Workspace,
  news: ArticleNews,
  article: HelpArticle,
): Notification => ({
  id: `notif_${randomUUID()}`,
  topic: `article.${news}`,
  conversationId: null,
  createdAt: Math.floor(now() / 1000),
  item: () =>
    news === 'deleted' ? { type: 'article', id: article.id, deleted: true } : articleJson(article, company),
})
