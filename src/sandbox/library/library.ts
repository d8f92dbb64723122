/** What one language of a help-centre article says. Moments are unix seconds. */
export type ArticleText = {
  readonly title: string
  readonly html: string
  readonly state: 'published' | 'draft'
  readonly createdAt: number
  readonly updatedAt: number
}

/** Who may see an article in the help centre (OpenAPI 2.16, article_list_item). */
export const AUDIENCES = [
  'everyone',
  'all_users',
  'all_visitors',
  'all_leads',
  'all_visitors_and_leads',
  'restricted',
] as const
export type Audience = (typeof AUDIENCES)[number]

/** An article of the help centre, by locale. */
export type HelpArticle = {
  readonly id: string
  readonly audience: Audience
  readonly texts: Readonly<Record<string, ArticleText>>
}

/** What teammates wrote for themselves: an internal article, a snippet or a macro. */
export type Paper = {
  readonly id: string
  readonly title: string
  /** HTML; Markdown in a snippet. */
  readonly body: string
  readonly locale: string
  readonly createdAt: number
  readonly updatedAt: number
}

/** The language of the help centre that every article has. */
export const DEFAULT_LOCALE = 'en'

export const PAPER_KINDS = ['internal_articles', 'content_snippets', 'macros'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

export type Drawer<Item extends { readonly id: string }> = {
  readonly all: () => readonly Item[]
  readonly find: (id: string) => Item | undefined
  readonly put: (item: Item) => Item
  readonly remove: (id: string) => void
}

/** Everything that is written down in the workspace. */
export type Library = { readonly articles: Drawer<HelpArticle> } & Readonly<Record<PaperKind, Drawer<Paper>>>

const createDrawer = <Item extends { readonly id: string }>(): Drawer<Item> => {
  const items = new Map<string, Item>()
  return {
    all: () => [...items.values()],
    find: (id) => items.get(id),
    put: (item) => {
      items.set(item.id, item)
      return item
    },
    remove: (id) => void items.delete(id),
  }
}

export const createLibrary = (): Library => ({
  articles: createDrawer(),
  internal_articles: createDrawer(),
  content_snippets: createDrawer(),
  macros: createDrawer(),
})
