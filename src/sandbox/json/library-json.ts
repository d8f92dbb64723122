import type { Company } from '../company.ts'
import { type ArticleText, DEFAULT_LOCALE, type HelpArticle, type Paper } from '../library/library.ts'

const slugOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

const addressOf = ({ id }: HelpArticle, locale: string, { title }: ArticleText) =>
  `https://help.lumenledger.example/${locale}/articles/${id}-${slugOf(title)}`

const textJson = (article: HelpArticle, locale: string, text: ArticleText, company: Company) => ({
  title: text.title,
  description: '',
  body: text.html,
  author_id: Number(company.tokenOwnerId),
  state: text.state,
  created_at: text.createdAt,
  updated_at: text.updatedAt,
  ...(text.state === 'published' && { url: addressOf(article, locale, text) }),
})

/** An article as lists, reads and webhooks show it (OpenAPI 2.16, article_list_item); the top is the default language. */
export const articleJson = (article: HelpArticle, company: Company) => {
  const texts = Object.entries(article.texts)
  const [, own] = texts.find(([locale]) => locale === DEFAULT_LOCALE) ?? texts[0] ?? []
  return {
    type: 'article',
    id: article.id,
    workspace_id: company.appId,
    ...(own && textJson(article, DEFAULT_LOCALE, own, company)),
    parent_ids: [],
    tags: { type: 'tag.list', tags: [] },
    help_center_audience: article.audience,
    default_locale: DEFAULT_LOCALE,
    translated_content: {
      type: 'article_translated_content',
      ...Object.fromEntries(
        texts.map(([locale, text]) => [
          locale,
          { type: 'article_content', ...textJson(article, locale, text, company) },
        ]),
      ),
    },
  }
}

/** When an article last changed, as far as its place in the list goes: the default language decides. */
export const articleUpdatedAt = ({ texts }: HelpArticle): number => texts[DEFAULT_LOCALE]?.updatedAt ?? 0

/** OpenAPI 2.16, internal_article_list_item. */
export const internalArticleJson = (paper: Paper, company: Company) => ({
  type: 'internal_article',
  id: paper.id,
  title: paper.title,
  body: paper.body,
  owner_id: Number(company.tokenOwnerId),
  author_id: Number(company.tokenOwnerId),
  locale: paper.locale,
  created_at: paper.createdAt,
  updated_at: paper.updatedAt,
})

/** OpenAPI 2.16, content_snippet. */
export const snippetJson = (paper: Paper) => ({
  type: 'content_snippet',
  id: paper.id,
  title: paper.title,
  locale: paper.locale,
  json_blocks: [{ type: 'paragraph', text: paper.body }],
  body_markdown: paper.body,
  created_at: paper.createdAt,
  updated_at: paper.updatedAt,
  audience_ids: [],
})

const iso = (unix: number) => new Date(unix * 1000).toISOString()

/** OpenAPI 2.16, macro: its moments are text. */
export const macroJson = (paper: Paper) => ({
  type: 'macro',
  id: paper.id,
  name: paper.title,
  body: paper.body,
  body_text: paper.body.replace(/<[^<>]*>/g, ' ').trim(),
  created_at: iso(paper.createdAt),
  updated_at: iso(paper.updatedAt),
  visible_to: 'everyone',
  visible_to_team_ids: [],
  available_on: ['inbox'],
})
