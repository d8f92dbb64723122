import { z } from 'zod'
import type { AppId } from '../../domain/ids.ts'
import type { ContentList } from '../../intercom/content/content.ts'
import { IntercomError } from '../../intercom/intercom-error.ts'
import { INDEX_FORMAT } from '../analyse-text.ts'
import { isSweepDue } from './is-sweep-due.ts'
import { createReadItems, type ReadItems } from './read-items.ts'
import { isKnownFrom, newestOf, readPages } from './read-pages.ts'
import type { Mark, Source, Standing, Step } from './source.ts'
import type { Meaning } from './to-articles.ts'

export type IntercomSourceDeps = {
  readonly meaning: Meaning
  readonly list: ContentList
  readonly workspace: AppId
  readonly now: () => Date
}

/**
 * One kind of content of a workspace. Between two readings of everything it reads what webhooks told of, and the newest
 * pages down to what is known already; after an upgrade that indexes otherwise, everything. What is gone shows only when everything is read, and is asked for one by one
 * before it goes: a page that shifts while somebody reads hides an article, too.
 */
export function createIntercomSource({ meaning, list, workspace, now }: IntercomSourceDeps): Source {
  let hasReadAnew = false
  return {
    name: meaning.source,
    workspace,
    read: async function* (standing) {
      const items = createReadItems({ list, meaning, indexed: standing.indexed })
      const reading = { list, items, standing, now }
      for (const id of standing.hints) yield { ...(await items.lookAgain([id])), done: 1, mark: ALIVE }
      const dueAt = { now: now(), sweptAt: standing.sweptAt, isSorted: list.isNewestFirst }
      // Once by each process: what cannot be made sense of keeps its old format, and must not cost a sweep every time.
      const isOutdated = !hasReadAnew && hasOtherFormat(standing.indexed)
      if (standing.isWhole || isOutdated || isSweepDue(dueAt)) {
        yield* readEverything(reading)
        hasReadAnew = true
      } else if (list.isNewestFirst) yield* readNewest(reading)
      yield { articles: [], gone: [], done: 0, ...complaint(items) }
    },
  }
}

/** Marks nothing, but tells that the run goes on where nothing has changed. */
const ALIVE: Mark = {}

/** An earlier release has indexed some of it, and would find it otherwise. */
const hasOtherFormat = (indexed: Standing['indexed']): boolean =>
  [...indexed.values()].some(({ format }) => format !== INDEX_FORMAT)

type Reading = {
  readonly list: ContentList
  readonly items: ReadItems
  readonly standing: Standing
  readonly now: () => Date
}

const Cursor = z.object({ next: z.string(), newest: z.coerce.date().optional(), done: z.number() })
/** Where a reading of everything was interrupted. */
type Cursor = z.infer<typeof Cursor>

/** Goes on where it was interrupted, unless everything is wanted, or Intercom does not know that place any more. */
async function* readEverything(reading: Reading): AsyncIterable<Step> {
  const { cursor, isWhole } = reading.standing
  const from = isWhole ? undefined : Cursor.safeParse(cursor).data
  try {
    yield* readOn(reading, from)
  } catch (error) {
    if (!from || !(error instanceof IntercomError) || !NO_SUCH_PLACE.includes(error.status)) throw error
    yield* readOn(reading, undefined)
  }
}

/** What an API says to a cursor that is too old. */
const NO_SUCH_PLACE = [400, 404, 410, 422]

async function* readOn({ list, items, now }: Reading, from: Cursor | undefined): AsyncIterable<Step> {
  let newest = from?.newest
  let done = 0
  const seen = new Set<string>()
  for await (const page of readPages({ list, start: from?.next })) {
    if (!from) newest ??= newestOf(page)
    for (const id of page.seen) seen.add(id)
    for (const id of page.unreadable) items.unreadable.add(id)
    done = (from?.done ?? 0) + seen.size
    const cursor: Cursor | null = page.next ? { next: page.next, done, ...(newest && { newest }) } : null
    const total = page.total === undefined ? {} : { total: Math.max(page.total, done) }
    yield { ...(await items.changesOf(page.items)), done, ...total, mark: { cursor } }
  }
  // Who went on in the middle has not seen everything: the next reading finds what is gone.
  if (!from) yield* readMissing(items, { seen, done })
  const mark = { cursor: null, ...(newest && { watermark: newest }), ...(!from && { sweptAt: now() }) }
  yield { articles: [], gone: [], done, mark }
}

/** As many calls as take no minute, also when they have to wait for each other: then the run counts as dead. */
const MISSING_PER_STEP = 10

async function* readMissing(
  { known, lookAgain }: ReadItems,
  { seen, done }: { readonly seen: ReadonlySet<string>; readonly done: number },
): AsyncIterable<Step> {
  const missing = known.filter((id) => !seen.has(id))
  for (let start = 0; start < missing.length; start += MISSING_PER_STEP) {
    yield { ...(await lookAgain(missing.slice(start, start + MISSING_PER_STEP))), done, mark: ALIVE }
  }
}

async function* readNewest({ list, items, standing }: Reading): AsyncIterable<Step> {
  let newest: Date | undefined
  let done = 0
  for await (const page of readPages({ list, start: undefined })) {
    newest ??= newestOf(page)
    for (const id of page.unreadable) items.unreadable.add(id)
    done = page.seen.size
    yield { ...(await items.changesOf(page.items)), done }
    if (isKnownFrom(page, standing.watermark)) break
  }
  // Set once all pages are in: what was interrupted is read again from the top.
  const isNews = newest !== undefined && newest.getTime() !== standing.watermark?.getTime()
  if (newest && isNews) yield { articles: [], gone: [], done, mark: { watermark: newest } }
}

const NAMED_AT_MOST = 5

function complaint({ unreadable }: ReadItems): Pick<Step, 'problem'> {
  if (unreadable.size === 0) return {}
  const ids = [...unreadable].slice(0, NAMED_AT_MOST).join(', ')
  return {
    problem: `${unreadable.size} item(s) could not be made sense of and stay as they were before, ids ${ids}. Everything else is up to date. Look at them in Intercom, or at a newer version of Firstline.`,
  }
}
