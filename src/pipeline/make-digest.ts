import { rankUrgency } from '../decision/rank-urgency.ts'
import type { OwnIdentity } from '../decision/own-identity.ts'
import type { Digest } from '../domain/digest.ts'
import type { AppId, ConversationId } from '../domain/ids.ts'
import { localTime } from '../domain/local-date.ts'
import type { SummariseWithModel } from '../drafting/model/summarise-with-model.ts'
import type { Intercom } from '../intercom/create-intercom.ts'
import type { Db } from '../store/db.ts'
import { type NewDigest, type NewItem, readDigest, storeDigest } from '../store/digests.ts'
import type { Log } from '../telemetry/create-log.ts'
import { countTotals } from './digest/count-totals.ts'
import { createSummarise } from './digest/create-summarise.ts'
import { fewAtOnce } from './digest/few-at-once.ts'
import { createReadItem, type ReadItem } from './digest/read-item.ts'

export type DigestDeps = {
  readonly db: Db
  readonly intercom: Pick<Intercom, 'readConversation' | 'unresolved' | 'people'>
  readonly appId: AppId
  readonly identity: OwnIdentity
  readonly timezone: string
  readonly botName: string
  /** Absent: by rules alone. */
  readonly summarise?: SummariseWithModel
  readonly now: () => Date
  readonly log: Log
  readonly signal: AbortSignal
}

/** `again`: what was made of this day before is replaced. */
export type DigestWish = { readonly date: string; readonly again?: boolean }

export type MadeDigest =
  | { readonly kind: 'made' | 'stored'; readonly digest: Digest }
  /** The day is over, or not there yet: the workspace tells only how it stands now. */
  | { readonly kind: 'not_today'; readonly today: string }

/** Reads that the summary leaves room for: turns need the same allowance of the API. */
const READS_AT_ONCE = 3
const TELL_EVERY = 100

/** Makes the summary of a day, once: what is stored stands, whoever asks and however often. */
export const createMakeDigest =
  (deps: DigestDeps) =>
  async ({ date, again = false }: DigestWish): Promise<MadeDigest> => {
    const { db, appId, log } = deps
    const ref = { appId, date }
    const stored = await readDigest(db, ref)
    if (stored && !again) return { kind: 'stored', digest: stored }
    const now = deps.now()
    const today = localTime(now, deps.timezone).date
    if (date !== today) return { kind: 'not_today', today }
    const isMine = await storeDigest(db, ref, { made: await lookThrough(deps, now), replace: again })
    const digest = await readDigest(db, ref)
    if (!digest) throw new Error(`the summary of ${date} was just stored and is not there`)
    log.info({ date, conversations: digest.items.length, isMine }, 'summary made')
    return { kind: isMine ? 'made' : 'stored', digest }
  }

export type MakeDigest = ReturnType<typeof createMakeDigest>

async function lookThrough(deps: DigestDeps, now: Date): Promise<NewDigest> {
  const { intercom, timezone } = deps
  const { ids, isComplete } = await intercom.unresolved(now)
  const read = await readAll(deps, ids, now)
  const found = read.flatMap((one) => (one.kind === 'item' ? [one.new] : []))
  const items = rank(found)
  const totals = countTotals(
    items.map(({ item }) => item),
    {
      thanked: read.filter(({ kind }) => kind === 'thanked').length,
      unread: read.flatMap((one) => (one.kind === 'unread' ? [one.unread] : [])),
      isComplete,
    },
  )
  return { timezone, totals, items }
}

async function readAll(
  deps: DigestDeps,
  ids: readonly ConversationId[],
  now: Date,
): Promise<readonly ReadItem[]> {
  const { appId, summarise: model, botName, intercom, signal, log } = deps
  const people = await intercom.people()
  const summarise = createSummarise({ appId, botName, people, signal, ...(model && { model }) })
  const readItem = createReadItem({ ...deps, people, summarise, now })
  let done = 0
  return fewAtOnce(ids, READS_AT_ONCE, async (id) => {
    signal.throwIfAborted()
    const item = await readItem(id)
    done += 1
    if (item.kind === 'unread')
      log.warn(
        { conversationId: id, code: item.unread.because },
        'conversation could not be read for the summary',
      )
    if (done % TELL_EVERY === 0) log.info({ done, of: ids.length }, 'summary in progress')
    return item
  })
}

function rank(found: readonly NewItem[]): readonly NewItem[] {
  const readBy = new Map(found.map(({ item, ...read }) => [item.conversationId, read]))
  return rankUrgency(found.map(({ item }) => item)).flatMap((item) => {
    const read = readBy.get(item.conversationId)
    return read ? [{ item, ...read }] : []
  })
}
