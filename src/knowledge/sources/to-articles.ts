import { type Article, blocksText } from '../../domain/article.ts'
import { type IntercomSource, intercomPath } from '../../domain/knowledge-source.ts'
import type { Content, ContentItem } from '../../intercom/content/content.ts'
import { keepable } from '../../domain/keepable.ts'
import { htmlMarkdown } from '../html-markdown.ts'
import { versionOf, withoutTitle } from '../parse-article.ts'
import { readMarkdown } from '../read-markdown.ts'

export type Meaning = {
  readonly source: IntercomSource
  /** What the settings make of it: seen by teammates alone, or by everybody as far as Intercom says so, too. */
  readonly use: 'internal' | 'public'
  /** Content of a sandbox workspace never serves a real one. */
  readonly isSample: boolean
}

/** An item of Intercom as articles, one for each language that has text. Throws a `RangeError` for HTML that is nested too deep. */
export async function toArticles(item: ContentItem, meaning: Meaning): Promise<readonly Article[]> {
  const articles = await Promise.all(item.contents.map((content) => toArticle(item.id, content, meaning)))
  return articles.filter(({ text }) => text !== '')
}

async function toArticle(id: string, content: Content, { source, use, isSample }: Meaning): Promise<Article> {
  const { locale, html, markdown, url, isForAll } = content
  const body = await readMarkdown(html ? await htmlMarkdown(html) : (markdown ?? ''))
  const title = keepable(content.title).trim() || firstWords(blocksText(body))
  const article = {
    path: intercomPath(source, id, keepable(locale)),
    topic: source,
    title,
    ...(url && isWebAddress(url) && { url }),
    audience: use === 'public' && isForAll ? ('public' as const) : ('internal' as const),
    locale: languageOf(locale),
    sample: isSample,
    blocks: withoutTitle(body, title),
  }
  return { ...article, text: blocksText(article.blocks), version: versionOf(article) }
}

const TITLE_WORDS = 8

/** Snippets need no title. */
const firstWords = (text: string): string => text.split(/\s+/).slice(0, TITLE_WORDS).join(' ')

/** `pt-BR` is searched as `pt`; whatever is no language at all as English. */
const languageOf = (locale: string): string => /^[a-z]{2}(?![a-z])/i.exec(locale)?.[0].toLowerCase() ?? 'en'

/** What a reply may link to, and the database can keep. */
const isWebAddress = (url: string): boolean =>
  ['http:', 'https:'].includes(URL.parse(url)?.protocol ?? '') && url === keepable(url)
