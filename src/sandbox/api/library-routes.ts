import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Workspace } from '../create-workspace.ts'
import {
  articleJson,
  articleUpdatedAt,
  internalArticleJson,
  macroJson,
  snippetJson,
} from '../json/library-json.ts'
import { ApiError } from './api-error.ts'
import { paginate } from './paginate.ts'
import { readBody } from './read-body.ts'

const NumberedQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(1).max(150).default(25),
})

const CursorQuery = z.object({
  per_page: z.coerce.number().int().min(1).max(150).default(50),
  starting_after: z.string().optional(),
  updated_since: z.coerce.number().int().optional(),
})

type OneOf = FastifyRequest<{ Params: { id: string } }>

/** Pages by number, as the description's examples of articles show them. */
const numbered = <Item>(items: readonly Item[], query: unknown) => {
  const { page, per_page } = readBody(NumberedQuery, query)
  return {
    data: items.slice((page - 1) * per_page, page * per_page),
    page,
    per_page,
    total_pages: Math.ceil(items.length / per_page),
    total_count: items.length,
  }
}

const notFound = (kind: string) => new ApiError(404, 'not_found', `${kind} not found`)

const newestFirst = <Item>(items: readonly Item[], updatedAt: (item: Item) => number) =>
  items.toSorted((a, b) => updatedAt(b) - updatedAt(a))

const listOf = <Item>(items: readonly Item[], query: unknown) => {
  const { data, total_count, ...pages } = numbered(items, query)
  return { type: 'list', data, total_count, pages: { type: 'pages', ...pages } }
}

const articleRoutes = (app: FastifyInstance, { library, company }: Workspace) => {
  app.get('/articles', (request) =>
    listOf(
      newestFirst(library.articles.all(), articleUpdatedAt).map((article) => articleJson(article, company)),
      request.query,
    ),
  )
  app.get('/articles/:id', (request: OneOf) => {
    const article = library.articles.find(request.params.id)
    if (!article) throw notFound('Article')
    return articleJson(article, company)
  })
  app.get('/internal_articles', (request) =>
    listOf(
      library.internal_articles.all().map((paper) => internalArticleJson(paper, company)),
      request.query,
    ),
  )
  app.get('/internal_articles/:id', (request: OneOf) => {
    const paper = library.internal_articles.find(request.params.id)
    if (!paper) throw notFound('Internal article')
    return internalArticleJson(paper, company)
  })
}

const macroList = ({ library }: Workspace, query: unknown) => {
  const { updated_since: since = 0, ...page } = readBody(CursorQuery, query)
  const papers = library.macros.all().filter(({ updatedAt }) => updatedAt >= since)
  const { shown, pages } = paginate(
    papers.map((paper) => ({ ...paper, updated_at: paper.updatedAt })),
    page,
  )
  const next = pages.next ? { starting_after: pages.next.starting_after } : null
  return { type: 'list', data: shown.map(macroJson), pages: { type: 'pages', per_page: page.per_page, next } }
}

/** Articles, internal articles, snippets and macros: what the workspace knows, to be read (reference, 10). */
export const libraryRoutes = (app: FastifyInstance, workspace: Workspace) => {
  const { library } = workspace
  articleRoutes(app, workspace)
  app.get('/content_snippets', (request) => ({
    type: 'list',
    ...numbered(library.content_snippets.all().map(snippetJson), request.query),
  }))
  app.get('/content_snippets/:id', (request: OneOf) => {
    const paper = library.content_snippets.find(request.params.id)
    if (!paper) throw notFound('Content snippet')
    return snippetJson(paper)
  })
  app.get('/macros', (request) => macroList(workspace, request.query))
  app.get('/macros/:id', (request: OneOf) => {
    const paper = library.macros.find(request.params.id)
    if (!paper) throw notFound('Macro')
    return macroJson(paper)
  })
}
