import type { ContentList, ContentPage } from '../../intercom/content/content.ts'

export type PagesFrom = {
  readonly list: Pick<ContentList, 'page'>
  /** Absent: from the first page on. */
  readonly start: string | undefined
}

/** A page, and how many different items were seen up to here. */
export type SeenPage = ContentPage & { readonly seen: ReadonlySet<string> }

/** Pages until the last one. Some lists repeat their end instead of ending: a page without anything new is the last. */
export async function* readPages({ list, start }: PagesFrom): AsyncIterable<SeenPage> {
  const seen = new Set<string>()
  for (let next = start; ; ) {
    const page = await list.page(next)
    const before = seen.size
    for (const id of [...page.items.map((item) => item.id), ...page.unreadable]) seen.add(id)
    if (seen.size === before || page.next === undefined) {
      const { next: _, ...last } = page
      yield { ...last, seen }
      return
    }
    yield { ...page, seen }
    next = page.next
  }
}

/** When the item of a page that changed last was changed. */
export const newestOf = ({ items }: ContentPage): Date | undefined => {
  const times = items.flatMap(({ updatedAt }) => updatedAt?.getTime() ?? [])
  return times.length > 0 ? new Date(Math.max(...times)) : undefined
}

/** Everything behind this page was read before, as long as the page is sorted as it should be. */
export function isKnownFrom({ items }: ContentPage, watermark: Date | undefined): boolean {
  if (!watermark) return false
  const times = items.map(({ updatedAt }) => updatedAt?.getTime() ?? Number.NaN)
  const isSorted = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? Number.NaN))
  return isSorted && (times.at(-1) ?? Number.POSITIVE_INFINITY) < watermark.getTime()
}
