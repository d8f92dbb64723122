import type { z } from 'zod'
import { expectShape } from '../expect-shape.ts'
import { IntercomError } from '../intercom-error.ts'
import type { ContentItem, ContentList, ContentPage, ReadContent } from './content.ts'
import {
  ArticlePayload,
  ContentId,
  InternalArticlePayload,
  ListPayload,
  MacroPayload,
  SnippetPayload,
} from './content-payloads.ts'
import { toArticleItem, toInternalItem, toMacroItem, toSnippetItem } from './to-content.ts'

type Get = (path: string) => Promise<unknown>

type ListOptions<Payload> = {
  readonly path: string
  readonly schema: z.ZodType<Payload>
  readonly toItem: (payload: Payload) => ContentItem
  /** Absent: nobody says that it may be chosen. */
  readonly perPage?: number
  readonly isNewestFirst: boolean
}

/** The most that snippets give (OpenAPI 2.16). For articles the description names no parameter, Intercom's own client does. */
const PER_PAGE = 50
const MACROS_PER_PAGE = 150

/** Articles, internal articles, snippets and macros of the workspace; reads only. */
export const createReadContent = (get: Get): ReadContent => ({
  articles: createList(get, {
    path: '/articles',
    schema: ArticlePayload,
    toItem: toArticleItem,
    perPage: PER_PAGE,
    isNewestFirst: true,
  }),
  internal_articles: createList(get, {
    path: '/internal_articles',
    schema: InternalArticlePayload,
    toItem: toInternalItem,
    isNewestFirst: false,
  }),
  snippets: createList(get, {
    path: '/content_snippets',
    schema: SnippetPayload,
    toItem: toSnippetItem,
    perPage: PER_PAGE,
    isNewestFirst: false,
  }),
  macros: createList(get, {
    path: '/macros',
    schema: MacroPayload,
    toItem: toMacroItem,
    perPage: MACROS_PER_PAGE,
    isNewestFirst: true,
  }),
})

function createList<Payload>(get: Get, options: ListOptions<Payload>): ContentList {
  const { path, schema, toItem, perPage, isNewestFirst } = options
  const ask = async (address: string) => {
    const body = await get(address)
    if (body === undefined) throw new IntercomError(`GET ${path}`, 404, 'not_found')
    return body
  }
  return {
    isNewestFirst,
    page: async (next = queryOf({ per_page: perPage })) => {
      const body = await ask(next ? `${path}?${next}` : path)
      return toPage(expectShape(ListPayload, body, `GET ${path}`), { ...options, asked: next })
    },
    one: async (id) => {
      const body = await get(`${path}/${encodeURIComponent(id)}`)
      return body === undefined ? undefined : toItem(expectShape(schema, body, `GET ${path}/{id}`))
    },
  }
}

/** An item of another shape than the one described is no reason to lose the others. */
function toPage<Payload>(list: ListPayload, options: ListOptions<Payload> & Asked): ContentPage {
  const parsed = list.data.map((one) => ({ one, item: options.schema.safeParse(one).data }))
  const next = nextOf(list, options)
  return {
    items: parsed.flatMap(({ item }) => (item === undefined ? [] : [options.toItem(item)])),
    unreadable: parsed.flatMap(({ one, item }) => (item === undefined ? [idOf(one)] : [])),
    ...(next !== undefined && { next }),
    ...(list.total_count != null && { total: list.total_count }),
  }
}

/** The parameters of the page that is here. */
type Asked = { readonly asked: string; readonly perPage?: number }

const idOf = (item: unknown): string =>
  (typeof item === 'object' && item !== null && 'id' in item && ContentId.safeParse(item.id).data) ||
  'without an id'

/**
 * What to ask for next. The description shows pages by number for articles and by cursor for macros, and older versions
 * of the API gave an address: whichever comes is followed (UNCONFIRMED).
 */
function nextOf({ pages, data, ...list }: ListPayload, { asked, perPage }: Asked): string | undefined {
  if (data.length === 0) return undefined
  const { next } = pages ?? {}
  if (typeof next === 'string')
    return URL.parse(next, 'https://api.intercom.io')?.search.slice(1) || undefined
  if (next?.starting_after) return queryOf({ per_page: perPage, starting_after: next.starting_after })
  const page = pages?.page ?? list.page ?? Number(new URLSearchParams(asked).get('page') ?? 1)
  const last = pages?.total_pages ?? list.total_pages ?? 1
  return page < last ? queryOf({ per_page: perPage, page: page + 1 }) : undefined
}

const queryOf = (parameters: Readonly<Record<string, string | number | undefined>>): string =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  ).toString()
