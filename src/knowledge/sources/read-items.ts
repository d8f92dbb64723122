import type { Article } from '../../domain/article.ts'
import { intercomId } from '../../domain/knowledge-source.ts'
import type { ContentItem, ContentList } from '../../intercom/content/content.ts'
import { IntercomError } from '../../intercom/intercom-error.ts'
import type { ArticleChanges, Indexed } from '../apply-changes.ts'
import { type Meaning, toArticles } from './to-articles.ts'

export type ItemsDeps = {
  readonly list: Pick<ContentList, 'one'>
  readonly meaning: Meaning
  readonly indexed: Indexed
}

/** What items of Intercom change in the index. */
export type ReadItems = {
  /** Languages in which an item is not published any more go with the step that brings the others. */
  readonly changesOf: (items: readonly ContentItem[]) => Promise<ArticleChanges>
  /** The same for items that are read one by one; what is gone there goes here. */
  readonly lookAgain: (ids: readonly string[]) => Promise<ArticleChanges>
  /** The ids of what is indexed. */
  readonly known: readonly string[]
  /** Ids of items that could not be made sense of: what is indexed of them stays. */
  readonly unreadable: Set<string>
}

/** Of an answer that is not of the shape described, or of one item that Intercom cannot give out: no reason to stop. */
const ABOUT_THE_ITEM = [200, 400, 403, 409, 410, 422, 500]

export function createReadItems({ list, meaning, indexed }: ItemsDeps): ReadItems {
  const pathsOf = Map.groupBy(indexed.keys(), (path) => intercomId(path) ?? '')
  const unreadable = new Set<string>()

  const changesOf: ReadItems['changesOf'] = async (items) => {
    const read = await Promise.all(
      newestOfEach(items).map(async (item) => ({ id: item.id, articles: await readable(item, meaning) })),
    )
    for (const { id, articles } of read) if (!articles) unreadable.add(id)
    const articles = read.flatMap((one) => one.articles ?? [])
    const paths = new Set(articles.map(({ path }) => path))
    const before = read.flatMap((one) => (one.articles ? (pathsOf.get(one.id) ?? []) : []))
    return { articles, gone: before.filter((path) => !paths.has(path)) }
  }

  const look = async (id: string): Promise<readonly ContentItem[]> => {
    try {
      return [(await list.one(id)) ?? { id, contents: [] }]
    } catch (error) {
      if (!(error instanceof IntercomError) || !ABOUT_THE_ITEM.includes(error.status)) throw error
      unreadable.add(id)
      return []
    }
  }

  return {
    changesOf,
    lookAgain: async (ids) => {
      const items: ContentItem[] = []
      for (const id of ids) items.push(...(await look(id)))
      return changesOf(items)
    },
    known: [...pathsOf.keys()],
    unreadable,
  }
}

/** One page may hold an item twice, when it is changed while the page is made: the first that changed last is it. */
function newestOfEach(items: readonly ContentItem[]): readonly ContentItem[] {
  const newest = new Map<string, ContentItem>()
  for (const item of items) {
    const before = newest.get(item.id)
    if (!before || timeOf(item) > timeOf(before)) newest.set(item.id, item)
  }
  return [...newest.values()]
}

const timeOf = ({ updatedAt }: ContentItem): number => updatedAt?.getTime() ?? 0

async function readable(item: ContentItem, meaning: Meaning): Promise<readonly Article[] | undefined> {
  try {
    return await toArticles(item, meaning)
  } catch (error) {
    // Tags nested thousands deep.
    if (error instanceof RangeError) return undefined
    throw error
  }
}
