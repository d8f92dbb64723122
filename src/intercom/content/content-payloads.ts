import { z } from 'zod'

/*
 * What we read of Intercom's articles, snippets and macros (OpenAPI 2.16). As everywhere: leniently, because ids wobble
 * between text and number, null stands for absent, and fields may be added at any time.
 */

const text = z.string().nullish().catch(null)

/** An id goes into a path of ours and into a URL: nothing but what ids are made of. */
export const ContentId = z.union([z.string().regex(/^[\w-]{1,100}$/), z.int()]).transform(String)

/** What lies later is no moment that anybody has lived through, and no database could hold. */
const date = z.date().max(new Date('9999-12-31'))

/** Unix seconds, or ISO 8601 as macros have it. */
const moment = z
  .union([
    z
      .number()
      .transform((unix) => new Date(unix * 1000))
      .pipe(date),
    z.iso
      .datetime({ offset: true })
      .transform((iso) => new Date(iso))
      .pipe(date),
  ])
  .nullish()
  .catch(null)

export const ArticleContentPayload = z.object({
  title: text,
  body: text,
  body_markdown: text,
  state: text,
  url: text,
})
export type ArticleContentPayload = z.infer<typeof ArticleContentPayload>

export const ArticlePayload = ArticleContentPayload.extend({
  id: ContentId,
  updated_at: moment,
  default_locale: text,
  help_center_audience: text,
  /** By locale; beside them stands a `type`. */
  translated_content: z.record(z.string(), z.unknown()).nullish().catch(null),
})
export type ArticlePayload = z.infer<typeof ArticlePayload>

export const InternalArticlePayload = z.object({
  id: ContentId,
  title: text,
  body: text,
  body_markdown: text,
  locale: text,
  updated_at: moment,
})
export type InternalArticlePayload = z.infer<typeof InternalArticlePayload>

export const SnippetPayload = z.object({
  id: ContentId,
  title: text,
  locale: text,
  body_markdown: text,
  json_blocks: z.array(z.object({ text })).nullish().catch(null),
  updated_at: moment,
  /** Whom it is meant for; empty: nobody in particular. */
  audience_ids: z.array(z.unknown()).nullish().catch(null),
})
export type SnippetPayload = z.infer<typeof SnippetPayload>

export const MacroPayload = z.object({
  id: ContentId,
  name: text,
  body: text,
  body_text: text,
  visible_to: text,
  updated_at: moment,
})
export type MacroPayload = z.infer<typeof MacroPayload>

/** A list in one of its forms: cursor, number of pages, or the address of the next page (UNCONFIRMED which one comes). */
export const ListPayload = z.object({
  data: z.array(z.unknown()),
  total_count: z.number().nullish().catch(null),
  page: z.number().nullish().catch(null),
  total_pages: z.number().nullish().catch(null),
  pages: z
    .object({
      page: z.number().nullish().catch(null),
      total_pages: z.number().nullish().catch(null),
      next: z
        .union([z.string(), z.object({ starting_after: z.string().nullish() })])
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
})
export type ListPayload = z.infer<typeof ListPayload>
