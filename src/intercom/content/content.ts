import type { IntercomSource } from '../../domain/knowledge-source.ts'

/** One text in one language. */
export type Content = {
  /** As Intercom writes it: `en`, `pt-BR`. */
  readonly locale: string
  readonly title: string
  readonly html?: string
  /** Where Intercom gives Markdown alone. */
  readonly markdown?: string
  readonly url?: string
  /** Everybody may see it, as far as Intercom knows. */
  readonly isForAll: boolean
}

/** One article, snippet or macro; drafts have no contents. */
export type ContentItem = {
  readonly id: string
  /** Of the default language alone: an edited translation does not move it (OpenAPI 2.16, article_list_item). */
  readonly updatedAt?: Date
  readonly contents: readonly Content[]
}

export type ContentPage = {
  readonly items: readonly ContentItem[]
  /** The ids of items that are not of the shape that is described. */
  readonly unreadable: readonly string[]
  /** What to ask for next; absent on the last page. */
  readonly next?: string
  readonly total?: number
}

/** One kind of content, page by page or one by one. Throws `IntercomError`. */
export type ContentList = {
  /** The first page, or the one that `next` of another page named. */
  readonly page: (next?: string) => Promise<ContentPage>
  /** `undefined`: there is none of this id any more. */
  readonly one: (id: string) => Promise<ContentItem | undefined>
  /** The list is described as sorted by `updated_at`, newest first. */
  readonly isNewestFirst: boolean
}

export type ReadContent = Readonly<Record<IntercomSource, ContentList>>
