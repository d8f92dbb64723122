import { z } from 'zod'

/**
 * Where articles come from.
 * - `folder`: the knowledge folder beside the program
 * - `articles`: Intercom's public help centre
 * - `internal_articles`, `snippets`, `macros`: what teammates wrote for themselves in Intercom
 */
export const SOURCE_NAMES = ['folder', 'articles', 'internal_articles', 'snippets', 'macros'] as const
export type SourceName = (typeof SOURCE_NAMES)[number]

/** The sources that are read through Intercom's API. */
export const INTERCOM_SOURCES = ['articles', 'internal_articles', 'snippets', 'macros'] as const
export type IntercomSource = (typeof INTERCOM_SOURCES)[number]

/**
 * The path of an article of Intercom: `intercom:articles/6871119/en`. It stays the same as long as the article lives, so
 * that evidence finds it; no path of the folder can be like it, for those end in the ending of a file.
 */
export const intercomPath = (source: IntercomSource, id: string, locale: string): string =>
  `intercom:${source}/${id}/${locale}`

/** The beginning of the paths of all languages of one article of Intercom. */
export const intercomPrefix = (source: IntercomSource, id: string): string => `intercom:${source}/${id}/`

/** The article's id in Intercom; nothing for paths of the folder. */
export const intercomId = (path: string): string | undefined => /^intercom:\w+\/([^/]+)\//.exec(path)?.[1]

/** Which source an article belongs to, by its path. */
export const sourceOf = (path: string): SourceName => {
  const [, name] = /^intercom:(\w+)\//.exec(path) ?? []
  return INTERCOM_SOURCES.find((one) => one === name) ?? 'folder'
}

export const SyncCounts = z.object({
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  unchanged: z.int(),
})
/** What a sync did, in articles. */
export type SyncCounts = z.infer<typeof SyncCounts>
