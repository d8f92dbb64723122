import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Workspace } from '../create-workspace.ts'
import { Delivery } from '../delivery.ts'
import { AUDIENCES, DEFAULT_LOCALE, type HelpArticle, PAPER_KINDS } from '../library/library.ts'
import { type ArticleNews, articleNotification } from '../webhooks/article-notification.ts'
import type { Webhooks } from '../webhooks/create-webhooks.ts'
import { PlayError } from './play-error.ts'

const ArticleBody = z.strictObject({
  locale: z.string().default(DEFAULT_LOCALE),
  title: z.string().optional(),
  html: z.string().optional(),
  state: z.enum(['published', 'draft']).optional(),
  audience: z.enum(AUDIENCES).optional(),
  deliver: Delivery.default({}),
})
type ArticleBody = z.infer<typeof ArticleBody>

const PaperBody = z.strictObject({
  title: z.string().optional(),
  body: z.string().optional(),
  locale: z.string().optional(),
})

const Gone = z.strictObject({ deliver: Delivery.default({}) })

type OneOf = FastifyRequest<{ Params: { id: string } }>

const nowS = ({ now }: Workspace) => Math.floor(now() / 1000)

/** An article as somebody has changed it; what is not said stays. */
const changed = (
  workspace: Workspace,
  before: HelpArticle,
  { locale, title, html, state, audience }: ArticleBody,
) => {
  const text = before.texts[locale]
  const now = nowS(workspace)
  return {
    ...before,
    audience: audience ?? before.audience,
    texts: {
      ...before.texts,
      [locale]: {
        title: title ?? text?.title ?? 'Untitled',
        html: html ?? text?.html ?? '',
        state: state ?? text?.state ?? 'published',
        createdAt: text?.createdAt ?? now,
        updatedAt: now,
      },
    },
  }
}

const newsOf = (before: HelpArticle, after: HelpArticle, locale: string): ArticleNews => {
  const [was, is] = [before.texts[locale]?.state, after.texts[locale]?.state]
  if (was === is) return 'updated'
  return is === 'published' ? 'published' : 'unpublished'
}

const findArticle = ({ library }: Workspace, id: string): HelpArticle => {
  const article = library.articles.find(id)
  if (!article) throw new PlayError(404, `There is no article ${id}`)
  return article
}

const articlePlay = (app: FastifyInstance, workspace: Workspace, webhooks: Webhooks) => {
  const { articles } = workspace.library
  const tell = (news: ArticleNews, article: HelpArticle, deliver: Delivery) => {
    webhooks.tell(articleNotification(workspace, news, article), deliver)
    return { article_id: article.id }
  }
  app.post('/play/articles', (request) => {
    const body = ArticleBody.parse(request.body ?? {})
    const fresh: HelpArticle = { id: workspace.nextId(), audience: 'everyone', texts: {} }
    return tell('created', articles.put(changed(workspace, fresh, body)), body.deliver)
  })
  app.post('/play/articles/:id', (request: OneOf) => {
    const before = findArticle(workspace, request.params.id)
    const body = ArticleBody.parse(request.body ?? {})
    const after = articles.put(changed(workspace, before, body))
    return tell(newsOf(before, after, body.locale), after, body.deliver)
  })
  app.post('/play/articles/:id/delete', (request: OneOf) => {
    const article = findArticle(workspace, request.params.id)
    articles.remove(article.id)
    return tell('deleted', article, Gone.parse(request.body ?? {}).deliver)
  })
}

/** How teammates write down what the workspace knows. Nothing is told of papers: their topics are not settled yet. */
export const libraryPlay = (
  app: FastifyInstance,
  { workspace, webhooks }: { readonly workspace: Workspace; readonly webhooks: Webhooks },
) => {
  articlePlay(app, workspace, webhooks)
  for (const kind of PAPER_KINDS) {
    const papers = workspace.library[kind]
    const put = (id: string, given: unknown) => {
      const before = papers.find(id)
      const { title, body, locale } = PaperBody.parse(given ?? {})
      const now = nowS(workspace)
      papers.put({
        id,
        title: title ?? before?.title ?? 'Untitled',
        body: body ?? before?.body ?? '',
        locale: locale ?? before?.locale ?? DEFAULT_LOCALE,
        createdAt: before?.createdAt ?? now,
        updatedAt: now,
      })
      return { paper_id: id }
    }
    app.post(`/play/${kind}`, (request) => put(workspace.nextId(), request.body))
    app.post(`/play/${kind}/:id`, (request: OneOf) => put(request.params.id, request.body))
    app.post(`/play/${kind}/:id/delete`, (request: OneOf) => {
      papers.remove(request.params.id)
      return { paper_id: request.params.id }
    })
  }
}
