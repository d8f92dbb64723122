import {
  ArticleContentPayload,
  type ArticlePayload,
  type InternalArticlePayload,
  type MacroPayload,
  type SnippetPayload,
} from './content-payloads.ts'
import type { Content, ContentItem } from './content.ts'

/** A single-language help centre does not name its language; the address of an article does, as far as we know. */
const DEFAULT_LOCALE = 'en'
const LOCALE_IN_URL = /\/([a-z]{2}(?:-[a-z]{2,4})?)\/articles\//i

/**
 * Every language in which the article is published. Whether `translated_content` also holds the default language is not
 * said, so that the top level is read where it is not there.
 */
export function toArticleItem(payload: ArticlePayload): ContentItem {
  const { id, updated_at, default_locale, help_center_audience: audience, url } = payload
  // Not said: of an older version of the API. Anything but everybody is not for everybody (reference, 10).
  const isForAll = audience == null || audience === 'everyone'
  const translated = Object.entries(payload.translated_content ?? {}).flatMap(([locale, content]) => {
    const parsed = locale === 'type' ? undefined : ArticleContentPayload.nullish().safeParse(content).data
    return parsed && saysSomething(parsed) ? [[locale, parsed] as const] : []
  })
  const own = default_locale ?? LOCALE_IN_URL.exec(url ?? '')?.[1] ?? DEFAULT_LOCALE
  const texts = new Map<string, ArticleContentPayload>([[own, payload], ...translated])
  const contents = [...texts].flatMap(([locale, content]) => publishedContent(content, { locale, isForAll }))
  return { id, ...(updated_at && { updatedAt: updated_at }), contents }
}

/** An empty place for a translation must not take the text away that stands beside it. */
const saysSomething = ({ title, body, state }: ArticleContentPayload): boolean =>
  [title, body, state].some((text) => text != null)

function publishedContent(
  { title, body, body_markdown, state, url }: ArticleContentPayload,
  given: Pick<Content, 'locale' | 'isForAll'>,
): readonly Content[] {
  if (state !== 'published') return []
  return [{ ...given, title: title ?? '', ...bodyOf(body, body_markdown), ...(url && { url }) }]
}

const bodyOf = (html: string | null | undefined, markdown: string | null | undefined) =>
  html ? { html } : { ...(markdown && { markdown }) }

export const toInternalItem = ({
  id,
  title,
  body,
  body_markdown,
  locale,
  updated_at,
}: InternalArticlePayload): ContentItem => ({
  id,
  ...(updated_at && { updatedAt: updated_at }),
  contents: [
    {
      locale: locale ?? DEFAULT_LOCALE,
      title: title ?? '',
      ...bodyOf(body, body_markdown),
      isForAll: true,
    },
  ],
})

/** A snippet that is meant for some customers alone is not for all. */
export function toSnippetItem(payload: SnippetPayload): ContentItem {
  const { id, title, locale, updated_at, audience_ids } = payload
  const blocks = (payload.json_blocks ?? []).flatMap(({ text }) => text ?? [])
  const markdown = payload.body_markdown ?? blocks.join('\n\n')
  return {
    id,
    ...(updated_at && { updatedAt: updated_at }),
    contents: [
      {
        locale: locale ?? DEFAULT_LOCALE,
        title: title ?? '',
        markdown,
        isForAll: (audience_ids ?? []).length === 0,
      },
    ],
  }
}

const PLACEHOLDER = /<attribute\b([^>]*?)\/?>(?:\s*<\/attribute>)?/gi

/** `<attribute key="user.name" default="there"/>` reads "there", and "[user.name]" where there is no default. */
const withoutPlaceholders = (html: string): string =>
  html.replace(PLACEHOLDER, (_, attributes: string) => {
    const written = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1]
    return written('default') ?? `[${written('key') ?? ''}]`
  })

/** A macro that only some teams see is not for all. */
export const toMacroItem = ({
  id,
  name,
  body,
  body_text,
  visible_to,
  updated_at,
}: MacroPayload): ContentItem => ({
  id,
  ...(updated_at && { updatedAt: updated_at }),
  contents: [
    {
      locale: DEFAULT_LOCALE,
      title: name ?? '',
      ...bodyOf(body && withoutPlaceholders(body), body_text),
      isForAll: visible_to === 'everyone',
    },
  ],
})
